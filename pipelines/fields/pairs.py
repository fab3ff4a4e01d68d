"""Labels with their values, as pages lay them out: in one line, in cells side by side, in nested boxes."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Literal, NamedTuple

from pipelines.fields.dates import find_dates
from pipelines.fields.labels import GROUP_OF, Label, find_labels, label_alone, may_hold_label
from pipelines.fields.words import is_blank, is_prose, one_line
from pipelines.tree.flat import COMMENT, TEXT
from pipelines.tree.page import Line, Page, Span

Zone = Literal["head", "below", "tail"]

NAMES = frozenset({"source", "author", "editor"})
DATED = frozenset({"published", "published_weakly", "dispatched", "written"})
CELLS = frozenset("td th dt dd li span line".split())
_CLOSERS = {"【": "】", "[": "]", "（": "）", "(": ")"}
LONGEST_VALUE, VALUE_LINES, CLIMB = 120, 3, 3
_NOT_BLANK = re.compile(r"\S")
_UNNAMED_LABEL = re.compile(r"\s[\u4e00-\u9fff]{2,8}[：:]")


class Pair(NamedTuple):
    """A label of a group (see `labels.LABELS`), its value as printed ('' for none), and where both stand."""

    group: str
    label: str
    value: str
    words: str
    zone: Zone
    spans: tuple[Span, ...]

    @property
    def line(self) -> int:
        return self.spans[0].line


def find_pairs(page: Page, indices: range, zone: Zone) -> list[Pair]:
    """Every known label in some lines, with its value: the rest of the line, else the cell or box that follows."""
    pairs: list[Pair] = []
    tags = page.tree.tags
    for index, line in zip(indices, page.lines[indices.start : indices.stop], strict=True):
        text = line.text
        if ":" in text or "：" in text:
            if may_hold_label(text):
                pairs.extend(_pairs_of_line(page, index, zone))
        elif len(text) <= 60 and tags[line.owner] in CELLS:
            word = label_alone(text)
            if word is not None:
                span = Span(index, 0, len(text))
                pairs.append(_with_next(page, GROUP_OF[word], word, span, zone))
    return pairs


def borders_of(page: Page, line: Line) -> frozenset[int]:
    """Offsets in a line's text where its text nodes begin."""
    return frozenset(accumulate((len(page.texts[run]) for run in line.runs), initial=0))


def _pairs_of_line(page: Page, index: int, zone: Zone) -> list[Pair]:
    line = page.lines[index]
    if len(line.text) > 60 and is_prose(one_line(line.text)):
        return []
    borders = borders_of(page, line) if len(line.runs) > 1 else frozenset[int]()
    labels = find_labels(line.text, borders)
    if not labels:
        return []
    in_order = sorted(borders)
    pairs: list[Pair] = []
    for n, label in enumerate(labels):
        end = labels[n + 1].start if n + 1 < len(labels) else len(line.text)
        end = _value_end(line.text, label, end, in_order)
        span = Span(index, label.start, end)
        value = one_line(line.text[label.end : end]).rstrip("|｜【[ ")
        if value or n + 1 < len(labels):
            pairs.append(
                Pair(
                    label.group,
                    label.word,
                    _sound(value),
                    one_line(line.text[label.start : end]),
                    zone,
                    (span,),
                )
            )
        else:
            pairs.append(_with_next(page, label.group, label.word, span, zone))
    return pairs


def _value_end(text: str, label: Label, end: int, borders: list[int]) -> int:
    """Where a value stops: before a label that is not in our list, or a bar, or the brackets of the font size.

    A name ends with its text node: what touches it from the next one is a button or another name.
    """
    stops = [end]
    if label.group in NAMES:
        begun = _NOT_BLANK.search(text, label.end, end)
        if begun:
            first = bisect_left(borders, max(begun.start() + 1, label.end + 2))
            stops.extend(borders[first : first + 1])
    closer = _CLOSERS.get(text[label.start - 1 : label.start])
    if closer and (at := text.find(closer, label.end, end)) >= 0:
        stops.append(at)
    unnamed = _UNNAMED_LABEL.search(text, label.end, end)
    if unnamed:
        stops.append(unnamed.start())
    if label.group not in ("title", "metadata"):
        stops.extend(
            at for mark in ("|", "｜", "【", "[") if (at := text.find(mark, label.end, end)) > label.end
        )
    stop = min(stops)
    while stop > label.end and text[stop - 1].isspace():
        stop -= 1
    return stop


def _sound(value: str) -> str:
    return "" if is_blank(value) or len(value) > LONGEST_VALUE else value


def _with_next(page: Page, group: str, word: str, span: Span, zone: Zone) -> Pair:
    """The pair of a label that ends its line: its value is what follows in the same box or in the next cell."""
    words = one_line(page.lines[span.line].text[span.start : span.end])
    indices = _following(page, span.line)
    texts = [one_line(page.lines[index].text) for index in indices]
    if any(_holds_label(page, index) or is_prose(text) for index, text in zip(indices, texts, strict=True)):
        return Pair(group, word, "", words, zone, (span,))
    value = " ".join(texts)
    if not _fits(group, value):
        return Pair(group, word, "", words, zone, (span,))
    spans = tuple(Span(index, 0, len(page.lines[index].text)) for index in indices)
    return Pair(group, word, _sound(value), f"{words} {value}".strip(), zone, (span, *spans))


def _fits(group: str, value: str) -> bool:
    """Whether words in the next box can be a value of the group at all; behind an empty label anything may stand."""
    if group in DATED:
        return bool(find_dates(value))
    return (
        group not in ("doc_number", "index_number")
        or any(char.isdigit() for char in value)
        or is_blank(value)
    )


def _following(page: Page, index: int) -> list[int]:
    """Lines that can be the value of a label: one nested in the label's box, or all of the next small element."""
    tree, lines = page.tree, page.lines
    if index + 1 >= len(lines):
        return []
    node = lines[index].owner
    if lines[index + 1].runs[0] < tree.ends[node]:
        return [index + 1] if node and _is_box(tree.tags[node]) else []
    for _ in range(CLIMB):
        sibling = _next_element(page, node)
        if sibling:
            return _lines_in(page, index + 1, tree.ends[sibling])
        node = tree.parents[node]
        if node <= 0 or tree.tags[node] in ("tr", "table", "body"):
            break
    return []


def _is_box(tag: str) -> bool:
    return tag not in ("body", "html", "table", "tbody", "tr")


def _next_element(page: Page, node: int) -> int:
    """The element right after a node among its siblings; 0 when there is none."""
    tree = page.tree
    parent = tree.parents[node]
    if parent < 0:
        return 0
    sibling = tree.ends[node]
    while sibling < tree.ends[parent] and tree.tags[sibling] in (TEXT, COMMENT):
        sibling = tree.ends[sibling]
    return sibling if sibling < tree.ends[parent] else 0


def _lines_in(page: Page, first: int, end: int) -> list[int]:
    """Indices of the lines before a node ends; none when they are too many for a value."""
    found: list[int] = []
    for index in range(first, min(len(page.lines), first + VALUE_LINES + 1)):
        if page.lines[index].runs[0] >= end:
            break
        found.append(index)
    return found if len(found) <= VALUE_LINES else []


def _holds_label(page: Page, index: int) -> bool:
    line = page.lines[index]
    return label_alone(line.text) is not None or (
        may_hold_label(line.text) and bool(find_labels(line.text, borders_of(page, line)))
    )
