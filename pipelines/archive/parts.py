"""The parts of a document as rows, written below a version."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from pipelines.document import Document, Table
from pipelines.evidence import AppliedRepair, PageEvidence, Sums, Verdict


def as_json(value: object) -> str:
    """Compact JSON with Chinese left readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def insert_parts(connection: sqlite3.Connection, version: int, document: Document) -> None:
    """Everything below a version row, in document order."""

    def insert(table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
        marks = ", ".join("?" * (len(columns.split(",")) + 2))
        connection.executemany(
            f"INSERT INTO {table} (version_id, ordinal, {columns}) VALUES ({marks})",
            ((version, ordinal, *row) for ordinal, row in enumerate(rows)),
        )

    evidence = document.evidence
    insert(
        "blocks",
        "kind, text, path, level, table_ordinal, page",
        ((b.kind, b.text, b.path, b.level, b.table, b.page) for b in document.blocks),
    )
    insert(
        "tables",
        "caption, row_count, column_count, path, cells, page",
        ((t.caption, t.rows, t.columns, t.path, _cells_json(t), t.page) for t in document.tables),
    )
    insert(
        "figures",
        "name, value, raw, unit, table_ordinal, row_number, column_number",
        ((f.name, f.value, f.raw, f.unit, f.table, f.row, f.column) for f in document.figures),
    )
    insert(
        "checks",
        "name, applied_to, left_side, right_side, delta, status, nulls_assumed_zero",
        ((c.id, c.column, c.left, c.right, c.delta, c.status, c.nulls_assumed_zero) for c in document.checks),
    )
    insert(
        "fields",
        "name, value, words, reader, disagreed",
        ((f.name, f.value, f.words, f.reader, as_json(f.disagreed)) for f in document.fields),
    )
    insert("attachments", "name, href, url", ((a.name, a.href, a.url) for a in document.attachments))
    insert("links", "name, url", document.links)
    insert(
        "repairs",
        "application, name, level, page, start, before, after, note, guess",
        _changes(evidence.repairs),
    )
    insert(
        "removed",
        "rule, text, path, position, page",
        ((r.rule, r.text, r.path, r.position, r.page) for r in evidence.removed),
    )
    insert(
        "witnesses",
        "name, said, overruled, page",
        (
            (w.name, w.said, w.overruled, page)
            for page, verdict in ((1, evidence.verdict), *((one.page, one.verdict) for one in evidence.pages))
            for w in verdict.witnesses
        ),
    )
    insert("not_recoverable", "table_name, row_name, reason", document.not_recoverable)
    insert("origin_signs", "name, says, words", evidence.origin)
    insert("flags", "flag", ((flag,) for flag in document.flags))
    for page in evidence.pages:
        _insert_page(connection, version, page)


def _insert_page(connection: sqlite3.Connection, version: int, page: PageEvidence) -> None:
    """How one of the later pages was read; its repairs, removals and witnesses stand with those of the first."""
    row = {
        "version_id": version,
        "page": page.page,
        "url": page.url,
        "body_digest": page.digest,
        "container": page.container,
        "confidence": page.confidence,
        "believed": page.believed,
        "decoded_digest": page.decoded,
        **verdict_row(page.verdict),
        **sums_row(page.sums),
    }
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO pages ({columns}) VALUES ({marks})", tuple(row.values()))


def verdict_row(verdict: Verdict) -> dict[str, object]:
    """The columns of a verdict, in `versions` and `pages`."""
    return {
        "encoding": verdict.used,
        "encoding_winner": verdict.winner,
        "encoding_confidence": verdict.confidence,
        "encoding_spans": as_json(verdict.spans),
        "characters_lost": verdict.lost,
    }


def sums_row(sums: Sums) -> dict[str, object]:
    """The columns of a label sum, in `versions` and `pages`."""
    return {f"{label}_characters": count for label, count in asdict(sums).items()}


def _cells_json(table: Table) -> str:
    return as_json([[c.row, c.column, c.rowspan, c.colspan, c.text, int(c.header)] for c in table.cells])


def _changes(repairs: Iterable[AppliedRepair]) -> Iterator[tuple[object, ...]]:
    for application, repair in enumerate(repairs):
        for change in repair.changes:
            yield (application, repair.name, repair.level, repair.page, *change)
