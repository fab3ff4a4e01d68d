"""Where cells stand on the grid: the table model of the HTML standard, with guards against absurd spans.

HTML Living Standard 4.9.12 "Forming a table": a cell takes the first free slot of its row; a rowspan ends with
its row group, 0 meaning all of it; where spans overlap both cells cover the slot.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.tables.rows import Row
from pipelines.tree.flat import Attributes, Tree

SLOTS = 1_000_000
"""More slots than this, and more than the cells themselves need, is a bomb and not a table."""
WIDEST = 100
"""A wider colspan is written to mean "the whole row", not a number of columns."""


class Place(NamedTuple):
    """A cell's ordinal and its rectangle on the grid."""

    cell: int
    row: int
    column: int
    rowspan: int
    colspan: int


def place(tree: Tree, rows: Sequence[Row]) -> tuple[list[Place], int, int]:
    """The places of all cells, and the height and width of the grid. Rows without cells are not in it."""
    widest_row = max((len(row.cells) for row in rows), default=0)
    limit = max(SLOTS // max(len(rows), 1), widest_row)
    places = _place(tree, rows, limit)
    if places is None:  # the spans are garbage: one slot a cell keeps every text and its order
        places = [Place(cell, y, x, 1, 1) for y, row in enumerate(rows) for x, cell in enumerate(row.cells)]
    places, height = _without_empty_rows(places, rows)
    # A cell over the whole row demands one column and takes what the others made.
    width = max([p.column + (1 if p.colspan > WIDEST else p.colspan) for p in places], default=0)
    return [p if p.column + p.colspan <= width else _within(p, width) for p in places], height, width


def _place(tree: Tree, rows: Sequence[Row], limit: int) -> list[Place] | None:
    """Places with spans as written, or None when the grid would be wider than `limit`."""
    places: list[Place] = []
    free_from: list[int] = []  # by column: the first row that no rowspan from above covers
    known = 0  # columns so far
    for y, (row, end) in enumerate(zip(rows, _group_ends(rows), strict=True)):
        x = 0
        for cell in row.cells:
            while x < known and free_from[x] > y:
                x += 1
            attributes = tree.attributes[cell]
            colspan = max(_integer(attributes.get("colspan") or "", 1), 1) if "colspan" in attributes else 1
            rowspan = _rowspan(attributes, end - y) if "rowspan" in attributes else 1
            covered = 1 if colspan > WIDEST else colspan
            after = x + covered
            if after > limit:
                return None
            if after > known:
                free_from.extend([0] * (after - known))
                known = after
            for column in range(x, after):
                if free_from[column] < y + rowspan:
                    free_from[column] = y + rowspan
            places.append(Place(cell, y, x, rowspan, colspan if cell == row.cells[-1] else covered))
            x = after
    return places


def _group_ends(rows: Sequence[Row]) -> list[int]:
    """For each row, the index after the last row of its group."""
    ends = [len(rows)] * len(rows)
    for y in range(len(rows) - 2, -1, -1):
        ends[y] = ends[y + 1] if rows[y].group == rows[y + 1].group else y + 1
    return ends


def _without_empty_rows(places: list[Place], rows: Sequence[Row]) -> tuple[list[Place], int]:
    """Close the gaps that rows without cells leave; a rowspan over such a row becomes shorter."""
    kept = [0]
    for row in rows:
        kept.append(kept[-1] + bool(row.cells))
    if kept[-1] == len(rows):
        return places, len(rows)
    moved = [p._replace(row=kept[p.row], rowspan=kept[p.row + p.rowspan] - kept[p.row]) for p in places]
    return moved, kept[-1]


def _within(place: Place, width: int) -> Place:
    return place._replace(colspan=min(place.colspan, width - place.column))


def _rowspan(attributes: Attributes, rows_left: int) -> int:
    return min(_integer(attributes.get("rowspan") or "", 1) or rows_left, rows_left)


@lru_cache(maxsize=1024)
def _integer(written: str, default: int) -> int:
    """Digits at the start of an attribute, as the standard's rules for non-negative integers read them.

    >>> _integer(" 3px", 1), _integer("two", 1), _integer("-2", 1), _integer("9" * 40, 1)
    (3, 1, 1, 999999)
    """
    digits = written.lstrip(" \t\n\r\f").removeprefix("+")
    length = 0
    while length < len(digits) and digits[length] in "0123456789":
        length += 1
    return int(digits[:length].lstrip("0")[:6] or "0") if length else default
