"""What a snapshot may hold: complete runs, and the documents they saw, each with the captures that showed it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipelines.snapshot.errors import SnapshotError

IN_COMPLETE_RUN = "JOIN runs r ON r.id = c.run_id AND r.status = 'complete'"
"""To be joined to `captures c`: the one condition by which an attempt enters a snapshot."""


@dataclass(frozen=True)
class Run:
    """A complete run. `name` stands for it outside of the archive, whose row numbers mean nothing there."""

    id: int
    name: str
    row: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Seen:
    """One capture of a complete run that gave one version of a document."""

    version: int
    capture: int
    at: str
    rules: str
    record_id: str
    run: int


@dataclass(frozen=True)
class Held:
    """A document that complete runs saw."""

    row: dict[str, Any]
    """Its url, and the portal's name and region."""
    versions: tuple[tuple[Seen, ...], ...]
    """Its versions in the order they were first seen, each with its captures by date."""
    current: int
    """The version that the latest capture gave."""


def complete_runs(connection: sqlite3.Connection) -> tuple[Run, ...]:
    """All complete runs, by date. Raises SnapshotError where there is none: then there is nothing to publish."""
    rows = connection.execute(
        """SELECT id, command, sites, started_at, ended_at, continued, software
             FROM runs WHERE status = 'complete' ORDER BY started_at, id"""
    ).fetchall()
    if not rows:
        raise SnapshotError(
            "The archive holds no complete run, and only complete runs enter a snapshot. Let a crawl run to its end."
        )
    runs: list[Run] = []
    for start, group in groupby(rows, key=lambda row: row["started_at"]):
        for number, row in enumerate(group, 1):
            runs.append(Run(row["id"], f"{start}{f' ({number})' if number > 1 else ''}", dict(row)))
    return tuple(runs)


def held_documents(connection: sqlite3.Connection) -> Iterator[Held]:
    """Documents by address, in the order of its bytes; those that only other runs saw are left out."""
    documents = connection.execute(
        """SELECT d.id, d.version_id, d.url, s.name AS portal, s.region AS portal_region
             FROM documents d JOIN sites s ON s.id = d.site_id ORDER BY d.url"""
    )
    for row in documents:
        seen = _seen(connection, row["id"])
        if seen:
            facts = {name: row[name] for name in ("url", "portal", "portal_region")}
            yield Held(facts, _by_version(seen), _current(seen, row["version_id"]))


def _seen(connection: sqlite3.Connection, document: int) -> list[Seen]:
    rows = connection.execute(
        f"""SELECT v.id AS version, c.id AS capture, c.started_at AS at, v.rules,
                   {RECORD_ID} AS record_id, c.run_id AS run
              FROM versions v JOIN captures c ON c.id = v.capture_id {IN_COMPLETE_RUN}
              JOIN runs own ON own.id = v.run_id AND own.status = 'complete'
             WHERE v.document_id = :document
            UNION
            SELECT v.id, c.id, c.started_at, g.rules, {RECORD_ID}, c.run_id
              FROM versions v JOIN sightings g ON g.version_id = v.id
              JOIN captures c ON c.id = g.capture_id {IN_COMPLETE_RUN}
             WHERE v.document_id = :document
             ORDER BY at, capture, version, rules""",
        {"document": document},
    )
    return [Seen(**dict(row)) for row in rows]


RECORD_ID = "coalesce(c.response_record, c.note_record, c.request_record)"
"""What stands for `captures c` outside of the archive."""


def _by_version(seen: Sequence[Seen]) -> tuple[tuple[Seen, ...], ...]:
    found: dict[int, list[Seen]] = {}
    for one in seen:
        found.setdefault(one.version, []).append(one)
    return tuple(tuple(captures) for captures in found.values())


def _current(seen: Sequence[Seen], archived: int | None) -> int:
    """The version of the latest capture; where that was read in several ways, the archive's own choice, else the last."""
    latest = {one.version for one in seen if one.at == seen[-1].at}
    return archived if archived in latest else max(latest)
