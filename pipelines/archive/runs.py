"""Runs: begun, continued, ended; the sites they bring in; the alarms they open and close."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from pipelines.archive.errors import ArchiveError
from pipelines.archive.frontier import release_leases
from pipelines.archive.settlement import RunStatus, SiteFacts


def add_sites(connection: sqlite3.Connection, sites: Sequence[SiteFacts], now: str) -> None:
    """Sites as their files now declare them."""
    connection.executemany(
        """INSERT INTO sites (name, title, region, level, family, first_seen) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET title = excluded.title, region = excluded.region,
                  level = excluded.level, family = excluded.family""",
        [(s.name, s.title, s.region, s.level, s.family, now) for s in sites],
    )


def start_run(
    connection: sqlite3.Connection,
    command: str,
    sites: Sequence[SiteFacts],
    settings: Mapping[str, object],
    software: str,
    now: str,
    limited: bool,
) -> tuple[int, bool]:
    """A new run, or the unfinished one of the same command, sites and limitedness; whether it is continued."""
    add_sites(connection, sites, now)
    release_leases(connection)
    names = json.dumps(sorted(site.name for site in sites), ensure_ascii=False)
    unfinished = connection.execute(
        """SELECT id FROM runs WHERE status = 'interrupted' AND command = ? AND sites = ? AND limited = ?
            ORDER BY id DESC LIMIT 1""",
        (command, names, limited),
    ).fetchone()
    if unfinished:
        connection.execute(
            """UPDATE runs SET status = 'running', continued = continued + 1, continued_at = ?, ended_at = NULL
                WHERE id = ?""",
            (now, unfinished["id"]),
        )
        return int(unfinished["id"]), True
    written = connection.execute(
        """INSERT INTO runs (command, sites, settings, software, limited, status, started_at)
           VALUES (?, ?, ?, ?, ?, 'running', ?)""",
        (command, names, json.dumps(settings, ensure_ascii=False, sort_keys=True), software, limited, now),
    )
    return int(written.lastrowid or 0), False


def finish_run(
    connection: sqlite3.Connection, run: int, now: str, status: RunStatus, summary: Mapping[str, object]
) -> None:
    """End a run and give back what it still holds. Raises ArchiveError for a limited run said to be complete."""
    row = connection.execute("SELECT limited FROM runs WHERE id = ?", (run,)).fetchone()
    if row is None:
        raise ArchiveError(f"The archive has no run {run}.")
    if row["limited"] and status == "complete":
        raise ArchiveError(f"Run {run} was limited and cannot be complete: finish it as 'limited'.")
    release_leases(connection)
    connection.execute(
        "UPDATE runs SET status = ?, ended_at = ?, summary = ? WHERE id = ?",
        (status, now, json.dumps(summary, ensure_ascii=False), run),
    )


def mark_interrupted(connection: sqlite3.Connection) -> None:
    """What still calls itself running at opening time was killed: we hold the only writer's lock."""
    connection.execute("UPDATE runs SET status = 'interrupted' WHERE status = 'running'")


def open_alarm(
    connection: sqlite3.Connection, site: int | None, name: str, sentence: str, run: int | None, now: str
) -> None:
    """Open an alarm, or refresh the sentence of the one that is open under this name for this site."""
    renewed = connection.execute(
        "UPDATE alarms SET sentence = ? WHERE name = ? AND site_id IS ? AND closed_at IS NULL",
        (sentence, name, site),
    ).rowcount
    if not renewed:
        connection.execute(
            "INSERT INTO alarms (site_id, name, sentence, opened_at, opened_run_id) VALUES (?, ?, ?, ?, ?)",
            (site, name, sentence, now, run),
        )


def close_alarm(connection: sqlite3.Connection, site: int | None, name: str, now: str) -> bool:
    """Close it; False when none was open."""
    return bool(
        connection.execute(
            "UPDATE alarms SET closed_at = ? WHERE name = ? AND site_id IS ? AND closed_at IS NULL",
            (now, name, site),
        ).rowcount
    )
