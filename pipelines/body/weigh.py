"""How much of an article each line of a page is: the numbers that the choice of the body rests on.

Made for these pages: Chinese prose carries sentence marks, menus are links, and footers are short lines that the
chrome rules name. Sums over lines make the weight of any element two subtractions.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from pipelines.body.beside import lines_beside
from pipelines.body.heading import title_line
from pipelines.tree.page import Line, Page

_MARK = re.compile("[。；！？，、;]")
_FULL_STOP = re.compile("[。；！？]")
_PROSE_LENGTH = 18
_SHORT_LINE = 0.4
"""What a character of a short line without sentence marks is worth: headings, cells and addressees count, but a
page of them does not outweigh an article."""
_SHORT_LENGTH = 60
"""A longer line without sentence marks is worth no more: it is a menu or a list run together."""
_CHROME_LINE = 12
"""Characters a line of chrome is charged for at least, so that an element without its furniture wins."""
_STAYS = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt)(?:[?#]|$)|down(?:load|file)|^#\w")
"""Addresses (in lower case) of attached files and of places in the page: links to them are part of the article, not ways out."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Running sums over the lines of a page; each list is one longer than the lines."""

    page: Page
    score: list[float]
    """Worth as part of an article; negative for links and chrome."""
    worth: list[float]
    """The same, without the negative ones."""
    prose: list[int]
    """Characters outside links in lines that read as prose."""
    text: list[int]
    """Characters outside links in lines that are not chrome."""
    links: list[int]
    """Characters in links."""
    title: int | None
    """Index of the line that says what `<title>` says; None when no line does."""

    def of(self, node: int, sums: list[float] | list[int]) -> float:
        """One of the sums over an element."""
        lines = self.page.lines_within(node)
        return sums[lines.stop] - sums[lines.start]

    def total(self, sums: list[float] | list[int]) -> float:
        return sums[-1]


class _Measure(NamedTuple):
    """A line in characters: all, those in links to pages, those outside, and whether it reads as prose."""

    length: int
    link: int
    plain: int
    prose: bool

    @property
    def linked(self) -> bool:
        return self.link * 2 > self.length


def weigh(page: Page, chrome_lines: Container[int], chrome_elements: Iterable[int]) -> Weights:
    """Weights of every line; `chrome_*` say which lines and elements the chrome rules name (reading passes them)."""
    linked = _linked_runs(page)
    furniture = _lines_of_furniture(page, chrome_elements)
    named = title_line(page)
    title = named or 0
    measures = [_measure(page, line, linked) for line in page.lines]
    beside = lines_beside(page, title, [m.prose for m in measures], [m.linked for m in measures])
    scores, proses, texts, links = [0.0], [0], [0], [0]
    for index, (length, link, plain, prose) in enumerate(measures):
        if index < title or index in furniture or index in chrome_lines or index in beside:
            scores.append(-float(max(length, _CHROME_LINE)))
            plain, prose = 0, False
        elif prose:
            scores.append(plain - link)
        else:
            scores.append(_SHORT_LINE * min(plain, _SHORT_LENGTH) - link)
        proses.append(plain if prose else 0)
        texts.append(plain)
        links.append(link)
    return Weights(
        page,
        list(accumulate(scores)),
        list(accumulate(max(0.0, score) for score in scores)),
        list(accumulate(proses)),
        list(accumulate(texts)),
        list(accumulate(links)),
        named,
    )


def _measure(page: Page, line: Line, linked: bytearray) -> _Measure:
    length = len(line.text.strip())
    if len(line.runs) == 1:
        link = length if linked[line.runs[0]] else 0
    else:
        link = sum([len(page.texts[run].strip()) for run in line.runs if linked[run]])
    plain = max(0, length - link)
    prose = length >= _PROSE_LENGTH and plain * 2 > length and _MARK.search(line.text) is not None
    return _Measure(length, link, plain, prose)


def _linked_runs(page: Page) -> bytearray:
    """A mark for each node inside a link to a page; links to files belong to the article."""
    tree = page.tree
    marks = bytearray(len(tree.tags))
    for node in [node for node, tag in enumerate(tree.tags) if tag == "a"]:
        attributes = tree.attributes[node]
        leads = "href" in attributes or "onclick" in attributes
        if leads and not marks[node] and not _STAYS.search((attributes.get("href") or "").lower()):
            marks[node : tree.ends[node]] = b"\1" * (tree.ends[node] - node)
    return marks


def _lines_of_furniture(page: Page, elements: Iterable[int]) -> set[int]:
    """Lines of the elements that chrome rules name. A wrapper of most of the page's prose is not furniture."""
    found: set[int] = set()
    prose = [0, *accumulate(len(line.text) if _reads_as_prose(line.text) else 0 for line in page.lines)]
    for node in elements:
        lines = page.lines_within(node)
        if (prose[lines.stop] - prose[lines.start]) * 3 <= prose[-1] or len(lines) * 20 < len(page.lines):
            found.update(lines)
    return found


def _reads_as_prose(text: str) -> bool:
    return len(text) >= _PROSE_LENGTH and _FULL_STOP.search(text) is not None
