"""Printed lines joined into the paragraphs they were before the page was set, and headings told from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipelines.attachments.markup import Words
from pipelines.attachments.sheet_lines import TextLine, is_narrow, sure_of

_ENUMERATOR = re.compile(
    r"第[一二三四五六七八九十百]+[章节条编]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|[（(]\d{1,2}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]|附件?\s*\d*\s*[:：]|附表"
)
_HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章节])\s*\S")
_LONGEST_HEADING = 40
_ENDS = ("。", "；", "：", "！", "？", ".", ";", ":")
_SENTENCE = re.compile(r"[。；！？;]|[:：，,、]$")
_INDENT = 1.2
"""Em: a line that begins this far inside the text begins a paragraph (Chinese paragraphs begin two inside)."""
_SHORT = 1.6
"""Em: a line that ends this far before the others ends a paragraph. One is usual: no mark may begin a line."""
_SHORT_OPEN = 4.0
"""The same for a line that ends without a mark, as one does before a number that may not be parted."""
_TITLE = 1.15
"""A title is set this much larger than the text."""
_EDGE = 6.0
"""Points within which lines are taken to begin or end at one edge."""


@dataclass(frozen=True)
class SetLine:
    """A line and the edges of the text it is set in."""

    line: TextLine
    left: float
    right: float
    page: int
    width: float
    """Of the page."""

    @property
    def stands_alone(self) -> bool:
        """True for a centred line, as of a title page, and for one of words far apart, as in a table without ruling."""
        off_centre = abs((self.line.left + self.line.right) / 2 - self.width / 2)
        return self.line.gaps > 1 or (
            off_centre < self.line.size / 2 and self.line.right - self.line.left < 0.6 * self.width
        )

    @property
    def is_indented(self) -> bool:
        return self.line.left > self.left + _INDENT * self.line.size

    @property
    def is_full(self) -> bool:
        short = _SHORT if self.line.text.endswith(_ENDS) else _SHORT_OPEN
        return self.line.right > self.right - short * self.line.size


def set_lines(lines: Sequence[TextLine], page: int, width: float) -> list[SetLine]:
    """The lines of a page with its edges: the outermost that at least two lines of like size share, else the outermost.

    Footnotes are set smaller and wider than the text, so that their edges are not those of the text.
    """
    edges: dict[float, tuple[float, float]] = {}
    for line in lines:
        if line.size not in edges:
            like = [other for other in lines if line.size / _TITLE < other.size < line.size * _TITLE]
            left = _edge(sorted(other.left for other in like))
            edges[line.size] = left, _edge(sorted((other.right for other in like), reverse=True))
    return [SetLine(line, *edges[line.size], page, width) for line in lines]


def _edge(outermost_first: Sequence[float]) -> float:
    for edge, following in pairwise(outermost_first):
        if abs(edge - following) <= _EDGE:
            return edge
    return outermost_first[0] if outermost_first else 0.0


def paragraphs_of(lines: Sequence[SetLine]) -> list[list[SetLine]]:
    """Lines that no table parts, as paragraphs; one that fills a page's last line goes on over the page."""
    paragraphs: list[list[SetLine]] = []
    for line in lines:
        if paragraphs and not _begins(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _begins(before: SetLine, line: SetLine) -> bool:
    """True when a line begins a paragraph."""
    smaller, larger = sorted((before.line.size, line.line.size))
    if larger > _TITLE * smaller or line.is_indented or not before.is_full:
        return True
    if before.stands_alone or line.line.gaps > 1:
        return True
    if before.page == line.page and line.line.top - before.line.bottom > 2 * larger:
        return True
    return before.line.text.endswith(_ENDS) and _ENUMERATOR.match(line.line.text) is not None


def words_of(paragraph: Sequence[SetLine]) -> Words:
    """The paragraph as a block: a heading when it is short, begins as headings do, and is no sentence."""
    text = joined([line.line.text for line in paragraph])
    is_heading = len(text) <= _LONGEST_HEADING and _HEADING.match(text) and not _SENTENCE.search(text)
    return Words(text, "h2" if is_heading else "p", sure=sure_of(line.line.sure for line in paragraph))


def joined(texts: Sequence[str]) -> str:
    """Lines of one paragraph: a space between Latin words or numbers, none next to a Han character.

    >>> joined(["政府信息公开", "条例"]), joined(["open", "data"])
    ('政府信息公开条例', 'open data')
    """
    whole = ""
    for text in texts:
        whole += (" " if whole and text and is_narrow(whole[-1]) and is_narrow(text[0]) else "") + text
    return whole


def title_length(lines: Sequence[SetLine]) -> int:
    """How many of a document's first lines are its title: those set clearly larger than the text. 0 for none."""
    if len(lines) < 3:
        return 0
    body = median(line.line.size for line in lines)
    count = 0
    for line in lines[:6]:
        if line.line.size < _TITLE * body or line.page != lines[0].page:
            break
        count += 1
    return count
