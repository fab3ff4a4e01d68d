"""Rows and headers of the tables of one kind, read as one stream: a table may be cut in two and repeat its header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipelines.document import Cell, Table


class GridRow(NamedTuple):
    """The cells that begin in one row, left to right, and the ordinal of their table."""

    table: int
    cells: tuple[Cell, ...]


class Leaf(NamedTuple):
    """A column as its header shows it: where it begins, and the words over it from the top down."""

    column: int
    words: tuple[str, ...]


_COLUMN = attrgetter("column")
_MOST_HEADER_CELLS = 200


def rows_of(index: int, table: Table) -> list[GridRow]:
    """The rows of a table, given with its ordinal; those without cells of their own are left out."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return [GridRow(index, tuple(sorted(cells, key=_COLUMN))) for cells in rows if cells]


def leaves(header: Sequence[Cell], names_column: Callable[[str], bool]) -> list[Leaf]:
    """The columns under the cells of a header, left to right, from the first whose name is known.

    Where two known column names stand over one another the header has lost its spans (tables of text extractors
    have none), so nothing says what stands over what: [].
    """
    found: list[Leaf] = []
    known = [names_column(cell.text) for cell in header]
    if len(header) > _MOST_HEADER_CELLS:
        return []
    for column in sorted({cell.column for cell in header}):
        over = [i for i, c in enumerate(header) if c.column <= column < c.column + c.colspan]
        if sum(known[i] for i in over) > 1:
            return []
        lowest = max(over, key=lambda i: header[i].row)
        if header[lowest].column == column and (found or any(known[i] for i in over)):
            words = tuple(header[i].text for i in sorted(over, key=lambda i: header[i].row))
            found.append(Leaf(column, words))
    return found
