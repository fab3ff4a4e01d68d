"""`gongkai status`: what the archive holds, portal by portal, and how the last runs went."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from crawler.verbs import exits
from crawler.verbs.console import console, sheet
from pipelines.archive.reader import ArchiveReader
from pipelines.archive.status import Status

RUNS_SHOWN = 8


def status(archive: Path, as_json: bool) -> int:
    """Portals, runs and open alarms; ALARMS when one is open."""
    with ArchiveReader.read(archive) as reader:
        standing = reader.status()
    if as_json:
        print(json.dumps(asdict(standing), ensure_ascii=False, indent=1))
    else:
        _print(standing)
    return exits.ALARMS if standing.alarms else exits.OK


def _print(standing: Status) -> None:
    out = console()
    portals = sheet(
        "portal", "title", "documents", "versions", "captures", "targets", "unreadable", "last success"
    )
    for p in standing.portals:
        portals.add_row(
            p.site, p.title, f"{p.documents}{f' ({p.members} in archives)' if p.members else ''}", str(p.versions), counted(p.captures), counted(p.targets),
            str(p.problems), (p.last_success or "never")[:16],
        )  # fmt: skip
    out.print(portals)
    runs = sheet("run", "command", "status", "started", "captures", "new versions", "unreadable")
    for r in standing.runs[:RUNS_SHOWN]:
        runs.add_row(
            str(r.id),
            r.command,
            r.status,
            r.started_at[:16],
            str(r.captures),
            str(r.versions),
            str(r.problems),
        )
    out.print(runs)
    for alarm in standing.alarms:
        out.print(
            f"alarm since {alarm.opened_at[:16]}: {alarm.site or 'archive'}: {alarm.name}: {alarm.sentence}"
        )


def counted(counts: Mapping[str, int]) -> str:
    """Counts by name as one line.

    >>> counted({"ok": 3, "gone": 1})
    'ok 3, gone 1'
    """
    return ", ".join(f"{name} {count}" for name, count in counts.items())
