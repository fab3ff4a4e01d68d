"""Alarms on portals and on the archive: judged at the end of a run, opened and closed by themselves.

The rules are those of alarm_rules.py; this is the engine, which alone opens and closes. A change of state is what
counts: an alarm that stands is one row, however many nights it stands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from pipelines.archive.alarm_facts import Facts
from pipelines.archive.alarm_rules import RULES
from pipelines.archive.connection import connect_reader
from pipelines.archive.store import Archive

DISK_NIGHTS, DISK_LEAST = 14, 1 << 30
"""Nights for which the disk should suffice, and bytes that should always be free."""
DEAD_HOURS, DEAD_TIMES = 36.0, 1.5
"""No run has ended for so long, and for so many times the usual time between two."""

ARCHIVE_RULES = (
    ("disk", "free space for less than 14 nights like the last ones, or less than 1 GiB", "more space"),
    ("no_run", "no run ended for 36 hours and 1.5 times the usual interval", "the next run that ends"),
)
"""Rules on the archive as a whole, in words: `judge_disk` and `dead_man`."""


@dataclass(frozen=True)
class Alarm:
    """What one rule says about one portal (None: the archive) now."""

    site: str | None
    name: str
    sentence: str | None
    """Why it stands; '': all is well; None: there was nothing to judge by."""


def judge(connection: sqlite3.Connection, site: str, run: int, now: str) -> list[Alarm]:
    """What every rule says of a portal at the end of a run; pure but for the questions to the database."""
    facts = Facts(connection, site, run, now)
    return [Alarm(site, rule.name, rule.find(facts)) for rule in RULES]


def judge_disk(connection: sqlite3.Connection, free: int) -> Alarm:
    """Whether `free` bytes suffice for the nights to come: as many WARC bytes as the last nights took, and the
    database growing in proportion. The first run of an archive is no measure: it brought what years had left."""
    nights = connection.execute(
        """SELECT coalesce(sum(response_length), 0) + coalesce(sum(request_length), 0) + coalesce(sum(note_length), 0)
             FROM captures WHERE run_id IN (SELECT id FROM runs WHERE status IN ('complete', 'running')
                                               AND id > (SELECT min(id) FROM runs) ORDER BY id DESC LIMIT 7)
            GROUP BY run_id"""
    ).fetchall()
    warc = sum(row[0] for row in connection.execute("SELECT bytes FROM warc_files WHERE bytes IS NOT NULL"))
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    growth = median([night[0] for night in nights]) * (1 + pages * size / warc) if nights and warc else 0
    if free >= DISK_LEAST and free >= DISK_NIGHTS * growth:
        return Alarm(None, "disk", "")
    lasts = f"; a night takes {_mib(growth)}" if growth else ""
    return Alarm(None, "disk", f"{_mib(free)} are free on the disk of the archive{lasts}")


def dead_man(connection: sqlite3.Connection, now: str) -> Alarm:
    """Whether runs still happen. Asked by a clock of its own, because what does not run cannot say so."""
    rows = connection.execute(
        """SELECT started_at, coalesce(ended_at, continued_at, started_at) AS last, status FROM runs
            WHERE status IN ('complete', 'interrupted', 'running') ORDER BY id DESC LIMIT 8"""
    ).fetchall()
    if len(rows) < 2:
        return Alarm(None, "no_run", None)
    begun = [datetime.fromisoformat(row["started_at"]) for row in rows]
    usual = median((later - earlier).total_seconds() for later, earlier in pairwise(begun)) / 3600
    last = max(rows, key=lambda row: str(row["last"]))
    hours = (datetime.fromisoformat(now) - datetime.fromisoformat(last["last"])) / timedelta(hours=1)
    if hours <= max(DEAD_HOURS, DEAD_TIMES * usual):
        return Alarm(None, "no_run", "")
    did = "began" if last["status"] == "running" else "ended"
    return Alarm(
        None,
        "no_run",
        f"the last run {did} {last['last'][:16]}Z, {_span(hours)} ago; as a rule one begins every {_span(usual)}",
    )


def settle_alarms(archive: Archive, sites: Sequence[str], run: int, now: str, free: int) -> tuple[str, ...]:
    """Open, refresh and close the alarms of these portals and of the archive; the sentences of those that stand.

    Doing it twice is doing it once. Call it at the end of a run that was neither limited nor interrupted.
    """
    with closing(connect_reader(archive.path)) as connection:
        alarms = [alarm for site in sites for alarm in judge(connection, site, run, now)]
        alarms += [judge_disk(connection, free), Alarm(None, "no_run", "")]
    open_now = {(alarm.site, alarm.name) for alarm in archive.status().alarms}
    for alarm in alarms:
        if alarm.sentence:
            archive.open_alarm(alarm.site, alarm.name, alarm.sentence, run, now)
        elif alarm.sentence is not None and (alarm.site, alarm.name) in open_now:
            archive.close_alarm(alarm.site, alarm.name, now)
    return tuple(f"{alarm.site or 'archive'}: {alarm.sentence}" for alarm in alarms if alarm.sentence)


def _mib(number: float) -> str:
    return f"{number / (1 << 20):.0f} MiB" if number < 10 << 30 else f"{number / (1 << 30):.0f} GiB"


def _span(hours: float) -> str:
    return f"{hours:.0f} hours" if hours < 96 else f"{hours / 24:.0f} days"
