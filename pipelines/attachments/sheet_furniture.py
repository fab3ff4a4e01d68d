"""What a printed page repeats: running heads, running feet, page numbers. Found by place and repetition, never dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.attachments.sheet_lines import TextLine

MARGIN = 0.1
"""Share of the page's height at its head and at its foot where such lines stand."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:[-—–－―~·\s]+\s*\d{1,4}\s*[-—–－―~·\s]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
_BARE = re.compile(r"\d{1,4}$")


def furniture(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> list[frozenset[int]]:
    """For each page, given as its height and its lines: the indices of the lines that are furniture.

    In the margins: what most pages repeat but for its digits, and what is written as page numbers are. A bare
    number only when it counts with the pages, so that a year or an amount at the foot of a page stays text.
    """
    margins = [
        [
            index
            for index, line in enumerate(lines)
            if not MARGIN * height < line.middle < (1 - MARGIN) * height
        ]
        for height, lines in pages
    ]
    shapes = [
        {_shape(lines[index].text) for index in margin}
        for (_, lines), margin in zip(pages, margins, strict=True)
    ]
    often = Counter(shape for page in shapes for shape in page)
    repeated = {
        shape for shape, count in often.items() if count > 1 and 2 * count > len(pages) and shape != "#"
    }
    offsets = Counter(
        int(lines[index].text) - number
        for number, ((_, lines), margin) in enumerate(zip(pages, margins, strict=True))
        for index in margin
        if _BARE.match(lines[index].text) and lines[index].text.isascii()
    )
    counting = {offset for offset, count in offsets.items() if count > 1 and 2 * count > len(pages)}
    return [
        frozenset(
            index
            for index in margin
            if _shape(text := lines[index].text) in repeated
            or _PAGE_NUMBER.match(text)
            or (_BARE.match(text) and text.isascii() and int(text) - number in counting)
        )
        for number, ((_, lines), margin) in enumerate(zip(pages, margins, strict=True))
    ]


def _shape(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))
