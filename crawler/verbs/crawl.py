"""`gongkai crawl` and `gongkai refetch`: sites into the archive, and how it ended as a sentence and an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from pathlib import Path

from crawler import config
from crawler.config import Night
from crawler.errors import UsageError
from crawler.registry import all_sites, find_sites
from crawler.run.crawl import RunResult
from crawler.run.crawl import crawl as run_crawl
from crawler.run.open import Plan
from crawler.site import Site
from crawler.verbs import exits
from crawler.verbs.report import after_run

CHINA = timezone(timedelta(hours=8))


def crawl(names: Sequence[str], everything: bool, archive: Path, max_pages: int | None) -> int:
    """Crawl the named sites, or all of them within the night window."""
    settings = config.load().config
    if everything == bool(names):
        raise UsageError("name the sites to crawl, or give --all; not both, not neither")
    folders = [Path(folder) for folder in settings.sites]
    sites = all_sites(folders) if everything else find_sites(names, folders)
    if everything:
        sites = _awake(sites, settings.night, datetime.now(CHINA).time())
    return _run(Plan("crawl", tuple(sites), archive, settings, max_pages))


def refetch(name: str, urls: Sequence[str], archive: Path) -> int:
    """Ask one site for its known targets again, all or some, without validators."""
    settings = config.load().config
    sites = find_sites([name], [Path(folder) for folder in settings.sites])
    return _run(Plan("refetch", tuple(sites), archive, settings, urls=tuple(urls), conditional=False))


def in_window(night: Night, clock: time) -> bool:
    """Whether a time of day in +08:00 lies within the window; a window may pass midnight.

    >>> in_window(Night(start="23:00", end="05:00"), time(1, 30))
    True
    """
    start, end = time.fromisoformat(night.start), time.fromisoformat(night.end)
    if start < end:
        return start <= clock < end
    return start == end or clock >= start or clock < end


def _awake(sites: Sequence[Site], night: Night, clock: time) -> list[Site]:
    """The sites that may be asked now. Raises UsageError when there is none."""
    awake = [site for site in sites if not site.fetch.night or in_window(night, clock)]
    if not awake:
        raise UsageError(
            f"it is {clock:%H:%M} in +08:00, outside the night window {night.start}–{night.end} of gongkai.toml; "
            "name a site to crawl it by day"
        )
    return awake


def _run(plan: Plan) -> int:
    """Crawl, say how it ended, and keep and send the report of it."""
    result = run_crawl(plan)
    code = _say(result)
    after_run(plan.archive, result.run, plan.config.report)
    return code


def _say(result: RunResult) -> int:
    again = " (continued)" if result.continued else ""
    print(f"run {result.run}{again}: {result.status}")
    for sentence in result.alarms:
        print(f"alarm: {sentence}")
    if result.status == "interrupted":
        print("stopped before it was done; the same command goes on where it stopped")
        return exits.INTERRUPTED
    if result.tally.failed:
        return exits.PARTIAL
    return exits.ALARMS if result.alarms else exits.OK
