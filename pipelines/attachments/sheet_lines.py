"""Letters put into lines, and lines into reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from pipelines.attachments.sheet import Letter

_WORD_GAP = 0.2
"""Em: between Latin letters or digits a wider gap is a space. Between Han characters it is justification ..."""
_WIDE_GAP = 0.9
"""... unless it is nearly a character wide: then the words stand apart on purpose."""
_RAISED = 0.8
"""A digit this much smaller than its neighbour is the mark of a footnote and not a digit of the same number."""
_COLUMNS = 0.3
"""Share of lines with a long neighbour at their side that makes a page one of columns."""
_LONG = 6
"""Characters: shorter neighbours are entries of a list without ruling, not columns of text."""


@dataclass(frozen=True)
class TextLine:
    """One printed line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """Height of its letters, which is near the size of their font."""
    gaps: int = 0
    """Places where its words stand apart by more than justification."""
    sure: float | None = None
    """How sure the recogniser is of its letters on average; None for a line that the file itself holds."""

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines_of(letters: Sequence[Letter]) -> list[TextLine]:
    """The lines of a page in reading order.

    Pages of one column are read from top to bottom whatever order the file draws them in; on pages of columns the
    order of the file is kept, which only the program that made the page knows.
    """
    pieces = _drawn(letters)
    beside = sum(_has_neighbour(piece, pieces) for piece in pieces) if len(pieces) < 1000 else 0
    if beside > _COLUMNS * len(pieces):
        return [line_of(piece) for piece in pieces]
    return [line_of(row) for row in rows_of([letter for piece in pieces for letter in piece])]


def rows_of(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters grouped by the line they stand on, from top to bottom, each line from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.middle):
        if rows and letter.middle - _middle(rows[-1][-8:]) < 0.5 * max(letter.bottom - letter.top, 4.0):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [sorted(row, key=lambda letter: letter.left) for row in rows]


def line_of(row: Sequence[Letter]) -> TextLine:
    """Letters from left to right as a line, with a space wherever they stand apart as words do."""
    size = median(letter.bottom - letter.top for letter in row)
    em = max(median(letter.right - letter.left for letter in row), size * 0.6)
    parts: list[str] = []
    before: Letter | None = None
    gaps = 0
    for letter in row:
        if before is not None and _is_apart(before, letter, em):
            parts.append(" ")
            gaps += letter.left - before.right > em * _WIDE_GAP
        parts.append(letter.char)
        before = letter
    return TextLine(
        "".join(parts).strip(),
        min(letter.left for letter in row),
        min(letter.top for letter in row),
        max(letter.right for letter in row),
        max(letter.bottom for letter in row),
        size,
        gaps,
        sure_of(letter.sure for letter in row),
    )


def sure_of(parts: Iterable[float | None]) -> float | None:
    """The mean of how sure a recogniser is of the parts it has seen; None when it has seen none.

    >>> sure_of([None, 0.5, 1.0]), sure_of([None])
    (0.75, None)
    """
    seen = [sure for sure in parts if sure is not None]
    return sum(seen) / len(seen) if seen else None


def is_narrow(char: str) -> bool:
    """True for Latin letters, digits and their marks, which are set with spaces between words."""
    return "!" <= char <= "~" or "À" <= char <= "\u024f"


def _is_apart(before: Letter, letter: Letter, em: float) -> bool:
    if before.char.isspace() or letter.char.isspace():
        return False
    smaller, larger = sorted((before.bottom - before.top, letter.bottom - letter.top))
    if smaller < _RAISED * larger and before.char.isdigit() and letter.char.isdigit():
        return True
    gap = letter.left - before.right
    narrow = is_narrow(before.char) and is_narrow(letter.char)
    return gap > em * (_WORD_GAP if narrow else _WIDE_GAP)


def _drawn(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Runs of letters that the file draws one after the other on one line."""
    pieces: list[list[Letter]] = []
    for letter in letters:
        if letter.char.isspace() and (not pieces or letter.right <= letter.left):
            continue
        if pieces and _continues(pieces[-1][-1], letter):
            pieces[-1].append(letter)
        else:
            pieces.append([letter])
    return [piece for piece in pieces if any(not letter.char.isspace() for letter in piece)]


def _continues(last: Letter, letter: Letter) -> bool:
    size = max(last.bottom - last.top, 4.0)
    return abs(letter.middle - last.middle) < 0.5 * size and -0.5 * size < letter.left - last.right < 3 * size


def _has_neighbour(piece: Sequence[Letter], pieces: Sequence[Sequence[Letter]]) -> bool:
    middle, left, right = piece[0].middle, piece[0].left, piece[-1].right
    return len(piece) > _LONG and any(
        len(other) > _LONG
        and abs(other[0].middle - middle) < (other[0].bottom - other[0].top)
        and (other[0].left > right or other[-1].right < left)
        for other in pieces
    )


def _middle(letters: Sequence[Letter]) -> float:
    return sum(letter.middle for letter in letters) / len(letters)
