"""Tables whose rows have labels: 二, 三 and the statistics table of 2014."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.document import Cell
from pipelines.figures.columns import Header, HeaderColumn, assign, header_of
from pipelines.figures.format import UNIT, Label, Section, TableFormat
from pipelines.figures.found import Found, unit_note
from pipelines.figures.grid import GridRow, leaves
from pipelines.figures.labels import plain_label
from pipelines.figures.values import looks_like_value

_LABEL_CELLS = 4
"""A row's label is among its first cells: group, subgroup, label; a running number may stand before them."""


def read_labelled(form: TableFormat, rows: Iterable[GridRow], foreign: frozenset[str] = frozenset()) -> Found:
    """Figures of one kind of table, its parts given in order. `foreign` are column labels of other formats."""
    reader = _Reader(form, foreign)
    for row in rows:
        reader.take(row)
    return reader.found


class _Reader:
    """Goes down the rows and remembers the header, the section and the last row that was read."""

    def __init__(self, form: TableFormat, foreign: frozenset[str]) -> None:
        self.form = form
        self.found = Found()
        self.foreign = foreign | form.column_words
        self.header: list[Cell] = []
        self.headers: dict[int, Header] = {}  # of the present header, by columns wanted
        self.units: dict[str, str] = {}  # declared in the present header, by column name
        self.above: list[GridRow] = []  # the last without a label of ours: upper rows of a header, perhaps
        self.header_table = -1
        self.header_open = False
        self.section: Section | None = None
        self.last = -1

    def take(self, row: GridRow) -> None:
        words = [cell.text for cell in row.cells if not looks_like_value(cell.text)]
        self._enter_section(words)
        if self._is_header(words):
            if not self.header_open or row.table != self.header_table:
                self.header = [
                    cell for above in self.above if above.table == row.table for cell in above.cells
                ]
            self.header += row.cells
            self.headers, self.units = {}, {}
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

    def _is_header(self, words: Sequence[str]) -> bool:
        """The corner words, or two different column labels and more."""
        if self.form.corner and any(plain_label(text) in self.form.corner for text in words[:_LABEL_CELLS]):
            return True
        columns = self.form.known_columns
        named = {match[0] for text in words if (match := columns.matches(text))}
        return len({self.form.all_columns[i].name for i in named}) > 1

    def _column(self, words: str) -> tuple[int, ...]:
        return () if looks_like_value(words) else self.form.known_columns.matches(words)

    def _enter_section(self, words: Sequence[str]) -> None:
        for text in words[:_LABEL_CELLS]:
            section = self.form.headed.get(plain_label(text))
            if section is not None:
                if self.section is None or section.columns != self.section.columns:
                    self.header_open = False
                self.section = section

    def _row_label(self, row: GridRow) -> tuple[int, int] | None:
        """The last of the first cells that is a row label, and which row it is."""
        for place in range(min(_LABEL_CELLS, len(row.cells)) - 1, -1, -1):
            words = row.cells[place].text
            if not looks_like_value(words) and (matches := self.form.known_rows.matches(words)):
                return place, self._next_of(matches)
        return None

    def _next_of(self, matches: Sequence[int]) -> int:
        """Of rows with the same label, the one of this section that comes next; rows stand in a fixed order."""
        return min(matches, key=lambda i: (i <= self.last, self.form.rows[i][0] is not self.section, i))

    def _read(self, row: GridRow, index: int, data: Sequence[Cell]) -> None:
        section, label = self.form.rows[index]
        header = self.headers.get(id(section.columns))
        if header is None:
            header = self.headers[id(section.columns)] = self._header_for(section)
        placed = assign(header, data, section.columns, row.table == self.header_table)
        if placed.doubt:
            self.found.doubt(f"{self.form.id}.{label.name}", placed.doubt)
        unit = next((cell.text for column, cell in placed.cells if column.name == UNIT), "")
        names = self.form.names_of_row(index)
        for column, cell in placed.cells:
            if column.name != UNIT:
                self.found.add(names[column.name], row.table, cell, unit or self._declared_unit(column))

    def _header_for(self, section: Section) -> Header:
        found = []
        for leaf in leaves(self.header, lambda words: bool(self._column(words))):
            matches = next(
                (m for words in reversed(leaf.words) if (m := section.known_columns.matches(words))), ()
            )
            label: Label | None = section.columns[matches[0]] if matches else None
            foreign = label is None and plain_label(leaf.words[-1]) in self.foreign
            found.append(HeaderColumn(leaf.column, label, leaf.words[-1], foreign))
        return header_of(found, section.columns)

    def _declared_unit(self, column: Label) -> str:
        """The unit in the header's own words for this column, such as （单位：万元）."""
        if column.name not in self.units:
            over = (cell.text for cell in self.header if plain_label(cell.text) in column.variants)
            self.units[column.name] = next(filter(None, map(unit_note, over)), "")
        return self.units[column.name]
