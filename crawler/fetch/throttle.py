"""A portal that says "too fast" is left alone for as long as it asks."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.utils.asyncio import call_later

from crawler.fetch.declined import Declined
from crawler.fetch.outcome import Outcome

logger = logging.getLogger(__name__)

STATUSES = (429, 503)


class HostResting(Declined):
    """Raised for requests to a host that asked for a longer rest than this run waits. Nothing was sent."""

    def __init__(self, url: str, seconds: float) -> None:
        evidence = f"the host asked to be left alone for {seconds:.0f} s more"
        super().__init__(url, Outcome("throttled", "resting", evidence))


class ThrottleMiddleware:
    """429 and 503 pause the whole host, not only the page, and the page is asked for again afterwards.

    Settings: GONGKAI_THROTTLE_PAUSE, the seconds waited where no Retry-After is sent (six times longer after each
    further answer of this kind in a row); GONGKAI_THROTTLE_LONGEST, the longest pause that is waited for within a run,
    beyond which the host rests until the run ends; GONGKAI_THROTTLE_RETRIES, how often one page is asked for again.
    A page that stays throttled reaches its callback with its 429 or 503, one of a resting host its errback.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pause = crawler.settings.getfloat("GONGKAI_THROTTLE_PAUSE", 600)
        self._longest = crawler.settings.getfloat("GONGKAI_THROTTLE_LONGEST", 900)
        self._retries = crawler.settings.getint("GONGKAI_THROTTLE_RETRIES", 2)
        self._strikes: dict[str, int] = {}
        self._resting: dict[str, float] = {}
        # The pause is set at this signal and not in process_response: by then the next request may be on its way.
        crawler.signals.connect(self._answered, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ThrottleMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        key = self._crawler.engine.downloader.get_slot_key(request)
        left = self._resting.get(key, 0) - monotonic()
        if left > 0:
            raise HostResting(request.url, left)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in STATUSES or request.meta.get("download_slot") in self._resting:
            return response
        reason = f"status {response.status}"
        again = get_retry_request(
            request,
            spider=self._crawler.spider,
            reason=reason,
            max_retry_times=self._retries,
            stats_base_key="throttle",
            give_up_log_level="INFO",
        )
        return again or response

    def _answered(self, response: Response, request: Request) -> None:
        key = request.meta["download_slot"]
        if response.status not in STATUSES:
            self._strikes.pop(key, None)
            return
        strikes = self._strikes[key] = self._strikes.get(key, 0) + 1
        asked = retry_after(response.headers.get(b"Retry-After", b"").decode("latin-1"))
        seconds = self._pause * 6 ** (strikes - 1) if asked is None else asked
        slot = self._crawler.engine.downloader.slots[key]
        logger.info("%s answers %d: no request for %.0f s", key, response.status, seconds)
        if seconds > self._longest:
            self._rest(key, slot, seconds)
        else:
            self._hold(slot, seconds)

    def _hold(self, slot: Slot, seconds: float) -> None:
        """Let nothing leave the slot for a while: the timer with which Scrapy keeps its delay is set further off."""
        if slot.latercall is not None:
            slot.latercall.cancel()
        slot.latercall = call_later(seconds, self._crawler.engine.downloader._latercall, slot)

    def _rest(self, key: str, slot: Slot, seconds: float) -> None:
        self._resting[key] = monotonic() + seconds
        while slot.queue:
            request, waiting = slot.queue.popleft()
            waiting.errback(HostResting(request.url, seconds))


def retry_after(value: str) -> float | None:
    """Seconds to wait; None when the header is missing or says nothing (RFC 9110 §10.2.3: seconds or a date).

    >>> retry_after("120"), retry_after(""), retry_after("Thu, 01 Jan 1970 00:00:00 GMT")
    (120.0, None, 0.0)
    """
    value = value.strip()
    if value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
