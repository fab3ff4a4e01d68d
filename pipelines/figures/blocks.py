"""Tables of one row of numbers under blocks of columns: 四, reconsideration and litigation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.document import Cell
from pipelines.figures.columns import HeaderColumn, assign, header_of
from pipelines.figures.format import Label, TableFormat
from pipelines.figures.found import Found
from pipelines.figures.grid import GridRow, leaves
from pipelines.figures.values import looks_like_value

_FEWEST = 3
"""Cells a row must have to be the row of numbers."""


def read_blocks(form: TableFormat, rows: Iterable[GridRow]) -> Found:
    """Figures of one kind of table, its parts given in order; the blocks may stand in tables of their own."""
    found = Found()
    header: list[Cell] = []
    header_table = -1
    awaited = False  # a header was read and its numbers not yet
    for row in rows:
        if _is_header(form, row):
            header = [*header, *row.cells] if awaited and row.table == header_table else list(row.cells)
            header_table, awaited = row.table, True
        elif awaited and (data := _numbers(row)):
            _read(form, found, header, row.table == header_table, row.table, data)
            awaited = False
        elif row.table == header_table:
            awaited = False  # a row of other words: what was taken for a header belongs to another table
    return found


def _is_header(form: TableFormat, row: GridRow) -> bool:
    """The name of a block, or two different column labels and more."""
    words = [cell.text for cell in row.cells if not looks_like_value(cell.text)]
    if any(form.known_blocks.matches(text) for text in words):
        return True
    return len({match[0] for text in words if (match := form.known_columns.matches(text))}) > 1


def _numbers(row: GridRow) -> Sequence[Cell]:
    """The cells of a row of numbers, without the words that may stand before them; () for any other row."""
    cells = row.cells if looks_like_value(row.cells[0].text) else row.cells[1:]
    return cells if len(cells) >= _FEWEST and all(looks_like_value(cell.text) for cell in cells) else ()


def _read(
    form: TableFormat,
    found: Found,
    header: Sequence[Cell],
    same_table: bool,
    table: int,
    data: Sequence[Cell],
) -> None:
    expected = [Label((), f"{block.name}.{column.name}") for block in form.blocks for column in form.columns]
    placed = assign(header_of(_header_columns(form, header, expected), expected), data, expected, same_table)
    if placed.doubt:
        found.doubt(form.id, placed.doubt)
    for label, cell in placed.cells:
        found.add(f"{form.id}.{label.name}", table, cell)


def _header_columns(
    form: TableFormat, header: Sequence[Cell], expected: Sequence[Label]
) -> list[HeaderColumn]:
    blocks, columns = form.known_blocks, form.known_columns
    by_name = {label.name: label for label in expected}
    found = []
    for leaf in leaves(header, lambda words: bool(columns.matches(words))):
        block = next((m[0] for words in reversed(leaf.words) if (m := blocks.matches(words))), None)
        column = next((m[0] for words in reversed(leaf.words) if (m := columns.matches(words))), None)
        label = None
        if block is not None and column is not None:
            label = by_name[f"{form.blocks[block].name}.{form.columns[column].name}"]
        found.append(HeaderColumn(leaf.column, label, leaf.words[-1]))
    return found
