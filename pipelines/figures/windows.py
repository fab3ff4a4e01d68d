"""Statutory tables that an extractor has flattened into text: the words of their cells in order, labels and numbers.

Nothing marks rows or columns any more, and empty cells are gone. What is left is a window of numbers after each label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.figures.format import formats
from pipelines.figures.labels import KnownLabels
from pipelines.figures.values import is_unit, looks_like_value
from pipelines.tree.page import Page, tidy

LONGEST = 60
"""A longer line is prose, not a cell; so is one with a full stop."""
_SENTENCE = re.compile(r"[。；;！？]")
_SECTION = re.compile(r"[一二三四五六七八九]、.*(?:情况|事项|问题|概述|改进)")
_HEADS = ("申请人情况", "行政诉讼")
"""Words over several columns that name none."""
_MARKS = ("信息内容", "统计指标", "自然人", "结果维持")
_MOST = 5000
"""Lines of a longer text than any report; the three tables together have 430 cells."""
_FEWEST = 3
"""Lines that end in a number before a text is searched for tables."""


@dataclass(frozen=True)
class Word:
    """The words of one cell, and the line they stand in."""

    text: str
    line: int


@dataclass
class Window:
    """Labels, and the numbers that follow before the next label."""

    labels: list[Word] = field(default_factory=list)
    numbers: list[Word] = field(default_factory=list)


def windows_of(page: Page, lines: Sequence[int]) -> list[list[Window]]:
    """The windows of each stretch of lines, prose and the headings of sections parting them; [] for plain prose."""
    if len(lines) > _MOST:
        return []
    texts = [page.lines[i].text for i in lines]
    counts = sum(text.rstrip()[-1:].isdecimal() for text in texts)
    if counts < _FEWEST and not any(has_mark(text) for text in texts):
        return []
    stretches: list[list[Window]] = [[]]
    for index in lines:
        text = tidy(page.lines[index].text)
        if _is_prose(text):
            if stretches[-1]:
                stretches.append([])
            continue
        for words in _cells(page.lines[index].text):
            _add(stretches[-1], Word(words, index))
    return [stretch for stretch in stretches if any(window.numbers for window in stretch)]


def has_mark(text: str) -> bool:
    """True when words are in it that every statutory table has."""
    return any(mark in text for mark in _MARKS)


def is_number(words: str) -> bool:
    """True for what stands in a number's cell and is printed: an empty cell leaves no words."""
    return bool(words) and looks_like_value(words)


def _is_prose(text: str) -> bool:
    """A sentence, or the heading of a section of the report, which no label is like."""
    if _known().matches(text):
        return False
    return len(text) > LONGEST or bool(_SENTENCE.search(text) or _SECTION.match(text))


def _add(windows: list[Window], word: Word) -> None:
    number = is_number(word.text)
    if not windows or (windows[-1].numbers and not number):
        windows.append(Window())
    (windows[-1].numbers if number else windows[-1].labels).append(word)


def _cells(line: str) -> list[str]:
    """The cells of a line: parted by tabs; or labels and the numbers after them.

    Single spaces part cells only where what they part is known: labels are padded with spaces too.
    """
    if "\t" in line.strip():
        return [cell for part in line.split("\t") if (cell := tidy(part))]
    words = tidy(line).split(" ")
    numbers = 0
    while numbers < len(words) and is_number(words[-1 - numbers]):
        numbers += 1
    before = words[: len(words) - numbers]
    if not before:
        return words
    unit = before[-1:] if numbers and len(before) > 1 and is_unit(before[-1]) else []
    if numbers > 1 or unit or (numbers and _known().matches(" ".join(before))):
        return [*_labels(before[: len(before) - len(unit)]), *unit, *words[len(before) :]]
    return _labels(words)


def _labels(words: list[str]) -> list[str]:
    """One label padded with spaces, or several: all of them known, or the last after the name of its group."""
    if len(words) == 1 or all(_known().knows(word) for word in words):
        return words
    return [" ".join(words[:-1]), words[-1]] if _known().knows(words[-1]) else [" ".join(words)]


@lru_cache(maxsize=1)
def _known() -> KnownLabels:
    """Every label of every format."""
    labels = {label for form in formats() for table in form.tables.values() for label in table.labels}
    return KnownLabels([label] for label in sorted(labels.union(_HEADS)))
