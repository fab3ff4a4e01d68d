"""A table for each statutory format with a column for each figure the format has, printed or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipelines.figures.format import UNIT, Format, Label, TableFormat, formats
from pipelines.snapshot.schema import Column, Reference, TableSchema

PREFIX = "figures_wide_"
_MONEY = "元"


def _named(table: TableFormat) -> Iterator[tuple[str, str]]:
    """Names of the figures of one table in the order of the form, each with its labels."""
    over = [(row, section.columns) for section in table.sections for row in section.rows]
    over += [(block, table.columns) for block in table.blocks]
    for row, columns in over:
        for column in columns:
            if column.name != UNIT:
                yield table.name_of(row, column), " / ".join(_words(row, column))


def _words(*labels: Label) -> Iterator[str]:
    return (label.variants[0] for label in labels if label.name)


def _unit(name: str) -> str:
    """The unit a form asks for, where the name says it; the page may print another, see `money_units`."""
    return "万元, unless money_units says otherwise" if "_wan" in name else ""


def _schema(format: Format) -> TableSchema:
    figures = [pair for table in format.tables.values() for pair in _named(table)]
    return TableSchema(
        PREFIX + format.name,
        f"One document in the format of {format.name} ({format.basis}): the figures of its current version, a column each. "
        "Null is a blank cell, words that are no number, or a figure that is not printed (figures_long tells which); 0 is a printed 0.",
        (
            Column("url", "text", "Address of the document."),
            Column("version", "text", "Reading digest of the current version."),
            Column("portal", "text", "Name of the portal in `portals`."),
            Column("region", "text", "GB/T 2260 code, as in `documents`."),
            Column("issuer", "text", "The body that issued it; null where none is named."),
            Column("title", "text", "Title of the document."),
            Column("year", "integer", "The year the report is about."),
            Column("checks_failed", "integer", "Checks that do not hold as printed.", "checks"),
            Column("money_units", "text", "Units of sums of money, as name=unit parted by spaces, where the page prints one."),
            *(Column(name, "number", f"{words}.", _unit(name)) for name, words in figures),
        ),
        ("url",),
        (
            Reference(("url",), "documents", ("url",)),
            Reference(("url", "version"), "versions", ("url", "version")),
        ),
    )  # fmt: skip


WIDE_TABLES: tuple[TableSchema, ...] = tuple(_schema(format) for format in formats())
_BY_FORMAT = {schema.name.removeprefix(PREFIX): schema for schema in WIDE_TABLES}
_FIGURES = {
    schema.name: frozenset(column.name for column in schema.columns if column.kind == "number")
    for schema in WIDE_TABLES
}


def wide_table(format: str | None) -> TableSchema | None:
    """The table of a format; None for documents that follow none."""
    return _BY_FORMAT.get(format or "")


def wide_row(
    schema: TableSchema, facts: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """One row: `facts` of the document, and the figures that the format knows; of a name printed twice the first."""
    known = _FIGURES[schema.name]
    values = {f["name"]: f["value"] for f in reversed(figures) if f["name"] in known}
    return {**facts, "money_units": _money_units(figures), **{name: values.get(name) for name in known}}


def _money_units(figures: Iterable[Mapping[str, Any]]) -> str:
    return " ".join(f"{f['name']}={f['unit']}" for f in figures if _MONEY in f["unit"])
