"""Which number stands in which column, and how that is known.

Pages give the header and the rows below it different colspans, so the same column begins at different places of the
grid. A number is therefore placed by its ordinal in the row together with the label of that ordinal in the header;
places on the grid only confirm, where the count does not fit. What is not proven is not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.document import Cell
from pipelines.figures.format import UNIT, Label
from pipelines.figures.values import is_blank_sign


class HeaderColumn(NamedTuple):
    """A column of the printed header: where it begins, what it is in the format (None: not in it), its words."""

    column: int
    label: Label | None
    words: str
    foreign: bool = False
    """True when the words are a column of another section or format: never this column by elimination."""


class Header(NamedTuple):
    """The columns of a printed header; none when it cannot be trusted."""

    columns: tuple[HeaderColumn, ...]
    known: bool
    """True when one of them at least is a column of the format."""
    in_order: bool
    """True when they are all columns that are expected, in their order, words that say nothing taken as such."""


def header_of(columns: Sequence[HeaderColumn], expected: Sequence[Label]) -> Header:
    """A header beside the columns that the format expects."""
    in_order = len(columns) == len(expected) and all(
        column.label is label or (column.label is None and not column.foreign)
        for column, label in zip(columns, expected, strict=True)
    )
    return Header(tuple(columns), any(column.label for column in columns), in_order)


class Placed(NamedTuple):
    """The cells of a row with their columns, and what is doubtful about it ('' when nothing is)."""

    cells: tuple[tuple[Label, Cell], ...]
    doubt: str = ""


def assign(printed: Header, data: Sequence[Cell], expected: Sequence[Label], same_table: bool) -> Placed:
    """Give the cells after a row's label their columns."""
    header = printed.columns
    if not printed.known:
        placed = _by_count(data, expected)
        stale = " under a header of other columns" if header else ""
        return placed._replace(doubt=placed.doubt or (f"read by count{stale}" if stale else ""))
    if len(header) == len(data):
        if printed.in_order:
            return Placed(tuple(zip(expected, data, strict=True)))
        return _by_ordinal(header, data)
    placed = _by_place(header, data) if same_table else Placed(())
    if placed.cells:
        return placed
    by_count = _by_count(data, expected)
    if by_count.cells:
        return by_count._replace(doubt=f"{len(data)} cells under a header of {len(header)} columns")
    return Placed((), placed.doubt or by_count.doubt)


def _by_ordinal(header: Sequence[HeaderColumn], data: Sequence[Cell]) -> Placed:
    pairs = [(column, cell) for column, cell in zip(header, data, strict=True) if column.label]
    labels = [column.label for column, _ in pairs]
    if len(set(labels)) < len(labels):
        return Placed((), "two columns have the same label")
    return Placed(tuple((c.label, cell) for c, cell in pairs if c.label), _unknown(header, data))


def _by_place(header: Sequence[HeaderColumn], data: Sequence[Cell]) -> Placed:
    """Cells that each begin where a header column begins, from the first on; other cells must be blank."""
    by_column = {column.column: index for index, column in enumerate(header)}
    hits = [(by_column[cell.column], cell) for cell in data if cell.column in by_column]
    over = [cell for cell in data if cell.column not in by_column]
    if [index for index, _ in hits] != list(range(len(hits))) or any(cell.text for cell in over):
        return Placed((), f"{len(data)} cells under a header of {len(header)} columns")
    for _, cell in hits:
        covered = [c for c in header if c.label and cell.column <= c.column < cell.column + cell.colspan]
        if len(covered) > 1:
            return Placed((), "one cell covers several columns")
    cells = tuple((label, cell) for index, cell in hits if (label := header[index].label))
    missing = f"only {len(hits)} of {len(header)} columns are printed" if len(hits) < len(header) else ""
    return Placed(
        cells, missing or _unknown([header[index] for index, _ in hits], [cell for _, cell in hits])
    )


def _by_count(data: Sequence[Cell], expected: Sequence[Label]) -> Placed:
    """As many cells as the format has columns, give or take a column of units and blanks at the end."""
    for labels in (expected, [label for label in expected if label.name != UNIT]):
        rest = data[len(labels) :]
        if len(data) == len(labels) or (
            len(data) > len(labels) and data[0].text and not any(cell.text for cell in rest)
        ):
            return Placed(tuple(zip(labels, data, strict=False)))
    return Placed((), f"{len(data)} cells where the format has {len(expected)}")


def _unknown(header: Sequence[HeaderColumn], data: Sequence[Cell]) -> str:
    """Columns that the format does not have; a blank or dash under them is no loss but still worth a note."""
    words = [
        column.words if is_blank_sign(cell.text) else f"{column.words} ({cell.text})"
        for column, cell in zip(header, data, strict=True)
        if column.label is None
    ]
    return f"not in the format: {', '.join(words)}" if words else ""
