"""One page of print, whatever file it came from: letters and ruling lines, in points from its top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

LETTERS = 5_000_000
"""Of all pages of a file together."""
RULINGS = 100_000
"""Of one page; a drawing or a map has more, a table never."""
_THIN = 3.0
"""Points: a filled rectangle that is thinner is a line; a wider one is a background."""
_SHORTEST = 4.0


class Letter(NamedTuple):
    """One character and its box; `top` is smaller than `bottom`."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float | None = None
    """How sure a recogniser is of it, 0 to 1; None for a character that the file itself holds."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Ruling(NamedTuple):
    """A horizontal line at height `at` from x `start` to `end`, or a vertical one at x `at` from y to y."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Sheet:
    """One page."""

    width: float
    height: float
    letters: tuple[Letter, ...]
    """In the order in which the file draws them."""
    rulings: tuple[Ruling, ...]
    pictures: int
    lost: int = 0
    """Pieces of text without width in fonts that are not in the file: letters that pdfium passes over."""

    @property
    def shown(self) -> int:
        """Letters that are no white space."""
        return sum(not letter.char.isspace() for letter in self.letters)

    @property
    def recognised(self) -> bool:
        """True when its letters were seen on a picture."""
        return any(letter.sure is not None for letter in self.letters)

    def with_letters(self, letters: tuple[Letter, ...]) -> Sheet:
        return replace(self, letters=self.letters + letters)


def line_in_box(left: float, top: float, right: float, bottom: float) -> Iterator[Ruling]:
    """A box as the line it is, if it is one."""
    width, height = right - left, bottom - top
    if height <= _THIN < width and width >= _SHORTEST:
        yield Ruling(True, (top + bottom) / 2, left, right)
    elif width <= _THIN < height and height >= _SHORTEST:
        yield Ruling(False, (left + right) / 2, top, bottom)
