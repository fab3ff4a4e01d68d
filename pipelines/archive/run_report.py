"""What one run did and how the archive stood when it ended, as plain data: the same for any run, made at any time.

What a later run found out is left out: addresses, documents and alarms count as they were known by the run's end. Two
things are told as they stand today: the sentence of an alarm, and what is absent, which a later run may have met again.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipelines.archive.absence import Absence, absences
from pipelines.archive.completeness import Declared, Year, ledger
from pipelines.archive.errors import ArchiveError

RUNS_BESIDE = 14
"""Runs up to this one that stand beside it for comparison."""
NAMED = 30
"""Documents named in each list of a report; the counts are always of all."""


@dataclass(frozen=True)
class Item:
    """A document that a report names."""

    site: str
    url: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class PortalNight:
    """One portal in one run."""

    site: str
    title: str
    requests: int
    """Exchanges, retries, redirects and robots.txt among them."""
    outcomes: Mapping[str, int]
    new: int
    """Documents first read in this run."""
    changed: int
    """Documents known before of which this run brought a new reading."""
    same: int
    """Documents that were seen again as they were known."""
    unreadable: int
    wire_bytes: int
    seconds: float
    """From the first request to the end of the last."""
    years: tuple[Year, ...]
    listings: tuple[Declared, ...]
    """Of its lists those that are short of something."""

    @property
    def named(self) -> int:
        return sum(year.named for year in self.years)

    @property
    def held(self) -> int:
        return sum(year.held for year in self.years)


@dataclass(frozen=True)
class AlarmRow:
    """An alarm as it stood at the end of the run; `opened_run` and `closed_at` say whether this run changed it."""

    site: str | None
    name: str
    sentence: str
    opened_at: str
    opened_run: int | None
    closed_at: str | None


@dataclass(frozen=True)
class RunBeside:
    """One of the runs up to this one."""

    run: int
    started_at: str
    outcomes: Mapping[str, int]
    new: int
    changed: int


@dataclass(frozen=True)
class RunReport:
    run: int
    command: str
    status: str
    software: str
    started_at: str
    ended_at: str | None
    continued: int
    portals: tuple[PortalNight, ...]
    alarms: tuple[AlarmRow, ...]
    """Standing at the end of the run."""
    closed: tuple[AlarmRow, ...]
    """Closed by this run."""
    beside: tuple[RunBeside, ...]
    """Oldest first, this one last."""
    new: tuple[Item, ...]
    changed: tuple[Item, ...]
    unreadable: tuple[Item, ...]
    absent: tuple[Absence, ...]
    """Seen before, and for the first time not in this run."""

    @property
    def seconds(self) -> float:
        return _seconds(self.started_at, self.ended_at or self.started_at)

    @property
    def requests(self) -> int:
        return sum(portal.requests for portal in self.portals)


def run_report(connection: sqlite3.Connection, run: int | None = None) -> RunReport:
    """The report of a run, by default of the latest. Raises ArchiveError where there is no such run."""
    row = connection.execute(
        """SELECT id, command, status, software, started_at, ended_at, continued,
                  coalesce(ended_at, (SELECT max(ended_at) FROM captures WHERE run_id = r.id), started_at) AS until
             FROM runs r WHERE id = coalesce(?, (SELECT max(id) FROM runs))""",
        (run,),
    ).fetchone()
    if row is None:
        raise ArchiveError("The archive has no run yet." if run is None else f"The archive has no run {run}.")
    number, until = row["id"], row["until"]
    standing, closed = _alarms(connection, row["started_at"], until)
    absent = [one for one in absences(connection) if row["started_at"] <= one.absent <= until]
    return RunReport(
        run=number,
        command=row["command"],
        status=row["status"],
        software=row["software"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        continued=row["continued"],
        portals=_portals(connection, number, until),
        alarms=standing,
        closed=closed,
        beside=_beside(connection, number),
        new=_documents(connection, number, "NOT EXISTS"),
        changed=_documents(connection, number, "EXISTS"),
        unreadable=_problems(connection, number),
        absent=tuple(absent),
    )


_EARLIER = (
    "(SELECT 1 FROM versions e WHERE e.document_id = v.document_id AND e.id < v.id AND e.run_id < :run)"
)


def _portals(connection: sqlite3.Connection, run: int, until: str) -> tuple[PortalNight, ...]:
    held = ledger(connection, at=until)
    years: dict[str, list[Year]] = defaultdict(list)
    for year in held.years:
        years[year.site].append(year)
    short: dict[str, list[Declared]] = defaultdict(list)
    for listing in held.listings:
        if listing.sentence:
            short[listing.site].append(listing)
    outcomes: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _asked(connection, "c.run_id = ?", [run]):
        outcomes[row["site"]][row["outcome"]] = row["n"]
    met = connection.execute(
        f"""SELECT s.name AS site, s.title, count(*) AS requests, sum(c.wire_length) AS wire_bytes,
                   min(c.started_at) AS first, max(c.ended_at) AS last,
                   (SELECT count(DISTINCT v.document_id) FROM versions v JOIN documents d ON d.id = v.document_id
                     WHERE v.run_id = :run AND d.site_id = s.id AND NOT EXISTS {_EARLIER}) AS new,
                   (SELECT count(DISTINCT v.document_id) FROM versions v JOIN documents d ON d.id = v.document_id
                     WHERE v.run_id = :run AND d.site_id = s.id AND EXISTS {_EARLIER}) AS changed,
                   (SELECT count(DISTINCT v.document_id) FROM captures o JOIN sightings g ON g.capture_id = o.id
                      JOIN versions v ON v.id = g.version_id
                     WHERE o.run_id = :run AND o.site_id = s.id AND v.run_id < :run AND NOT EXISTS (
                           SELECT 1 FROM versions n WHERE n.document_id = v.document_id AND n.run_id = :run)) AS same,
                   (SELECT count(*) FROM captures o JOIN problems p ON p.capture_id = o.id
                     WHERE o.run_id = :run AND o.site_id = s.id) AS unreadable
              FROM captures c JOIN sites s ON s.id = c.site_id WHERE c.run_id = :run GROUP BY s.id ORDER BY s.name""",
        {"run": run},
    )
    return tuple(
        PortalNight(
            site=row["site"],
            title=row["title"],
            requests=row["requests"],
            outcomes=outcomes[row["site"]],
            new=row["new"],
            changed=row["changed"],
            same=row["same"],
            unreadable=row["unreadable"],
            wire_bytes=row["wire_bytes"],
            seconds=_seconds(row["first"], row["last"]),
            years=tuple(years[row["site"]]),
            listings=tuple(short[row["site"]]),
        )
        for row in met
    )


def _asked(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> sqlite3.Cursor:
    return connection.execute(
        f"""SELECT s.name AS site, c.run_id, c.outcome, count(*) AS n FROM captures c JOIN sites s ON s.id = c.site_id
             WHERE {where} GROUP BY s.name, c.run_id, c.outcome ORDER BY c.outcome""",
        tuple(values),
    )


def _alarms(
    connection: sqlite3.Connection, since: str, until: str
) -> tuple[tuple[AlarmRow, ...], tuple[AlarmRow, ...]]:
    """Those that stood at `until`, and those closed between the two instants."""
    rows = connection.execute(
        """SELECT s.name AS site, a.name, a.sentence, a.opened_at, a.opened_run_id AS opened_run,
                  iif(a.closed_at <= :until, a.closed_at, NULL) AS closed_at
             FROM alarms a LEFT JOIN sites s ON s.id = a.site_id
            WHERE a.opened_at <= :until AND coalesce(a.closed_at, '9999') >= :since
            ORDER BY a.opened_at DESC, a.id DESC""",
        {"until": until, "since": since},
    )
    alarms = [AlarmRow(**dict(row)) for row in rows]
    closed = tuple(one for one in alarms if one.closed_at is not None)
    return tuple(one for one in alarms if one not in closed), closed


def _beside(connection: sqlite3.Connection, run: int) -> tuple[RunBeside, ...]:
    runs = connection.execute(
        f"""SELECT r.id, r.started_at,
                   (SELECT count(DISTINCT v.document_id) FROM versions v WHERE v.run_id = r.id
                       AND NOT EXISTS {_EARLIER.replace(":run", "r.id")}) AS new,
                   (SELECT count(DISTINCT v.document_id) FROM versions v WHERE v.run_id = r.id
                       AND EXISTS {_EARLIER.replace(":run", "r.id")}) AS changed
              FROM runs r WHERE r.id <= ? ORDER BY r.id DESC LIMIT ?""",
        (run, RUNS_BESIDE),
    ).fetchall()
    outcomes: dict[int, dict[str, int]] = defaultdict(dict)
    marks = ", ".join("?" * len(runs))
    for row in _asked(connection, f"c.run_id IN ({marks})", [one["id"] for one in runs]):
        met = outcomes[row["run_id"]]
        met[row["outcome"]] = met.get(row["outcome"], 0) + row["n"]
    return tuple(
        RunBeside(row["id"], row["started_at"], outcomes[row["id"]], row["new"], row["changed"])
        for row in reversed(runs)
    )


def _documents(connection: sqlite3.Connection, run: int, known: str) -> tuple[Item, ...]:
    rows = connection.execute(
        f"""SELECT DISTINCT s.name AS site, d.url, v.title FROM versions v
              JOIN documents d ON d.id = v.document_id JOIN sites s ON s.id = d.site_id
             WHERE v.run_id = :run AND {known} {_EARLIER} ORDER BY v.id LIMIT :limit""",
        {"run": run, "limit": NAMED},
    )
    return tuple(Item(**dict(row)) for row in rows)


def _problems(connection: sqlite3.Connection, run: int) -> tuple[Item, ...]:
    rows = connection.execute(
        """SELECT s.name AS site, p.url, coalesce(t.list_title, '') AS title, p.sentence AS note
             FROM problems p JOIN captures c ON c.id = p.capture_id JOIN sites s ON s.id = c.site_id
             LEFT JOIN targets t ON t.id = c.target_id
            WHERE c.run_id = ? ORDER BY p.id LIMIT ?""",
        (run, NAMED),
    )
    return tuple(Item(**dict(row)) for row in rows)


def _seconds(first: str, last: str) -> float:
    return round((datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds(), 1)
