"""The document a version row stands for, put together again from its parts: what went in comes out equal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

from pipelines.document import (
    Attachment,
    Block,
    Cell,
    Check,
    Document,
    Evidence,
    Field,
    Figure,
    NotRecoverable,
    Report,
    Table,
)
from pipelines.evidence import (
    AppliedRepair,
    Change,
    OriginSign,
    PageEvidence,
    Removed,
    Sums,
    Verdict,
    Witness,
)

Part = TypeVar("Part")


class _Parts:
    """The rows below one version, table by table, in document order."""

    def __init__(self, connection: sqlite3.Connection, version: int) -> None:
        self.connection, self.version = connection, version

    def rows(self, table: str, columns: str) -> Iterable[sqlite3.Row]:
        return self.connection.execute(
            f"SELECT {columns} FROM {table} WHERE version_id = ? ORDER BY ordinal", (self.version,)
        )

    def pages(self) -> Iterable[sqlite3.Row]:
        """The rows of the later pages of an article on several."""
        return self.connection.execute(
            "SELECT * FROM pages WHERE version_id = ? ORDER BY page", (self.version,)
        )

    def each(self, make: Callable[..., Part], table: str, columns: str) -> tuple[Part, ...]:
        """One value a row, the columns in the order of the value's fields."""
        return tuple(make(*row) for row in self.rows(table, columns))


def read_document(connection: sqlite3.Connection, version: int) -> Document:
    """Raises LookupError for a version that is not there."""
    head = connection.execute(
        "SELECT v.*, d.url FROM versions v JOIN documents d ON d.id = v.document_id WHERE v.id = ?",
        (version,),
    ).fetchone()
    if head is None:
        raise LookupError(f"no version {version}")
    parts = _Parts(connection, version)
    return Document(
        url=head["url"],
        title=head["title"],
        text=head["text"],
        blocks=parts.each(Block, "blocks", "kind, text, path, level, table_ordinal, page"),
        tables=tuple(
            _table(row) for row in parts.rows("tables", "caption, cells, row_count, column_count, path, page")
        ),
        report=Report(head["kind"], head["format"], head["year"]),
        fields=tuple(_field(row) for row in parts.rows("fields", "name, value, words, reader, disagreed")),
        figures=parts.each(
            Figure, "figures", "name, value, raw, unit, table_ordinal, row_number, column_number"
        ),
        checks=parts.each(
            Check, "checks", "name, applied_to, left_side, right_side, delta, status, nulls_assumed_zero"
        ),
        attachments=parts.each(Attachment, "attachments", "name, href, url"),
        links=parts.each(lambda name, url: (name, url), "links", "name, url"),
        flags=parts.each(str, "flags", "flag"),
        evidence=_evidence(head, parts),
        not_recoverable=parts.each(NotRecoverable, "not_recoverable", "table_name, row_name, reason"),
        continues=head["continues"],
    )


def _evidence(head: sqlite3.Row, parts: _Parts) -> Evidence:
    return Evidence(
        verdict=_verdict(head, parts, 1),
        repairs=_repairs(parts),
        removed=parts.each(Removed, "removed", "rule, text, path, position, page"),
        sums=_sums(head),
        container=head["container"],
        confidence=head["confidence"],
        believed=head["believed"],
        origin=parts.each(OriginSign, "origin_signs", "name, says, words"),
        hint=head["encoding_hint"],
        decoded=head["decoded_digest"],
        pages=tuple(_page(row, parts) for row in parts.pages()),
    )


def _page(row: sqlite3.Row, parts: _Parts) -> PageEvidence:
    return PageEvidence(
        page=row["page"],
        url=row["url"],
        digest=row["body_digest"],
        verdict=_verdict(row, parts, row["page"]),
        sums=_sums(row),
        container=row["container"],
        confidence=row["confidence"],
        believed=row["believed"],
        decoded=row["decoded_digest"],
    )


def _verdict(row: sqlite3.Row, parts: _Parts, page: int) -> Verdict:
    witnesses = [one for one in parts.rows("witnesses", "name, said, overruled, page") if one["page"] == page]
    return Verdict(
        used=row["encoding"],
        winner=row["encoding_winner"],
        witnesses=tuple(Witness(one["name"], one["said"], one["overruled"]) for one in witnesses),
        lost=row["characters_lost"],
        confidence=row["encoding_confidence"],
        spans=tuple((start, end, codec) for start, end, codec in json.loads(row["encoding_spans"])),
    )


def _sums(row: sqlite3.Row) -> Sums:
    labels = ("visible", "body", "table", "field", "attachment", "chrome", "hidden")
    return Sums(**{label: row[f"{label}_characters"] for label in labels})


def _repairs(parts: _Parts) -> tuple[AppliedRepair, ...]:
    rows = parts.rows("repairs", "application, name, level, page, start, before, after, note, guess")
    return tuple(
        AppliedRepair(
            name,
            level,
            tuple(
                Change(row["start"], row["before"], row["after"], row["note"], bool(row["guess"]))
                for row in group
            ),
            page,
        )
        for (_, name, level, page), group in groupby(
            rows, key=lambda row: (row["application"], row["name"], row["level"], row["page"])
        )
    )


def _table(row: sqlite3.Row) -> Table:
    cells = tuple(
        Cell(row_, column, rowspan, colspan, text, bool(header))
        for row_, column, rowspan, colspan, text, header in json.loads(row["cells"])
    )
    return Table(row["caption"], cells, row["row_count"], row["column_count"], row["path"], row["page"])


def _field(row: sqlite3.Row) -> Field:
    disagreed = tuple((reader, value) for reader, value in json.loads(row["disagreed"]))
    return Field(row["name"], row["value"], row["words"], row["reader"], disagreed)
