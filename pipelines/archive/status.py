"""How the archive stands, and what one run did."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.archive.errors import ArchiveError
from pipelines.attachments.members import FRAGMENT


@dataclass(frozen=True)
class PortalStatus:
    """One portal: what is held and what its captures met."""

    site: str
    title: str
    documents: int
    members: int
    """Of these documents, those that are members of archives."""
    versions: int
    captures: Mapping[str, int]
    """Captures by outcome."""
    targets: Mapping[str, int]
    """Targets by state."""
    problems: int
    last_success: str | None
    """Start of the latest capture with outcome ok or unchanged; None: never succeeded."""


@dataclass(frozen=True)
class RunStatusRow:
    id: int
    command: str
    sites: str
    status: str
    started_at: str
    ended_at: str | None
    continued: int
    captures: int
    versions: int
    problems: int


@dataclass(frozen=True)
class Alarm:
    site: str | None
    name: str
    sentence: str
    opened_at: str


@dataclass(frozen=True)
class Status:
    portals: tuple[PortalStatus, ...]
    runs: tuple[RunStatusRow, ...]
    """Latest first."""
    alarms: tuple[Alarm, ...]
    """Those still open."""


@dataclass(frozen=True)
class SiteSummary:
    """What one run did at one portal. Counts of repairs and the like are of the versions it saw, new or not."""

    site: str
    title: str
    captures: int
    pages: int
    """Captures of document pages with outcome ok or unchanged."""
    outcomes: Mapping[str, int]
    documents: int
    new_versions: int
    repairs: int
    removed: int
    figures: int
    checks_passed: int
    checks_failed: int
    problems: int
    wire_bytes: int


def status(connection: sqlite3.Connection) -> Status:
    """Everything `gongkai status` shows."""
    portals = tuple(
        _portal(connection, row)
        for row in connection.execute("SELECT id, name, title FROM sites ORDER BY name")
    )
    runs = connection.execute(
        """SELECT id, command, sites, status, started_at, ended_at, continued, captures, versions, problems
             FROM run_summary ORDER BY id DESC"""
    )
    alarms = connection.execute(
        """SELECT s.name AS site, a.name, a.sentence, a.opened_at FROM alarms a LEFT JOIN sites s ON s.id = a.site_id
            WHERE a.closed_at IS NULL ORDER BY a.opened_at, a.id"""
    )
    return Status(portals, tuple(RunStatusRow(*row) for row in runs), tuple(Alarm(*row) for row in alarms))


def summary(connection: sqlite3.Connection, run: int) -> tuple[SiteSummary, ...]:
    """One value for each portal the run captured anything of. Raises ArchiveError for an unknown run."""
    if connection.execute("SELECT 1 FROM runs WHERE id = ?", (run,)).fetchone() is None:
        raise ArchiveError(f"The archive has no run {run}.")
    sites = connection.execute(
        """SELECT id, name, title FROM sites WHERE id IN (SELECT site_id FROM captures WHERE run_id = ?)
            ORDER BY name""",
        (run,),
    )
    return tuple(_site_summary(connection, row, run) for row in sites)


def _portal(connection: sqlite3.Connection, site: sqlite3.Row) -> PortalStatus:
    def grouped(table: str, column: str) -> dict[str, int]:
        rows = connection.execute(
            f"SELECT {column} AS name, count(*) AS n FROM {table} WHERE site_id = ? GROUP BY {column} ORDER BY {column}",
            (site["id"],),
        )
        return {row["name"]: row["n"] for row in rows}

    held = connection.execute(
        """SELECT (SELECT count(*) FROM documents WHERE site_id = :site) AS documents,
                  (SELECT count(*) FROM documents
                    WHERE site_id = :site AND instr(url, :fragment)) AS members,
                  (SELECT count(*) FROM versions v JOIN documents d ON d.id = v.document_id
                    WHERE d.site_id = :site) AS versions,
                  (SELECT count(*) FROM problems p JOIN captures c ON c.id = p.capture_id
                    WHERE c.site_id = :site) AS problems,
                  (SELECT max(started_at) FROM captures
                    WHERE site_id = :site AND outcome IN ('ok', 'unchanged')) AS last_success""",
        {"site": site["id"], "fragment": FRAGMENT},
    ).fetchone()
    return PortalStatus(
        site=site["name"],
        title=site["title"],
        documents=held["documents"],
        members=held["members"],
        versions=held["versions"],
        captures=grouped("captures", "outcome"),
        targets=grouped("targets", "state"),
        problems=held["problems"],
        last_success=held["last_success"],
    )


def _site_summary(connection: sqlite3.Connection, site: sqlite3.Row, run: int) -> SiteSummary:
    row = connection.execute(
        """WITH mine AS (SELECT * FROM captures WHERE run_id = :run AND site_id = :site),
                seen AS (SELECT v.id, v.document_id FROM mine JOIN versions v ON v.capture_id = mine.id
                         UNION
                         SELECT v.id, v.document_id FROM mine JOIN sightings g ON g.capture_id = mine.id
                           JOIN versions v ON v.id = g.version_id)
           SELECT (SELECT count(*) FROM mine) AS captures,
                  (SELECT count(*) FROM mine WHERE kind = 'page' AND outcome IN ('ok', 'unchanged')) AS pages,
                  (SELECT count(DISTINCT document_id) FROM seen) AS documents,
                  (SELECT count(*) FROM versions v JOIN mine ON mine.id = v.capture_id) AS new_versions,
                  (SELECT count(*) FROM repairs JOIN seen ON seen.id = version_id) AS repairs,
                  (SELECT count(*) FROM removed JOIN seen ON seen.id = version_id) AS removed,
                  (SELECT count(*) FROM figures JOIN seen ON seen.id = version_id) AS figures,
                  (SELECT count(*) FROM checks JOIN seen ON seen.id = version_id WHERE status = 'pass') AS checks_passed,
                  (SELECT count(*) FROM checks JOIN seen ON seen.id = version_id WHERE status = 'fail') AS checks_failed,
                  (SELECT count(*) FROM problems p JOIN mine ON mine.id = p.capture_id) AS problems,
                  (SELECT coalesce(sum(wire_length), 0) FROM mine) AS wire_bytes""",
        {"run": run, "site": site["id"]},
    ).fetchone()
    outcomes = connection.execute(
        "SELECT outcome, count(*) AS n FROM captures WHERE run_id = ? AND site_id = ? GROUP BY outcome ORDER BY outcome",
        (run, site["id"]),
    )
    return SiteSummary(
        site=site["name"], title=site["title"], outcomes={o["outcome"]: o["n"] for o in outcomes}, **dict(row)
    )
