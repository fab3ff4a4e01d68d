"""Where in the article a line stands: before its first prose, after its last, or between."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from pipelines.chrome.rule import ChromeRule, Place
from pipelines.tree.page import Page

_MARKS = re.compile("[。；！？]")
_PROSE_LENGTH = 18
_DATE_LINE = re.compile(
    r"\s*[（(]?\s*(?:20\d{2}|19\d{2}|二[〇○Ｏ0零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*"
    r"[\d一二三四五六七八九十]{1,3}\s*日\s*[）)]?\s*"
)
_LAST_PART = 0.85
_RIM = 3
"""Lines at either end where rules for head and tail may act in an article without any prose."""


@dataclass(frozen=True)
class Zones:
    """The lines of an article and where its substance begins and ends, as positions in `lines`."""

    lines: tuple[int, ...]
    first: int
    """Position of the first line of prose or of a table; the length when there is none."""
    last: int
    """Position of the last such line, or of the signature's date after it; -1 when there is none."""
    has_prose: bool = True
    """False for an article of short lines alone; `first` and `last` then leave a rim at either end."""

    def admits(self, place: Place, position: int) -> bool:
        """May a rule for this place act at this position? (`end` is decided by the labeller, from behind.)"""
        if place == "anywhere":
            return True
        head = position < self.first
        tail = position > self.last or position >= _LAST_PART * len(self.lines)
        if place == "head" and not self.has_prose:
            return False  # a list of 名称：… 文号：… is the document, and not its meta bar
        return {"head": head, "tail": tail, "edge": head or tail, "end": position > self.last}[place]


def zones_of(page: Page, lines: Sequence[int], tables: Container[int], chrome: Container[int]) -> Zones:
    """Zones of an article; `tables` and `chrome` are lines of data tables and of named chrome elements."""
    first, last = len(lines), -1
    for position, index in enumerate(lines):
        if index in chrome:
            continue
        text = page.lines[index].text
        if index in tables or is_cell(text) or (len(text) >= _PROSE_LENGTH and _MARKS.search(text)):
            first = min(first, position)
            last = position
        elif last >= 0 and position - last <= 4 and is_date_line(text):
            last = position
    has_prose = last >= 0
    if not has_prose:  # nothing reads as prose: a list of names, a single heading
        rim = min(_RIM, len(lines) // 3)
        first, last = rim, len(lines) - 1 - rim
    return Zones(tuple(lines), first, last, has_prose)


def furniture_lines(page: Page, named: Mapping[int, Sequence[ChromeRule]]) -> set[int]:
    """Lines to be charged as chrome while the body is still to be found.

    Rules for the head of an article count above the page's first prose only: below it an office's name is a
    signature, and a label with a date may be anything.
    """
    first = next(
        (
            i
            for i, line in enumerate(page.lines)
            if len(line.text) >= _PROSE_LENGTH and _MARKS.search(line.text)
        ),
        len(page.lines),
    )
    return {i for i, rules in named.items() if i < first or any(rule.where != "head" for rule in rules)}


def is_cell(text: str) -> bool:
    """True for a cell of a table that was flattened to plain text: `| 合计 |`, `96 |`."""
    text = text.strip()
    return text != "|" and (text.endswith("|") or text.startswith("|"))


def is_date_line(text: str) -> bool:
    """True for a line that is a date and nothing else, as signatures end.

    >>> is_date_line("二〇二一年一月二十二日"), is_date_line("2021年1月22日，我委")
    (True, False)
    """
    return _DATE_LINE.fullmatch(text) is not None
