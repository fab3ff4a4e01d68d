"""Ruled tables with their text, and a table that goes on over pages put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.attachments.markup import Grid, GridCell
from pipelines.attachments.sheet import Letter
from pipelines.attachments.sheet_grids import NEAR, RuledGrid
from pipelines.attachments.sheet_lines import is_narrow, line_of, rows_of, sure_of

_BEGINS = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|\d{1,3}\s*[.．、]|\d+$")
"""How the label of a new row begins; what begins otherwise may be the rest of a label that was cut by the page."""


@dataclass(frozen=True)
class SheetTable:
    """A table by its column borders, so that the part on the next page can be recognised."""

    xs: tuple[float, ...]
    rows: int
    cells: tuple[GridCell, ...]
    page: int
    """The page on which it ends."""

    @property
    def grid(self) -> Grid:
        return Grid(self.cells)


def table_of(grid: RuledGrid, letters: Sequence[Letter], page: int) -> SheetTable:
    """A ruled table with the letters that stand in its cells."""
    owner = {
        (y, x): n
        for n, box in enumerate(grid.boxes)
        for y in range(box.row, box.row + box.rowspan)
        for x in range(box.column, box.column + box.colspan)
    }
    inside: list[list[Letter]] = [[] for _ in grid.boxes]
    for letter in letters:
        slot = grid.slot((letter.left + letter.right) / 2, letter.middle)
        if slot is not None:
            inside[owner[slot]].append(letter)
    cells = tuple(
        GridCell(
            box.row,
            box.column,
            box.rowspan,
            box.colspan,
            _text(inside[n], grid.xs[box.column + box.colspan]),
            sure=sure_of(letter.sure for letter in inside[n]),
        )
        for n, box in enumerate(grid.boxes)
    )
    return SheetTable(grid.xs, len(grid.ys) - 1, cells, page)


def _text(letters: Sequence[Letter], right: float) -> str:
    """The text of a cell. A number or word that fills its line goes on in the next without a space."""
    text, full = "", False
    for row in rows_of(letters):
        line = line_of(row)
        if not line.text:
            continue
        apart = text and is_narrow(text[-1]) and is_narrow(line.text[0]) and not full
        text += (" " if apart else "") + line.text
        full = right - line.right < 0.9 * line.size
    return text


def is_continued(table: SheetTable, below: SheetTable) -> bool:
    """True when a table at the foot of a page goes on at the head of the next: same column borders.

    A part may show fewer borders than the whole, as rows of merged cells do, so half of the inner ones must agree.
    """
    if below.page != table.page + 1:
        return False
    if abs(table.xs[0] - below.xs[0]) > 2 * NEAR or abs(table.xs[-1] - below.xs[-1]) > 2 * NEAR:
        return False
    fewer, more = sorted((table.xs[1:-1], below.xs[1:-1]), key=len)
    shared = sum(any(abs(x - other) <= 2 * NEAR for other in more) for x in fewer)
    return 2 * shared >= len(fewer)


def continued(table: SheetTable, below: SheetTable) -> SheetTable:
    """Both parts as one table, on the borders of both, with cells that the page has cut made whole."""
    xs = _merged(table.xs, below.xs)
    upper = [_moved(cell, table.xs, xs, 0) for cell in table.cells]
    lower = [_moved(cell, below.xs, xs, table.rows) for cell in below.cells]
    if _is_cut_row(upper, lower, table.rows):
        return SheetTable(
            xs, table.rows + below.rows - 1, _with_cut_row(table.rows, upper, lower), below.page
        )
    joined = list(upper)
    for cell in lower:
        above = next((i for i, c in enumerate(joined) if _is_cut(c, cell, table.rows)), None)
        if above is None:
            joined.append(cell)
        else:
            whole = joined[above]
            joined[above] = replace(_with_rest(whole, cell), rowspan=whole.rowspan + cell.rowspan)
    return SheetTable(xs, table.rows + below.rows, tuple(joined), below.page)


def _with_rest(cell: GridCell, rest: GridCell) -> GridCell:
    return replace(cell, text=cell.text + rest.text, sure=sure_of((cell.sure, rest.sure)))


def _merged(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...]:
    merged: list[float] = []
    for x in sorted([*first, *second]):
        if not merged or x - merged[-1] > 2 * NEAR:
            merged.append(x)
    return tuple(merged)


def _moved(cell: GridCell, old: Sequence[float], new: Sequence[float], down: int) -> GridCell:
    """A cell on the borders of the joined table."""

    def nearest(x: float) -> int:
        return min(range(len(new)), key=lambda index: abs(new[index] - x))

    left, right = nearest(old[cell.column]), nearest(old[cell.column + cell.colspan])
    return replace(cell, row=cell.row + down, column=left, colspan=max(right - left, 1))


def _is_cut(above: GridCell, cell: GridCell, seam: int) -> bool:
    """True for the two halves of a cell over several rows: the lower half is empty or begins as no row begins."""
    return (
        cell.row == seam
        and above.row + above.rowspan == seam
        and (above.column, above.colspan) == (cell.column, cell.colspan)
        and (above.rowspan > 1 or cell.rowspan > 1)
        and not _BEGINS.match(cell.text)
    )


def _is_cut_row(upper: Sequence[GridCell], lower: Sequence[GridCell], seam: int) -> bool:
    """True when the first row below is the rest of the last row above: the same cells, of which only some have text.

    A row of its own would have a label that begins as labels do, or words in all of its cells.
    """
    last = [cell for cell in upper if cell.row + cell.rowspan == seam and cell.rowspan == 1]
    first = [cell for cell in lower if cell.row == seam and cell.rowspan == 1]
    same = [(c.column, c.colspan) for c in last] == [(c.column, c.colspan) for c in first]
    filled = [cell.text for cell in first if cell.text]
    return (
        same
        and len(first) > 2
        and len(filled) == 1
        and not _BEGINS.match(filled[0])
        and sum(bool(cell.text) for cell in last) > 1
    )


def _with_cut_row(seam: int, upper: Sequence[GridCell], lower: Sequence[GridCell]) -> tuple[GridCell, ...]:
    """The cells of both parts with the row at the seam made one; cells over several rows go on."""
    rest = {cell.column: cell for cell in lower if cell.row == seam}
    joined = []
    for cell in upper:
        if cell.row + cell.rowspan == seam and (more := rest.pop(cell.column, None)) is not None:
            cell = replace(_with_rest(cell, more), rowspan=cell.rowspan + more.rowspan - 1)
        joined.append(cell)
    joined += [replace(cell, rowspan=max(cell.rowspan - 1, 1)) for cell in rest.values()]
    joined += [replace(cell, row=cell.row - 1) for cell in lower if cell.row > seam]
    return tuple(joined)
