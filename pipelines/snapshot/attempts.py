"""Runs, portals and every attempt, as rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.snapshot.held import IN_COMPLETE_RUN, RECORD_ID, Run

Row = dict[str, Any]


def run_rows(connection: sqlite3.Connection, runs: Sequence[Run]) -> Iterator[Row]:
    """The runs, each with the rules under which its captures were read."""
    rules: dict[int, list[str]] = {}
    for row in connection.execute(
        """SELECT run_id, rules FROM versions
           UNION
           SELECT c.run_id, g.rules FROM sightings g JOIN captures c ON c.id = g.capture_id
            ORDER BY 1, 2"""
    ):
        rules.setdefault(row["run_id"], []).append(row["rules"])
    for run in runs:
        captures = connection.execute("SELECT count(*) FROM captures WHERE run_id = ?", (run.id,))
        yield {
            **run.row,
            "run": run.name,
            "portals": " ".join(json.loads(run.row["sites"])),
            "captures": captures.fetchone()[0],
            "rules": " ".join(rules.get(run.id, ())),
        }


def portal_rows(connection: sqlite3.Connection, documents: Mapping[str, int]) -> Iterator[Row]:
    """The portals that complete runs visited or meant to; `documents` counts what is held of each."""
    rows = connection.execute(
        f"""SELECT s.name AS portal, s.title, s.region, s.level, s.family, seen.first_seen, seen.last_seen,
                   seen.last_success, coalesce(seen.captures, 0) AS captures
              FROM sites s
              LEFT JOIN (SELECT c.site_id, min(c.started_at) AS first_seen, max(c.started_at) AS last_seen,
                                max(iif(c.outcome IN ('ok', 'unchanged'), c.started_at, NULL)) AS last_success,
                                count(*) AS captures
                           FROM captures c {IN_COMPLETE_RUN} GROUP BY c.site_id) seen ON seen.site_id = s.id
             WHERE seen.site_id IS NOT NULL
                OR EXISTS (SELECT 1 FROM targets t JOIN runs r ON r.id = t.run_id AND r.status = 'complete'
                            WHERE t.site_id = s.id)
             ORDER BY s.name"""
    )
    for row in rows:
        yield {**dict(row), "documents": documents.get(row["portal"], 0)}


def outcome_rows(connection: sqlite3.Connection, runs: Mapping[int, str]) -> Iterator[Row]:
    """Every attempt of a complete run, by date."""
    rows = connection.execute(
        f"""SELECT {RECORD_ID} AS record_id, c.started_at, c.ended_at, c.run_id, s.name AS portal, c.url, c.kind,
                   c.outcome, c.outcome_detail AS detail, c.status AS http_status, c.redirect_to, c.content_type,
                   coalesce(c.body_digest, b.body_digest) AS body_digest, c.body_length, c.wire_length, c.truncated,
                   c.error, c.revisit, b.response_record AS refers_to, c.reading, f.name AS warc_file,
                   (SELECT group_concat(sentence, char(10)) FROM
                     (SELECT p.sentence FROM problems p JOIN runs pr ON pr.id = p.run_id AND pr.status = 'complete'
                       WHERE p.capture_id = c.id ORDER BY p.id)) AS problem
              FROM captures c {IN_COMPLETE_RUN}
              JOIN sites s ON s.id = c.site_id
              JOIN warc_files f ON f.id = c.warc_file_id
              LEFT JOIN captures b ON b.id = c.refers_to
             ORDER BY c.started_at, 1"""
    )
    for row in rows:
        yield {**dict(row), "run": runs[row["run_id"]]}
