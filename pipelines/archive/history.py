"""The past of one document: its distinct readings, when each was seen, and every look that met something else."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

Cause = Literal["first reading", "page changed", "read by other rules"]


@dataclass(frozen=True)
class Stage:
    """One distinct reading of a document, in the order of first readings."""

    number: int
    """From 1, as people name versions on the command line."""
    version: int
    title: str
    cause: Cause
    first_seen: str
    """When the earliest capture that gives this reading was made; UTC."""
    last_seen: str
    captures: int
    """How many captures gave it."""
    body_digest: str | None
    rules: str
    software: str
    read_at: str


@dataclass(frozen=True)
class Look:
    """One request for the document's address that showed no reading of it: what it met instead."""

    at: str
    capture: int
    outcome: str
    detail: str


@dataclass(frozen=True)
class History:
    url: str
    site: str
    portal: str
    current: int
    """Number of the stage that the latest good capture shows."""
    stages: tuple[Stage, ...]
    looks: tuple[Look, ...]


def history(connection: sqlite3.Connection, url: str) -> History | None:
    """The past of a document; None for an address that is none."""
    document = connection.execute(
        """SELECT d.id, d.version_id, s.name AS site, s.title AS portal
             FROM documents d JOIN sites s ON s.id = d.site_id WHERE d.url = ?""",
        (url,),
    ).fetchone()
    if document is None:
        return None
    stages = _stages(connection, document["id"])
    current = next(stage.number for stage in stages if stage.version == document["version_id"])
    return History(url, document["site"], document["portal"], current, stages, _looks(connection, url))


def _stages(connection: sqlite3.Connection, document: int) -> tuple[Stage, ...]:
    """Versions with the captures that gave them, by their own reading or as a sighting."""
    rows = connection.execute(
        """WITH seen AS (
               SELECT id AS version_id, capture_id FROM versions WHERE document_id = :document
               UNION
               SELECT g.version_id, g.capture_id
                 FROM sightings g JOIN versions v ON v.id = g.version_id WHERE v.document_id = :document)
           SELECT v.id AS version, v.title, v.rules, v.software, v.read_at, own.body_digest,
                  min(c.started_at) AS first_seen, max(c.started_at) AS last_seen, count(*) AS captures
             FROM versions v
             JOIN captures own ON own.id = v.capture_id
             JOIN seen ON seen.version_id = v.id
             JOIN captures c ON c.id = seen.capture_id
            GROUP BY v.id ORDER BY v.id""",
        {"document": document},
    )
    stages: list[Stage] = []
    digests: set[tuple[str | None, ...]] = set()
    for number, row in enumerate(rows, 1):
        bodies = (row["body_digest"], *_later_pages(connection, row["version"]))
        known = bodies in digests
        cause: Cause = "first reading" if number == 1 else "read by other rules" if known else "page changed"
        digests.add(bodies)
        stages.append(Stage(number=number, cause=cause, **dict(row)))
    return tuple(stages)


def _later_pages(connection: sqlite3.Connection, version: int) -> tuple[str, ...]:
    """Digests of the bodies of an article's later pages."""
    rows = connection.execute("SELECT body_digest FROM pages WHERE version_id = ? ORDER BY page", (version,))
    return tuple(row["body_digest"] for row in rows)


def _looks(connection: sqlite3.Connection, url: str) -> tuple[Look, ...]:
    rows = connection.execute(
        """SELECT c.started_at AS at, c.id AS capture, c.outcome, c.outcome_detail AS detail
             FROM captures c
            WHERE c.url = ? AND c.outcome NOT IN ('ok', 'unchanged') ORDER BY c.started_at, c.id""",
        (url,),
    )
    return tuple(Look(**dict(row)) for row in rows)
