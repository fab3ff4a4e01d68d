"""Verbs of a crawl that runs every night: `gongkai gaps`, `alarms`, `report`, `schedule`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from crawler import config
from crawler.errors import UsageError
from crawler.verbs.options import ArchiveOption, JsonOption, archive_in_force, one_form

running_app = typer.Typer()


@running_app.command()
def gaps(
    site: Annotated[str | None, typer.Argument(metavar="[SITE]", help="Only this portal.")] = None,
    archive: ArchiveOption = None,
    json: JsonOption = False,
) -> int:
    """What the lists of portals name and declare against what is held, by year, and why the rest is not."""
    from crawler.verbs.gaps import gaps as run

    return run(archive_in_force(archive), site, json)


@running_app.command()
def alarms(
    archive: ArchiveOption = None,
    json: JsonOption = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Instead: what opens and closes each alarm.")
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Send them as [report] says, if no run ended for too long.")
    ] = False,
    because: Annotated[
        str, typer.Option("--because", metavar="TEXT", help="With --send: send in any case, with this line.")
    ] = "",
) -> int:
    """The alarms that stand, and whether runs still happen."""
    from crawler.verbs.alarms import alarms as run
    from crawler.verbs.alarms import print_rules

    if because and not send:
        raise UsageError("--because is the first line of what --send sends; without --send it means nothing")
    if rules:
        return print_rules()
    return run(archive_in_force(archive), because, config.load().config.report if send else None, json)


@running_app.command()
def report(
    run: Annotated[
        int | None, typer.Argument(metavar="[RUN]", help="A number that status shows; default: the last run.")
    ] = None,
    archive: ArchiveOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.html", help="Instead of reports/ in the archive.")
    ] = None,
    json: JsonOption = False,
) -> int:
    """The report of a run as one HTML page, with its facts as JSON beside it."""
    from crawler.verbs.report import report as make

    if out is not None and json:
        raise UsageError("--out says where the page goes, --json prints the facts; choose one")
    return make(archive_in_force(archive), run, out, json)


@running_app.command()
def schedule(
    systemd: Annotated[
        bool, typer.Option("--systemd", help="Services and timers for systemd (the default).")
    ] = False,
    cron: Annotated[bool, typer.Option("--cron", help="Lines for a crontab.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write files there instead of printing them.")
    ] = None,
    archive: ArchiveOption = None,
) -> int:
    """What makes `crawl --all` run every night, within the night window of gongkai.toml."""
    from crawler.verbs.schedule import schedule as run

    form: Literal["systemd", "cron"] = (
        "cron" if one_form("systemd", systemd=systemd, cron=cron) == "cron" else "systemd"
    )
    return run(archive_in_force(archive), config.load().config, form, out)
