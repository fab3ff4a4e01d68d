"""A run from beginning to end: spiders in one process, each site a crawler, the archive behind one desk."""

from __future__ import annotations

import asyncio
import logging
import shutil
from dataclasses import asdict, dataclass
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess

from crawler.clock import now
from crawler.fetch.settings import FIXED
from crawler.loader import spider_class
from crawler.run.desk import Tally
from crawler.run.expect import raise_alarms
from crawler.run.open import OpenRun, Plan, open_run
from crawler.run.progress import Progress
from pipelines.archive.alarms import settle_alarms
from pipelines.archive.settlement import RunStatus

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunResult:
    """How a run ended."""

    run: int
    status: RunStatus
    tally: Tally
    continued: bool
    alarms: tuple[str, ...] = ()
    """Sentences of the alarms that stand at its end."""


def crawl(plan: Plan) -> RunResult:
    """Crawl the plan's sites; returns when all are done, or when the user or an error stopped it.

    Raises ArchiveError and UsageError before anything is fetched; afterwards the error that stopped the run, once
    everything that was committed is safe and the archive is closed.
    """
    opened = open_run(plan)
    try:
        interrupted = _run_spiders(opened)
        alarms = () if interrupted or plan.limited else _alarms(opened)
        status = _finish(opened, interrupted)
    finally:
        opened.readers.close()
        opened.desk.close()
        opened.archive.close()
    if opened.desk.fault is not None:
        raise opened.desk.fault
    return RunResult(opened.desk.run, status, opened.desk.tally, opened.continued, alarms)


def _run_spiders(opened: OpenRun) -> bool:
    """Run every site's spider; True when the user stopped them before they were done."""
    plan = opened.plan
    process = AsyncCrawlerProcess({**FIXED, "LOG_LEVEL": "WARNING", "LOG_INSTALL_ROOT_HANDLER": False})
    crawlers = [
        process.create_crawler(spider_class(site, plan.config, plan.max_pages, plan.conditional, opened.desk))
        for site in plan.sites
    ]
    reasons: list[str] = []

    def closed(spider: Any, reason: str) -> None:
        reasons.append(reason)

    for crawler in crawlers:
        crawler.signals.connect(closed, signals.spider_closed)
    opened.desk.on_stop = lambda: _stop(process)
    with Progress(opened.desk.tally, plan.sites) as progress:
        opened.desk.on_commit = progress.update
        for crawler in crawlers:
            process.crawl(crawler)
        process.start()
    return len(reasons) < len(crawlers) or any(reason != "finished" for reason in reasons)


def _stop(process: AsyncCrawlerProcess) -> None:
    asyncio.get_running_loop().create_task(process.stop())


def _alarms(opened: OpenRun) -> tuple[str, ...]:
    """What the site files expect, and what the portals' own histories do."""
    archive, sites, run, at = opened.archive, opened.plan.sites, opened.desk.run, now()
    free = shutil.disk_usage(archive.directory).free
    return (
        *raise_alarms(archive, sites, run, at),
        *settle_alarms(archive, [site.name for site in sites], run, at, free),
    )


def _finish(opened: OpenRun, interrupted: bool) -> RunStatus:
    status: RunStatus = "interrupted" if interrupted else "limited" if opened.plan.limited else "complete"
    try:
        opened.archive.finish_run(opened.desk.run, now(), status, asdict(opened.desk.tally))
    except Exception:
        # The error that stopped the run is the one to report; the next start marks the run interrupted.
        if opened.desk.fault is None:
            raise
    return status
