"""A run of one site started by `scrapy crawl SITE` instead of by our own verb."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from crawler import config
from crawler.clock import now
from crawler.run.desk import Desk
from crawler.run.open import Plan, open_run
from crawler.site import Site


def desk_for(crawler: Crawler, site: Site) -> Desk:
    """Open the configured archive for one spider; closed again when the spider is (setting GONGKAI_DESK)."""
    settings = config.load().config
    opened = open_run(Plan("crawl", (site,), Path(settings.archive), settings))

    def closed(spider: Spider, reason: str) -> None:
        opened.readers.close()
        opened.desk.close()
        status = "complete" if reason == "finished" else "interrupted"
        opened.archive.finish_run(opened.desk.run, now(), status, asdict(opened.desk.tally))
        opened.archive.close()

    crawler.signals.connect(closed, signals.spider_closed, weak=False)
    return opened.desk
