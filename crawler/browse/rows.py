"""Rows that several pages show."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.archive.search import Hit
from pipelines.archive.snippets import Piece, Snippet, pieces


class Listed(NamedTuple):
    """A document in a list: its title and the words around a find, cut at what was looked for."""

    hit: Hit
    title: list[Piece]
    snippet: list[Piece]


def documents_of(hits: Sequence[Hit]) -> list[Listed]:
    return [
        Listed(
            hit,
            pieces(Snippet(hit.title or "(no title)", hit.title_marks)),
            pieces(Snippet(hit.snippet, hit.snippet_marks)),
        )
        for hit in hits
    ]


def one_row(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Row:
    """The one row of a question that always has one."""
    row: sqlite3.Row = connection.execute(sql, values).fetchone()
    return row
