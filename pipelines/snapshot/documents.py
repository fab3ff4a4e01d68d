"""The rows of one document, table by table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.snapshot.held import RECORD_ID, Held, Seen
from pipelines.snapshot.wide import wide_row, wide_table

Row = dict[str, Any]

_FIELDS = ("issuer", "doc_number", "index_number", "source")
_PARTS = {
    "figures_long": """SELECT ordinal, name, value, raw, unit, table_ordinal AS table_number, row_number, column_number
                         FROM figures WHERE version_id = ? ORDER BY ordinal""",
    "checks": """SELECT ordinal, name, applied_to, left_side, right_side, delta, status, nulls_assumed_zero
                   FROM checks WHERE version_id = ? ORDER BY ordinal""",
    "not_recoverable": """SELECT ordinal, table_name, row_name, reason
                            FROM not_recoverable WHERE version_id = ? ORDER BY ordinal""",
    "attachments": """SELECT ordinal, name, href, url AS attachment_url
                        FROM attachments WHERE version_id = ? ORDER BY ordinal""",
}


def document_rows(
    connection: sqlite3.Connection, held: Held, runs: Mapping[int, str]
) -> Iterator[tuple[str, Row]]:
    """Every row that a document gives, with the name of its table; its own row comes last."""
    document: Row = {}
    for number, seen in enumerate(held.versions, 1):
        version = _version(connection, seen, runs)
        current = seen[0].version == held.current
        key = {"url": held.row["url"], "version": version["version"]}
        fields = _fields(connection, seen[0].version)
        region = fields.get("region") or held.row["portal_region"]
        facts = {"portal": held.row["portal"], "region": region}
        parts = {name: _part(connection, name, seen[0].version) for name in _PARTS}
        yield "versions", {**version, **key, "number": number, "current": current}
        for one in seen:
            yield "sightings", {**key, "record_id": one.record_id, "rules": one.rules, "seen_at": one.at}
        of_figures = {**facts, "year": version["year"], "format": version["format"]}
        for name, rows in parts.items():
            more = of_figures if name == "figures_long" else {}
            for row in rows:
                yield name, {**key, **more, "current": current, **row}
        if current:
            document = {**version, **key, **facts, **_counts(parts)}
            document |= {name: fields.get(name) for name in _FIELDS}
            if wide := wide_table(version["format"]):
                yield wide.name, wide_row(wide, document, parts["figures_long"])
    every = [one for seen in held.versions for one in seen]
    yield (
        "documents",
        {
            **document,
            "first_seen": min(one.at for one in every),
            "last_seen": max(one.at for one in every),
            "versions": len(held.versions),
        },
    )


def _counts(parts: Mapping[str, list[Row]]) -> Row:
    statuses = [check["status"] for check in parts["checks"]]
    return {
        "figures": len(parts["figures_long"]),
        "checks_passed": statuses.count("pass"),
        "checks_failed": statuses.count("fail"),
        "attachments": len(parts["attachments"]),
    }


def _part(connection: sqlite3.Connection, name: str, version: int) -> list[Row]:
    return [dict(row) for row in connection.execute(_PARTS[name], (version,))]


def _fields(connection: sqlite3.Connection, version: int) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, value FROM fields WHERE version_id = ? ORDER BY ordinal DESC", (version,)
    )
    return {row["name"]: row["value"] for row in rows}


def _version(connection: sqlite3.Connection, seen: tuple[Seen, ...], runs: Mapping[int, str]) -> Row:
    """The reading, and where it came from: the first capture of a complete run that gave it."""
    first = seen[0]
    row = connection.execute(
        f"""SELECT v.reading_digest AS version, v.title, v.text, v.kind, v.format, v.year, v.published, v.software,
                   v.read_at, v.encoding, v.encoding_winner, v.encoding_confidence, v.characters_lost, v.container,
                   v.confidence, v.believed, v.visible_characters, v.body_characters, v.table_characters,
                   v.field_characters, v.attachment_characters, v.chrome_characters, v.hidden_characters,
                   (SELECT group_concat(flag, ' ') FROM (SELECT flag FROM flags WHERE version_id = v.id ORDER BY ordinal))
                       AS flags,
                   c.started_at AS captured_at, {RECORD_ID} AS record_id, f.name AS warc_file,
                   coalesce(b.response_record, {RECORD_ID}) AS body_record_id, coalesce(bf.name, f.name) AS body_warc_file,
                   coalesce(c.body_digest, b.body_digest) AS body_digest, p.url AS seen_on
              FROM versions v, captures c
              JOIN warc_files f ON f.id = c.warc_file_id
              LEFT JOIN captures b ON b.id = c.refers_to
              LEFT JOIN warc_files bf ON bf.id = b.warc_file_id
              LEFT JOIN targets t ON t.id = c.target_id
              LEFT JOIN targets p ON p.id = t.parent_id
             WHERE v.id = ? AND c.id = ?""",
        (first.version, first.capture),
    ).fetchone()
    return {
        **dict(row),
        "flags": row["flags"] or "",
        "rules": first.rules,
        "run": runs[first.run],
        "last_seen": seen[-1].at,
        "sightings": len({one.capture for one in seen}),
    }
