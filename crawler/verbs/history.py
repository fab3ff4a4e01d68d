"""`gongkai history`: the distinct readings of a document, when each was seen, and what stood between them."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from rich.text import Text

from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.console import console, sheet
from crawler.verbs.streams import stdout_may_close
from pipelines.archive.connection import connect_reader
from pipelines.archive.history import History, history

_NEXT = "\nWhat changed: gongkai diff URL [A B], with the numbers of the first column; without them, the last two."


def print_history(archive: Path, url: str, as_json: bool) -> int:
    """The past of a document. Raises UsageError for an address the archive has not."""
    past = past_of(archive, url)
    if as_json:
        print(json.dumps(asdict(past), ensure_ascii=False))
        return exits.OK
    with stdout_may_close():
        _print(past)
    return exits.OK


def past_of(archive: Path, url: str) -> History:
    with closing(connect_reader(archive / "archive.sqlite")) as connection:
        past = history(connection, url)
    if past is None:
        raise UsageError(f"{url}: the archive in {archive} holds no document of this address")
    return past


def _print(past: History) -> None:
    out = console()
    out.print(Text.assemble((past.url, "bold"), f"\n{past.portal} ({past.site})"), soft_wrap=True)
    table = sheet("version", "first seen", "last seen", "captures", "because", "title")
    for stage in past.stages:
        mark = " ← now" if stage.number == past.current else ""
        table.add_row(
            f"{stage.number}{mark}",
            _minute(stage.first_seen),
            _minute(stage.last_seen),
            str(stage.captures),
            stage.cause,
            Text(stage.title),
        )
    out.print(table)
    if past.looks:
        table = sheet("asked", "met", "", title="Looks that showed no reading")
        for look in past.looks:
            table.add_row(_minute(look.at), look.outcome, Text(look.detail))
        out.print(table)
    if len(past.stages) > 1:
        out.print(_NEXT, soft_wrap=True)


def _minute(instant: str) -> str:
    """An instant as people read it; still UTC."""
    return instant[:16].replace("T", " ") + "Z"
