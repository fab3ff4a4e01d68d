"""The figures of a report: which tables are statutory, in which format, and the number in each of their cells.

A table is known by its headings and labels, never by the year. Each kind of table is read with every format that has
it, and the format that accounts for most of the printed cells is right; so a page may mix formats, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from pipelines.document import Figure, Table
from pipelines.figures.blocks import read_blocks
from pipelines.figures.format import Format, TableFormat, formats
from pipelines.figures.found import Found
from pipelines.figures.grid import GridRow, rows_of
from pipelines.figures.labelled import read_labelled
from pipelines.figures.labels import plain_label
from pipelines.figures.values import looks_like_value

_PLACE = attrgetter("table", "row", "column")
_LONGEST_LABEL = 80
_MOST_CELLS = 5000
"""The three tables together have 430 cells; a far larger one is no statutory table, whatever words are in it."""


@dataclass(frozen=True)
class Reading:
    """The figures of all tables in order of their cells; the format, None when the tables do not tell; doubts."""

    figures: tuple[Figure, ...]
    format: str | None
    doubts: tuple[str, ...]


def read_figures(tables: Sequence[Table]) -> Reading:
    """Every figure printed in the statutory tables among `tables`; figures name their table by its ordinal there.

    A row or column that is not printed gives no figure; one that cannot be placed with certainty gives a doubt.
    """
    seen = [_Seen(index, table) for index, table in enumerate(tables) if len(table.cells) <= _MOST_CELLS]
    figures: list[Figure] = []
    doubts: list[str] = []
    decided: set[str] = set()
    for id in dict.fromkeys(id for form in formats() for id in form.tables):
        winners, found = _best(id, seen)
        figures += found.figures
        doubts += found.doubts
        if len(winners) == 1:
            decided.add(winners[0].name)
    if len(decided) > 1:
        doubts.append(f"tables of different formats: {', '.join(sorted(decided))}")
    elif figures and not decided:
        doubts.append("the tables do not tell the format")
    figures.sort(key=_PLACE)
    # An old table may live on in a newer report, but no report could have a table before it was made.
    return Reading(tuple(figures), max(decided, default=None), tuple(doubts))


class _Seen:
    """A table with what is asked of it for every format: its labels, and its rows once it is read."""

    def __init__(self, index: int, table: Table) -> None:
        self.index, self.table = index, table
        self.labels = frozenset(
            plain_label(cell.text)
            for cell in table.cells
            if 1 < len(cell.text) <= _LONGEST_LABEL and not cell.text.isdecimal()
        )

    @cached_property
    def rows(self) -> list[GridRow]:
        return rows_of(self.index, self.table)

    @cached_property
    def is_row_of_numbers(self) -> bool:
        return self.table.rows == 1 and all(looks_like_value(cell.text) for cell in self.table.cells)


def _best(id: str, tables: Sequence[_Seen]) -> tuple[list[Format], Found]:
    """The formats that account for most cells of one kind of table, and what the first of them reads."""
    having = [form for form in formats() if id in form.tables]
    other = frozenset(word for form in having for word in form.tables[id].column_words)
    read: list[tuple[TableFormat, Found]] = []
    tried: list[tuple[Format, Found]] = []
    known = [_labels_of(form.tables[id], tables) for form in having]
    for form, labels in zip(having, known, strict=True):
        if any(labels < others for others in known):
            continue  # another format knows all that this one knows, and more
        table = form.tables[id]
        found = next((found for earlier, found in read if earlier is table), None)
        if found is None and (chosen := _tables_of(table, tables)):
            found = _read(table, chosen, other)
            read.append((table, found))
        if found is not None:
            tried.append((form, found))
    most = max((len(found.cells) for _, found in tried), default=0)
    best = [(form, found) for form, found in tried if len(found.cells) == most]
    if not most:
        return [], best[0][1] if best else Found()
    best.sort(key=lambda pair: len(pair[1].doubts))
    same_names = [form for form, found in best if found.cells.keys() == best[0][1].cells.keys()]
    return same_names, best[0][1]


def _labels_of(form: TableFormat, tables: Sequence[_Seen]) -> frozenset[str]:
    """The labels of a kind of table that are printed."""
    return frozenset().union(*(form.labels & table.labels for table in tables))


def _read(form: TableFormat, chosen: Sequence[_Seen], foreign: frozenset[str]) -> Found:
    rows = [row for table in chosen for row in table.rows]
    return read_blocks(form, rows) if form.blocks else read_labelled(form, rows, foreign)


def _tables_of(form: TableFormat, tables: Sequence[_Seen]) -> list[_Seen]:
    """The tables, or parts of a divided one, that are of this kind.

    A part that follows another needs less proof; under a header without numbers, numbers alone are enough.
    """
    chosen: list[_Seen] = []
    for table in tables:
        known = len(table.labels & form.labels)
        follows = bool(chosen) and chosen[-1].index == table.index - 1
        proven = bool(known) and not form.proofs.isdisjoint(table.labels)
        numbers = follows and bool(form.blocks) and table.is_row_of_numbers
        if (proven and (follows or known >= form.least)) or (follows and known > 1) or numbers:
            chosen.append(table)
    return chosen
