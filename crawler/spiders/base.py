"""What every family's spider does: take a target, fetch it, label what came, and bring it to the archive."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, ClassVar

import scrapy
from pydantic import BaseModel, ConfigDict
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.clock import now
from crawler.fetch.declined import outcome_of
from crawler.fetch.outcome import Outcome
from crawler.fetch.signals import exchange_recorded
from crawler.site import Site
from crawler.spiders.frontier import Desk, Frontier
from crawler.spiders.listing import Listing, ListPage
from crawler.spiders.visit import Visit, label, settlement
from pipelines.archive.settlement import Settled, Target, Unread
from pipelines.capture import TooLarge
from pipelines.decoding.court import decode
from pipelines.exchange import Exchange
from pipelines.reading.profile import Profile

logger = logging.getLogger(__name__)


class Keys(BaseModel):
    """The [listing] keys a family knows; each family declares its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SiteSpider(scrapy.Spider):
    """A family bound to one site by `crawler.loader.spider_class`. Families define `read_listing`."""

    family: ClassVar[str] = ""
    keys_type: ClassVar[type[Keys]] = Keys
    site: ClassVar[Site]
    keys: ClassVar[Keys]
    bound_to: ClassVar[Desk | None] = None
    """The desk of the run that made this class; None under `scrapy crawl`, which opens one (GONGKAI_DESK)."""
    desk: Desk
    frontier: Frontier
    listed: set[str]
    """Addresses that listings have named in this run."""

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        """What one listing answer says: pure, and never raises on any text."""
        raise NotImplementedError(f"family {cls.family} does not say how it lists")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SiteSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.listed = set()
        spider.desk = cls.bound_to or load_object(crawler.settings["GONGKAI_DESK"])(crawler, cls.site)
        crawler.signals.connect(spider.recorded, exchange_recorded)
        return spider

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """A request for every target the archive holds due, until there is none; first, what waits is read."""
        for waiting in await self.desk.unread(self.site.name):
            await self._read(waiting)
        self.frontier = Frontier(self.desk, self.site.name, self.settings.getint("GONGKAI_PAGES"))
        async for target in self.frontier.targets():
            yield self.request(target)

    def request(self, target: Target) -> scrapy.Request:
        """The request for one target: its URL's bytes as they were seen, conditional where that is allowed."""
        headers = {}
        if self.site.fetch.conditional and self.settings.getbool("GONGKAI_CONDITIONAL"):
            if target.etag:
                headers["If-None-Match"] = target.etag
            if target.last_modified:
                headers["If-Modified-Since"] = target.last_modified
        return scrapy.Request(
            target.url,
            callback=self.answered,
            errback=self.failed,
            headers=headers,
            dont_filter=True,
            meta={"visit": Visit(target), "site": self.site.name, "verbatim_url": True},
        )

    async def recorded(self, exchange: Exchange, request: scrapy.Request) -> None:
        """Each exchange joins its visit; one that belongs to none (robots.txt) is settled by itself."""
        visit = request.meta.get("visit")
        if visit is None:
            await self._commit(Visit(None, [label(exchange, "robots")]), Outcome("ok"), Listing())
        else:
            visit.labelled.append(label(exchange, visit.kind))

    async def answered(self, response: Response) -> None:
        await self._finish(response.request.meta["visit"], outcome_of(response.request))

    async def failed(self, failure: Failure) -> None:
        await self._finish(failure.request.meta["visit"], outcome_of(failure.request, failure.value))

    async def _finish(self, visit: Visit, outcome: Outcome) -> None:
        """Settle a visit; a page goes on to be read, and only then is its target closed.

        A later page of an article is not read by itself: the article is, when it waited for this one.
        """
        try:
            listing = self._listing(visit, outcome)
            settled = await self._commit(visit, outcome, listing)
            if settled.pending is not None and visit.target is not None:
                body = visit.capture if outcome.name == "ok" else None
                profile = self.profile(visit.target.list_title, visit.target.list_date)
                await self.desk.read(settled.pending, body, profile, self.site.name)
            elif visit.article is not None:
                for waiting in await self.desk.waiting(visit.article):
                    await self._read(waiting)
        except Exception as fault:
            self.desk.stop(fault)
            raise
        finally:
            self.frontier.close()

    async def _read(self, waiting: Unread) -> None:
        """Read what was kept and not read, unless it waits for a page of its article."""
        profile = self.profile(waiting.list_title, waiting.list_date)
        await self.desk.read(waiting.capture, None, profile, self.site.name)

    def profile(self, list_title: str = "", list_date: str = "") -> Profile:
        """The site's hints to the reader, with what the listing said of one target."""
        reading = self.site.reading
        facts = (
            ("list_title", list_title),
            ("list_date", list_date),
            ("region", self.site.region),
            ("site_name", self.site.title),
        )
        return Profile(
            reading.body, tuple(reading.chrome.items()), reading.encoding, tuple(f for f in facts if f[1])
        )

    def _listing(self, visit: Visit, outcome: Outcome) -> Listing:
        """A listing answer read by the family; a body that cannot be unpacked lists nothing."""
        if visit.kind != "listing" or outcome.name != "ok" or visit.capture is None:
            return Listing()
        try:
            data = visit.capture.entity
        except TooLarge as fault:
            logger.warning("%s: %s", visit.capture.url, fault)
            return Listing()
        decoded = decode(data, visit.capture.header("content-type"), self.site.reading.encoding)
        page = ListPage(visit.capture.url, decoded.text, decoded.verdict.used)
        return self._going_on(visit, self.read_listing(page, self.keys))

    def _going_on(self, visit: Visit, listing: Listing) -> Listing:
        """The listing without what follows it, when it is a later page that names nothing new.

        A server that ignores the page number shows its first page for ever; a declared total is never trusted.
        """
        fresh = {entry.url for entry in listing.entries} - self.listed
        self.listed |= fresh
        later = visit.target is not None and visit.target.ordinal > 0
        return replace(listing, more=()) if later and listing.entries and not fresh else listing

    async def _commit(self, visit: Visit, outcome: Outcome, listing: Listing) -> Settled:
        rules = self.desk.rules(self.profile())
        try:
            return await self.desk.settle(
                settlement(visit, outcome, listing, self.site, self.desk.run, now(), rules)
            )
        except Exception as fault:
            self.desk.stop(fault)
            raise
