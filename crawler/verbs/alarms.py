"""`gongkai alarms`: those that stand, and whether runs still happen; asked by a clock of its own, it can send both."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from crawler.clock import now
from crawler.config import Report
from crawler.verbs import exits
from crawler.verbs.console import console, sheet
from crawler.verbs.night.send import Message, send
from crawler.verbs.night.words import minute
from pipelines.archive.alarm_rules import RULES
from pipelines.archive.alarms import ARCHIVE_RULES, dead_man
from pipelines.archive.connection import connect_reader
from pipelines.archive.errors import ArchiveError
from pipelines.archive.status import Alarm, status


def alarms(archive: Path, because: str, sending: Report | None, as_json: bool) -> int:
    """Show the alarms that stand, ALARMS when there is one. With `sending` they are sent, as is `because`.

    An archive that cannot be read is itself what is to be told, and raises ArchiveError after it was.
    """
    try:
        standing = _standing(archive)
    except ArchiveError as fault:
        if sending is not None:
            _send(f"the archive cannot be read: {fault}", because, (), sending)
        raise
    if as_json:
        print(json.dumps([asdict(alarm) for alarm in standing], ensure_ascii=False, indent=1))
    else:
        for alarm in standing:
            print(
                f"since {minute(alarm.opened_at)}: {alarm.site or 'archive'}: {alarm.name}: {alarm.sentence}"
            )
        if not standing:
            print("no alarm stands")
    dead = [alarm.sentence for alarm in standing if alarm.name == "no_run"]
    if sending is not None and (because or dead):
        _send("; ".join(dead), because, standing, sending)
    return exits.ALARMS if standing else exits.OK


def print_rules() -> int:
    """Every rule: what opens and what closes its alarm."""
    table = sheet("alarm", "opens", "closes")
    for name, opens, closes in (*((rule.name, rule.opens, rule.closes) for rule in RULES), *ARCHIVE_RULES):
        table.add_row(name, opens, closes)
    console().print(table)
    return exits.OK


def _standing(archive: Path) -> tuple[Alarm, ...]:
    at = now()
    with closing(connect_reader(archive / "archive.sqlite")) as connection:
        check = dead_man(connection, at)
        missed = (Alarm(None, check.name, check.sentence, at),) if check.sentence else ()
        return (*missed, *status(connection).alarms)


def _send(what: str, because: str, standing: tuple[Alarm, ...], sending: Report) -> None:
    told = "; ".join(part for part in (because, what) if part)
    lines = [f"{alarm.site or 'archive'}: {alarm.name}: {alarm.sentence}" for alarm in standing]
    text = "\n".join([told, "", *(["Alarms that stand:", *lines] if lines else ["No alarm stands."]), ""])
    facts = json.dumps({"because": told, "alarms": [asdict(alarm) for alarm in standing]}, ensure_ascii=False)
    for sentence in send(Message(f"gongkai: {told}", text, facts), sending):
        print(f"gongkai: {sentence}", file=sys.stderr)
