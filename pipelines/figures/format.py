"""The statutory formats as data: one file of `formats/` a table set. Nothing here knows any of them by name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from pipelines.figures.labels import KnownLabels, plain_label

UNIT = "@unit"
"""Name of a column that gives the unit of the number beside it."""


@dataclass(frozen=True)
class Label:
    """A label of the format: its variants as they are compared, and the part of a figure's name it stands for."""

    variants: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Section:
    """Rows under one heading; the rows take the columns of their section."""

    heading: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]

    @cached_property
    def known_columns(self) -> KnownLabels:
        """Its column labels, by index in `columns`."""
        return known_labels(self.columns)


@dataclass(frozen=True)
class TableFormat:
    """One statutory table: rows with labels in sections, or blocks of columns over a single row of numbers."""

    id: str
    sections: tuple[Section, ...]
    blocks: tuple[Label, ...]
    columns: tuple[Label, ...]
    corner: tuple[str, ...]
    """What stands in the header over the row labels."""
    proofs: frozenset[str]
    """Labels that stand in no other table; one of them must be printed."""
    least: int
    """How many labels in all must be printed before a table is taken for this one."""

    @cached_property
    def names(self) -> frozenset[str]:
        """All names that figures of this table can have."""
        over = [(row, section.columns) for section in self.sections for row in section.rows]
        over += [(block, self.columns) for block in self.blocks]
        return frozenset(
            self.name_of(row, column) for row, columns in over for column in columns if column.name != UNIT
        )

    def name_of(self, row: Label, column: Label) -> str:
        return ".".join(part for part in (self.id, row.name, column.name) if part)

    def names_of_row(self, index: int) -> Mapping[str, str]:
        """Names of the figures of one of `rows`, by column name."""
        return self._row_names[index]

    @cached_property
    def _row_names(self) -> tuple[Mapping[str, str], ...]:
        return tuple({c.name: self.name_of(row, c) for c in section.columns} for section, row in self.rows)

    @cached_property
    def rows(self) -> tuple[tuple[Section, Label], ...]:
        """All rows in their order, each with its section."""
        return tuple((section, row) for section in self.sections for row in section.rows)

    @cached_property
    def known_rows(self) -> KnownLabels:
        """Their labels, by index in `rows`."""
        return known_labels(row for _, row in self.rows)

    @cached_property
    def known_columns(self) -> KnownLabels:
        """The labels of `all_columns`."""
        return known_labels(self.all_columns)

    @cached_property
    def all_columns(self) -> tuple[Label, ...]:
        """The columns of all sections, one after the other; or those of the blocks."""
        return tuple(column for section in self.sections for column in section.columns) or self.columns

    @cached_property
    def known_blocks(self) -> KnownLabels:
        """The names of the blocks, by index in `blocks`."""
        return known_labels(self.blocks)

    @cached_property
    def headed(self) -> Mapping[str, Section]:
        """The sections that have a heading, by it."""
        return {section.heading: section for section in reversed(self.sections) if section.heading}

    @cached_property
    def column_words(self) -> frozenset[str]:
        """Every column label of the table, plain."""
        columns = [*self.columns, *(column for section in self.sections for column in section.columns)]
        return frozenset(variant for column in columns for variant in column.variants)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Every label of the table, plain."""
        rows = [row for section in self.sections for row in section.rows]
        known = {variant for label in (*rows, *self.blocks) for variant in label.variants}
        headings = {section.heading for section in self.sections}
        return (self.column_words | known | headings | set(self.corner) | self.proofs) - {""}


@dataclass(frozen=True)
class CheckFormat:
    """One 勾稽关系: the figures of the left side and those of the right side must have the same sum.

    With `each` it is made once for every row, column or block of a table, whose name takes the place of ``*``.
    """

    id: str
    each: tuple[str, ...] | None
    left: tuple[str, ...]
    right: tuple[str, ...]

    @cached_property
    def table(self) -> str:
        return self.left[0].split(".", 1)[0]

    @cached_property
    def sums(self) -> tuple[tuple[str | None, tuple[str, ...], tuple[str, ...]], ...]:
        """The names of both sides with the row, column or block they are about, once for each."""
        if self.each is None:
            return ((None, self.left, self.right),)
        return tuple(
            (
                name,
                tuple(part.replace("*", name) for part in self.left),
                tuple(part.replace("*", name) for part in self.right),
            )
            for name in self.each
        )


@dataclass(frozen=True)
class Format:
    """A statutory table set."""

    name: str
    basis: str
    tables: Mapping[str, TableFormat]
    checks: tuple[CheckFormat, ...]
    narrative: Mapping[str, str]
    """Kind of count in running text (received, closed, answered …) → the figure it speaks of, or several, joined by ` + `."""


def known_labels(labels: Iterable[Label]) -> KnownLabels:
    """Labels of a format to compare printed ones with."""
    return KnownLabels(label.variants for label in labels)


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """All formats, oldest first."""
    files = resources.files("pipelines.figures.formats").iterdir()
    data = [tomllib.loads(file.read_text("utf-8")) for file in files if file.name.endswith(".toml")]
    by_name = {entry["format"]: entry for entry in data}
    own = {
        (name, id): _table(id, table)
        for name, entry in by_name.items()
        for id, table in entry["tables"].items()
        if "as_in" not in table
    }
    return tuple(_format(by_name[name], own) for name in sorted(by_name))


def _format(entry: Mapping[str, Any], own: Mapping[tuple[str, str], TableFormat]) -> Format:
    tables = {id: own[table.get("as_in", entry["format"]), id] for id, table in entry["tables"].items()}
    checks = tuple(_check(check, tables) for check in entry.get("checks", ()))
    return Format(entry["format"], entry["basis"], tables, checks, entry.get("narrative", {}))


def _table(id: str, table: Mapping[str, Any]) -> TableFormat:
    columns = _labels(table.get("columns", ()))
    sections = tuple(
        Section(
            plain_label(section.get("heading", "")),
            _labels(section["rows"]),
            _labels(section["columns"]) if "columns" in section else columns,
        )
        for section in table.get("sections", ())
    )
    return TableFormat(
        id=id,
        sections=sections,
        blocks=_labels(table.get("blocks", ())),
        columns=columns,
        corner=tuple(map(plain_label, table.get("corner", ()))),
        proofs=frozenset(map(plain_label, table["proofs"])),
        least=table["least"],
    )


def _labels(pairs: Any) -> tuple[Label, ...]:
    return tuple(Label(tuple(map(plain_label, words.split("|"))), name) for words, name in pairs)


def _check(check: Mapping[str, Any], tables: Mapping[str, TableFormat]) -> CheckFormat:
    each: tuple[str, ...] | None = None
    if "each" in check:
        kind, id = check["each"].split(" of ")
        table = tables[id]
        rows = tuple(row for section in table.sections for row in section.rows)
        chosen = {"columns": table.columns, "rows": rows, "blocks": table.blocks}[kind]
        each = tuple(label.name for label in chosen)
    return CheckFormat(check["id"], each, tuple(check["left"]), tuple(check["right"]))
