"""The letters of an OFD text object: code points set one by one at measured distances.

Source: GB/T 33190-2016, 11.3 (text objects): TextCode with X, Y and the distances DeltaX, DeltaY between characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from lxml import etree

from pipelines.attachments.matrix import Matrix, box_around, moved
from pipelines.attachments.sheet import LETTERS, Letter

_ABOVE, _BELOW = 0.88, 0.12
"""Em above and below the base line, as fonts for Han characters are drawn."""
_NARROW = 0.5
"""Em: the width of a Latin letter or digit, where the file does not say how far the next one stands."""


def letters_of(node: etree._Element, place: Matrix) -> Iterator[Letter]:
    """The letters of a TextObject, whose own coordinates `place` takes to the page.

    Raises ValueError for a number that is none.
    """
    size = float(node.get("Size", "0"))
    wide = size * float(node.get("HScale", "1"))
    x = y = 0.0
    for code in node.iterchildren("{*}TextCode"):
        # A position that is left out is that of the text before (11.3.2).
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        # Files made for people to read break lines inside the element; no character of the text is a control.
        chars = [char for char in code.text or "" if char >= " "]
        rights = distances(code.get("DeltaX", ""), len(chars))
        downs = distances(code.get("DeltaY", ""), len(chars))
        yield from _set(chars, (x, y), _steps(chars, rights, downs, wide), downs, (size, wide), place)


def _set(
    chars: Sequence[str],
    start: tuple[float, float],
    rights: Sequence[float],
    downs: Sequence[float],
    em: tuple[float, float],
    place: Matrix,
) -> Iterator[Letter]:
    (x, y), (size, wide) = start, em
    for index, char in enumerate(chars):
        width = wide * _em(char)
        if index < len(rights) and 0 < rights[index] < width:
            width = rights[index]
        corners = [(x + dx, y + dy) for dx in (0.0, width) for dy in (-_ABOVE * size, _BELOW * size)]
        yield Letter(char, *box_around(moved(place, corner) for corner in corners))
        x += rights[index] if index < len(rights) else 0.0
        y += downs[index] if index < len(downs) else 0.0


def _steps(chars: Sequence[str], rights: Sequence[float], downs: Sequence[float], wide: float) -> list[float]:
    """How far to the right each next character stands; by the usual widths where the file says nothing."""
    if rights or downs:
        return list(rights)
    return [wide * _em(char) for char in chars]


def _em(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else _NARROW


def distances(text: str, most: int) -> list[float]:
    """The list of DeltaX or DeltaY, with `g COUNT VALUE` for a value that repeats; not more than `most`.

    >>> distances("g 3 4.5 2 -1", 9)
    [4.5, 4.5, 4.5, 2.0, -1.0]
    """
    found: list[float] = []
    words = iter(text.split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            count, value = int(next(words, "0")), float(next(words, "0"))
            found += [value] * min(max(count, 0), most - len(found), LETTERS)
        else:
            found.append(float(word))
    return found
