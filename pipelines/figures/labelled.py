"""Tables whose rows have labels: 二, 三 and the statistics table of 2014."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.document import Cell, Table
from pipelines.figures.columns import HeaderColumn, assign
from pipelines.figures.format import UNIT, Label, Section, TableFormat
from pipelines.figures.found import Found, unit_note
from pipelines.figures.grid import GridRow, leaves, rows_of
from pipelines.figures.labels import best_matches, plain_label
from pipelines.figures.values import looks_like_value

_LABEL_CELLS = 4
"""A row's label is among its first cells: group, subgroup, label; a running number may stand before them."""


def read_labelled(
    form: TableFormat, tables: Sequence[tuple[int, Table]], foreign: frozenset[str] = frozenset()
) -> Found:
    """Figures of one kind of table, its parts given in order. `foreign` are column labels of other formats."""
    reader = _Reader(form, foreign)
    for row in rows_of(tables):
        reader.take(row)
    return reader.found


class _Reader:
    """Goes down the rows and remembers the header, the section and the last row that was read."""

    def __init__(self, form: TableFormat, foreign: frozenset[str]) -> None:
        self.form = form
        self.found = Found()
        self.rows = [(section, row) for section in form.sections for row in section.rows]
        self.variants = tuple(row.variants for _, row in self.rows)
        self.columns = [column for section in form.sections for column in section.columns]
        self.column_variants = tuple(column.variants for column in self.columns)
        self.foreign = foreign | form.column_words
        self.header: list[Cell] = []
        self.header_columns: dict[int, list[HeaderColumn]] = {}  # of the present header, by section
        self.above: list[
            GridRow
        ] = []  # the last rows without a label of ours: upper rows of a header, perhaps
        self.header_table = -1
        self.header_open = False
        self.section: Section | None = None
        self.last = -1

    def take(self, row: GridRow) -> None:
        self._enter_section(row)
        if self._is_header(row):
            if not self.header_open or row.table != self.header_table:
                self.header = [
                    cell for above in self.above if above.table == row.table for cell in above.cells
                ]
            self.header += row.cells
            self.header_columns = {}
            self.header_table, self.header_open = row.table, True
            return
        self.above = [*self.above[-1:], row]
        matched = self._row_label(row)
        if matched is None:
            return
        self.header_open = False
        self.above = []
        place, index = matched
        data = row.cells[place + 1 :]
        if data:
            self.last = index
            self._read(row, index, data)

    def _is_header(self, row: GridRow) -> bool:
        """The corner words, or two different column labels and more."""
        if any(plain_label(cell.text) in self.form.corner for cell in row.cells[:_LABEL_CELLS]):
            return True
        named = {match[0] for cell in row.cells if (match := self._column(cell.text))}
        return len({self.columns[i].name for i in named}) > 1

    def _column(self, words: str) -> tuple[int, ...]:
        return () if looks_like_value(words) else best_matches(words, self.column_variants)

    def _enter_section(self, row: GridRow) -> None:
        for cell in row.cells[:_LABEL_CELLS]:
            label = plain_label(cell.text)
            section = next((s for s in self.form.sections if label and s.heading == label), None)
            if section is not None:
                if self.section is None or section.columns != self.section.columns:
                    self.header_open = False
                self.section = section

    def _row_label(self, row: GridRow) -> tuple[int, int] | None:
        """The last of the first cells that is a row label, and which row it is."""
        for place in range(min(_LABEL_CELLS, len(row.cells)) - 1, -1, -1):
            words = row.cells[place].text
            if not looks_like_value(words) and (matches := best_matches(words, self.variants)):
                return place, self._next_of(matches)
        return None

    def _next_of(self, matches: Sequence[int]) -> int:
        """Of rows with the same label, the one of this section that comes next; rows stand in a fixed order."""
        return min(matches, key=lambda i: (i <= self.last, self.rows[i][0] is not self.section, i))

    def _read(self, row: GridRow, index: int, data: Sequence[Cell]) -> None:
        section, label = self.rows[index]
        header = self.header_columns.setdefault(id(section), [])
        if not header:
            header += self._header_for(section)
        placed = assign(header, data, section.columns, row.table == self.header_table)
        if placed.doubt:
            self.found.doubt(f"{self.form.id}.{label.name}", placed.doubt)
        unit = next((cell.text for column, cell in placed.cells if column.name == UNIT), "")
        for column, cell in placed.cells:
            if column.name != UNIT:
                name = self.form.name_of(label, column)
                self.found.add(name, row.table, cell, unit or self._declared_unit(column))

    def _header_for(self, section: Section) -> list[HeaderColumn]:
        variants = tuple(column.variants for column in section.columns)
        found = []
        for leaf in leaves(self.header, lambda words: bool(self._column(words))):
            matches = next((m for words in reversed(leaf.words) if (m := best_matches(words, variants))), ())
            label: Label | None = section.columns[matches[0]] if matches else None
            foreign = label is None and plain_label(leaf.words[-1]) in self.foreign
            found.append(HeaderColumn(leaf.column, label, leaf.words[-1], foreign))
        return found

    def _declared_unit(self, column: Label) -> str:
        """The unit in the header's own words for this column, such as （单位：万元）."""
        return next(
            (u for c in self.header if plain_label(c.text) in column.variants and (u := unit_note(c.text))),
            "",
        )
