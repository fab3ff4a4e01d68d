"""How a table of a snapshot is described: one description, from which every format and every manifest is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Kind = Literal["text", "prose", "instant", "integer", "number", "boolean"]
"""`instant` is UTC text ending in Z, so that every tool reads it alike. `prose` is text of any length, never null: in Parquet and
JSON lines only, since cells of spreadsheets end after 32,767 characters."""


class Column(NamedTuple):
    name: str
    kind: Kind
    description: str
    unit: str = ""


class Reference(NamedTuple):
    """These columns name a row of `table` by its columns `there`."""

    columns: tuple[str, ...]
    table: str
    there: tuple[str, ...]


@dataclass(frozen=True)
class TableSchema:
    """One table: a row is what `description` says; `key` columns are never null and together never the same twice."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def in_csv(self) -> tuple[Column, ...]:
        """The columns that fit a spreadsheet."""
        return tuple(column for column in self.columns if column.kind != "prose")
