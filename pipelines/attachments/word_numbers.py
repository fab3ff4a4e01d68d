"""Automatic numbers of docx paragraphs: 一、 and （一） are often not typed but counted by Word.

Source: ECMA-376 part 1, 17.9 (numbering), 17.18.59 (formats). A number is written as a reader of the page sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from pipelines.attachments.word_styles import Styles, attribute, child, children, number, numbers_of, value

_DIGITS = "〇一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts and how the number is written, e.g. `第%1章`."""

    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    """By numId: the abstract list, which several may share, and its levels."""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def is_listed(self, paragraph: etree._Element, styles: Styles) -> bool:
        """True for an item of any list, with numbers or with marks."""
        return _list_of(paragraph, styles)[0] in self.lists

    def next(self, paragraph: etree._Element, styles: Styles) -> str:
        """The number of the next paragraph, '' for one that has none or only a mark. Counts on."""
        id, depth = _list_of(paragraph, styles)
        shared, levels = self.lists.get(id, ("", {}))
        own = number(depth, 0)
        level = levels.get(own)
        if level is None:
            return ""
        self.counts[shared, own] = self.counts.get((shared, own), level.start - 1) + 1
        for deeper in range(own + 1, 9):
            self.counts.pop((shared, deeper), None)
        return _PLACE.sub(lambda match: self._count(shared, levels, int(match[1]) - 1), level.text)

    def _count(self, shared: str, levels: dict[int, Level], depth: int) -> str:
        level = levels.get(depth, Level("decimal", "", 1))
        return written(self.counts.get((shared, depth), level.start), level.format)


def _list_of(paragraph: etree._Element, styles: Styles) -> tuple[str, str]:
    """The numId and level of a paragraph: its own, else that of its style."""
    properties = child(paragraph, "pPr")
    own = numbers_of(properties)
    return own if own[0] else styles.numbers.get(value(properties, "pStyle"), ("", "0"))


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists of a `numbering.xml`; none when there is no such part. Overrides of single levels are passed over."""
    abstract = {attribute(node, "abstractNumId"): _levels(node) for node in children(root, "abstractNum")}
    lists = {}
    for node in children(root, "num"):
        shared = value(node, "abstractNumId")
        lists[attribute(node, "numId")] = (shared, abstract.get(shared, {}))
    return Numbering(lists)


def _levels(node: etree._Element) -> dict[int, Level]:
    levels = {}
    for element in children(node, "lvl"):
        depth = number(attribute(element, "ilvl"), -1)
        format = value(element, "numFmt") or "decimal"
        text = "" if format in ("bullet", "none") else value(element, "lvlText")
        if 0 <= depth < 9:
            levels[depth] = Level(format, text, number(value(element, "start"), 1))
    return levels


def written(count: int, format: str) -> str:
    """A number in one of the formats Chinese documents use; plain digits in all others.

    >>> written(12, "chineseCountingThousand"), written(2, "upperLetter"), written(4, "decimalEnclosedCircle")
    ('十二', 'B', '④')
    """
    if (
        format.startswith(("chinese", "ideographDigital", "japaneseCounting", "taiwanese"))
        and 0 < count < 100
    ):
        return _chinese(count)
    if format == "decimalEnclosedCircle" and 0 < count <= 20:
        return chr(0x245F + count)
    if format in ("upperLetter", "lowerLetter") and 0 < count <= 26:
        return chr((64 if format == "upperLetter" else 96) + count)
    if format in ("upperRoman", "lowerRoman") and 0 < count < 40:
        roman = "X" * (count // 10) + ("", *"I II III IV V VI VII VIII IX".split())[count % 10]
        return roman if format == "upperRoman" else roman.lower()
    return str(count)


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")
