"""The figures of a report: which tables are statutory, in which format, and the number in each of their cells.

A table is known by its headings and labels, never by the year. Each kind of table is read with every format that has
it, and the format that accounts for most of the printed cells is right; so a page may mix formats, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.document import Figure, Table
from pipelines.figures.blocks import read_blocks
from pipelines.figures.format import Format, TableFormat, formats
from pipelines.figures.found import Found
from pipelines.figures.labelled import read_labelled
from pipelines.figures.labels import plain_label
from pipelines.figures.values import looks_like_value

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
    labels = [_labels(table) for table in tables]
    figures: list[Figure] = []
    doubts: list[str] = []
    decided: set[str] = set()
    for id in dict.fromkeys(id for form in formats() for id in form.tables):
        winners, found = _best(id, tables, labels)
        figures += found.figures.values()
        doubts += found.doubts
        if len(winners) == 1:
            decided.add(winners[0].name)
    if len(decided) > 1:
        doubts.append(f"tables of different formats: {', '.join(sorted(decided))}")
    elif figures and not decided:
        doubts.append("the tables do not tell the format")
    figures.sort(key=lambda figure: (figure.table, figure.row, figure.column))
    # An old table may live on in a newer report, but no report could have a table before it was made.
    return Reading(tuple(figures), max(decided, default=None), tuple(doubts))


def _best(id: str, tables: Sequence[Table], labels: Sequence[frozenset[str]]) -> tuple[list[Format], Found]:
    """The formats that account for most cells of one kind of table, and what the first of them reads."""
    having = [form for form in formats() if id in form.tables]
    tried: list[tuple[Format, Found]] = []
    for form in having:
        chosen = _tables_of(form.tables[id], tables, labels)
        if chosen:
            other = frozenset(word for o in having for word in o.tables[id].column_words)
            tried.append((form, _read(form.tables[id], chosen, other)))
    most = max((len(found.figures) for _, found in tried), default=0)
    best = [(form, found) for form, found in tried if len(found.figures) == most]
    if not most:
        return [], best[0][1] if best else Found()
    best.sort(key=lambda pair: len(pair[1].doubts))
    same_names = [form for form, found in best if found.figures.keys() == best[0][1].figures.keys()]
    return same_names, best[0][1]


def _read(form: TableFormat, chosen: Sequence[tuple[int, Table]], foreign: frozenset[str]) -> Found:
    return read_blocks(form, chosen) if form.blocks else read_labelled(form, chosen, foreign)


def _tables_of(
    form: TableFormat, tables: Sequence[Table], labels: Sequence[frozenset[str]]
) -> list[tuple[int, Table]]:
    """The tables, or parts of a divided one, that are of this kind.

    A part that follows another needs less proof; under a header without numbers, numbers alone are enough.
    """
    chosen: list[tuple[int, Table]] = []
    for index, table in enumerate(tables):
        if len(table.cells) > _MOST_CELLS:
            continue
        known = labels[index] & form.labels
        proven = bool(known & form.proofs)
        follows = bool(chosen) and chosen[-1][0] == index - 1
        numbers = follows and bool(form.blocks) and _is_row_of_numbers(table)
        if (proven and (follows or len(known) >= form.least)) or (follows and len(known) > 1) or numbers:
            chosen.append((index, table))
    return chosen


def _labels(table: Table) -> frozenset[str]:
    return frozenset(plain_label(cell.text) for cell in table.cells if 1 < len(cell.text) <= _LONGEST_LABEL)


def _is_row_of_numbers(table: Table) -> bool:
    return table.rows == 1 and all(looks_like_value(cell.text) for cell in table.cells)
