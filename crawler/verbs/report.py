"""`gongkai report`: the report of a run made, or made again; and what is done with it after each crawl."""

from __future__ import annotations

import sys
from pathlib import Path

from crawler.config import Report as Sending
from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.night.digest import digest, subject, worth_a_word
from crawler.verbs.night.kept import as_json, keep, place, report_of
from crawler.verbs.night.send import Message, send
from pipelines.archive.errors import ArchiveError


def report(archive: Path, run: int | None, out: Path | None, to_stdout: bool) -> int:
    """Write page and JSON of a run, by default of the latest, into the archive or to `out`; or print the JSON."""
    made = report_of(archive, run)
    if to_stdout:
        print(as_json(made), end="")
    else:
        print(keep(made, out or place(archive, made)))
    return exits.OK


def after_run(archive: Path, run: int, sending: Sending) -> None:
    """Keep the report of a run that has ended and send its digest. Failing at either costs a line, never the run."""
    try:
        made = report_of(archive, run)
        html = keep(made, place(archive, made))
        print(f"report: {html}")
    except (UsageError, ArchiveError) as fault:
        print(f"gongkai: {fault}", file=sys.stderr)
        return
    if sending.when == "changes" and not worth_a_word(made):
        return
    message = Message(subject(made), digest(made), as_json(made), html)
    for sentence in send(message, sending):
        print(f"gongkai: {sentence}", file=sys.stderr)
