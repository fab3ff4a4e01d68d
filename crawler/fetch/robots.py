"""robots.txt: obeyed from the first request of a burst on, and where it cannot be read nothing is fetched.

RFC 9309 with two strict choices: a robots.txt that is forbidden (401, 403) or in any other way unreadable permits
nothing until it can be read (§2.3.1.4 asks this for 5xx only), and Crawl-delay, which the RFC leaves out, is obeyed.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from time import monotonic

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred

from crawler.fetch.declined import Declined, outcome_of
from crawler.fetch.outcome import Outcome
from crawler.fetch.safety import RefusedAddress
from crawler.fetch.signals import exchange_recorded
from pipelines.exchange import Exchange

logger = logging.getLogger(__name__)

PRODUCT = "gongkai"
"""The product token by which a robots.txt may speak to us (RFC 9309 §2.2.1)."""
FRESH = 24 * 3600.0
"""Seconds for which a robots.txt that could be read holds (RFC 9309 §2.4)."""
UNREADABLE_FOR = 3600.0
"""Seconds after which one that could not be read is tried again."""
LONGEST_DELAY = 300.0
"""Seconds: a Crawl-delay beyond this is no pace for a crawl but a request not to come; it is taken as that."""
PRIORITY = 1000


class RefusedByRobots(Declined):
    """Raised for an address that robots.txt does not permit. Nothing was sent for it.

    `outcome` is refused(robots), except where no connection to the host could be made at all: then it says that
    (`unreachable`, `tls_failed`). `rule` is the line that matched ("Disallow: /search") or "" where robots.txt could
    not be read; `cause` is the outcome of fetching robots.txt itself.
    """

    def __init__(self, url: str, outcome: Outcome, cause: Outcome, rule: str = "") -> None:
        super().__init__(url, outcome)
        self.rule, self.cause = rule, cause

    @property
    def reason(self) -> str:
        """The sentence for the archive."""
        return self.outcome.evidence


@dataclass(frozen=True)
class Policy:
    """What one robots.txt says to us. `closed` is the outcome of every request while nothing is permitted."""

    address: str
    cause: Outcome
    expires: float
    closed: Outcome | None = None
    rules: Protego | None = None

    @property
    def delay(self) -> float:
        return (self.rules.crawl_delay(PRODUCT) or 0.0) if self.rules else 0.0

    def check(self, url: str) -> None:
        """Raise RefusedByRobots when the address is not permitted."""
        if self.closed is not None:
            raise RefusedByRobots(url, self.closed, self.cause)
        if self.rules is not None and not self.rules.can_fetch(url, PRODUCT):
            rule = matching_rule(self.rules, url)
            raise RefusedByRobots(url, _refused(f"{self.address} says {rule}"), self.cause, rule)


class RobotsMiddleware:
    """In place of Scrapy's, which in 2.14 to 2.19 lets the first burst of requests to a host through unasked:
    there, all requests of a burst wait for one Deferred, and only the first is given the rules. Here each waits for
    a Deferred of its own.

    The request for robots.txt goes the way of every request (delay, retries, redirects up to REDIRECT_MAX_TIMES,
    `exchange_recorded`); its `meta["kind"]` is "robots".
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._policies: dict[str, Policy] = {}
        self._waiting: dict[str, list[Deferred[Policy]]] = {}
        self._last: dict[str, Exchange] = {}
        crawler.signals.connect(self._recorded, exchange_recorded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if is_robots_request(request):
            return
        policy = await self._policy(request)
        if policy.delay:
            self._slow_down(request, policy.delay)
        policy.check(request.url)

    async def _policy(self, request: Request) -> Policy:
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._policies.get(origin)
        if known is not None and monotonic() < known.expires:
            return known
        if origin in self._waiting:
            waiter: Deferred[Policy] = Deferred()
            self._waiting[origin].append(waiter)
            return await maybe_deferred_to_future(waiter)
        self._waiting[origin] = []
        policy = self._policies[origin] = await self._ask(origin, request)
        self._last.pop(origin, None)
        for waiter in self._waiting.pop(origin):
            waiter.callback(policy)
        return policy

    async def _ask(self, origin: str, request: Request) -> Policy:
        """Fetch and read robots.txt. Raises nothing: whatever goes wrong means that it could not be read."""
        address = f"{origin}/robots.txt"
        meta = {"kind": "robots", "robots_of": origin, **_inherited(request)}
        asking = Request(address, callback=NO_CALLBACK, priority=PRIORITY, meta=meta)
        try:
            return read_policy(address, await self._crawler.engine.download_async(asking))
        except RefusedAddress as error:
            # The guard refuses the page just the same, and then it is the page's own record that says so.
            return Policy(address, error.outcome, expires=monotonic())
        except Exception as error:  # noqa: BLE001 (an unknown failure must close the host, not open it)
            logger.info("%s could not be read: %s", address, error)
            asking.meta["exchange"] = last = self._last.get(origin)
            words = last.error if last is not None and last.error else str(error)
            return _unreadable(
                address, outcome_of(asking, error), words, reached=last is None or last.request != b""
            )

    def _recorded(self, exchange: Exchange, request: Request) -> None:
        """Keep the last attempt at a robots.txt: after retries and redirects it is another request that failed."""
        if is_robots_request(request):
            self._last[request.meta["robots_of"]] = exchange

    def _slow_down(self, request: Request, delay: float) -> None:
        """Make the Crawl-delay the least pause of the host's slot, also when Scrapy builds the slot anew."""
        downloader = self._crawler.engine.downloader
        key = downloader.get_slot_key(request)
        stated = downloader.per_slot_settings.setdefault(key, {})
        jitter = stated.get("jitter", self._crawler.settings.getfloat("DOWNLOAD_DELAY_JITTER"))
        least = delay / (1 - jitter)
        stated["delay"] = max(least, stated.get("delay", self._crawler.settings.getfloat("DOWNLOAD_DELAY")))
        if key in downloader.slots:
            downloader.slots[key].delay = max(least, downloader.slots[key].delay)


def is_robots_request(request: Request) -> bool:
    """Whether this is our own request for a robots.txt (or a redirect of one)."""
    return request.meta.get("kind") == "robots"


def read_policy(address: str, response: Response) -> Policy:
    """What an answer to a request for robots.txt means (RFC 9309 §2.3.1, with the strict choices above)."""
    cause = outcome_of(response.request)
    if response.status in (404, 410):
        return Policy(address, cause, monotonic() + FRESH)
    if not 200 <= response.status < 300 or cause.name not in ("ok", "soft_404"):
        return _unreadable(address, cause, f"{cause}: {cause.evidence}")
    rules = Protego.parse(response.body.decode("utf-8-sig", "replace"))
    policy = Policy(address, cause, monotonic() + FRESH, rules=rules)
    if policy.delay > LONGEST_DELAY:
        reason = f"{address} asks for {policy.delay:.0f} s between two requests, longer than a run waits"
        return Policy(address, cause, policy.expires, closed=_refused(reason))
    return policy


def matching_rule(rules: Protego, url: str) -> str:
    """The line that decides about an address, for the record.

    >>> matching_rule(Protego.parse("User-agent: *\\nDisallow: /search"), "http://www.shifan.example/search?q=1")
    'Disallow: /search'
    """
    from protego._utils import _quote_path  # Protego decides, but does not say by which line

    group = rules._get_matching_rule_set(PRODUCT)
    path = _quote_path(url)
    for rule in group._rules if group else ():
        if rule.value.match(path):
            return f"{rule.field.capitalize()}: {rule.value._pattern}"
    return "Disallow"


def _unreadable(address: str, cause: Outcome, words: str, reached: bool = True) -> Policy:
    reason = f"{address} could not be read, so nothing is permitted ({words})"
    closed = _refused(reason) if reached else Outcome(cause.name, cause.detail, reason)
    return Policy(address, cause, monotonic() + UNREADABLE_FOR, closed=closed)


def _refused(reason: str) -> Outcome:
    return Outcome("refused", "robots", reason)


def _inherited(request: Request) -> dict[str, object]:
    """Of the request that asks, robots.txt takes the site it is recorded for and the slot it is paced in."""
    return {key: request.meta[key] for key in ("site", "download_slot", "cookiejar") if key in request.meta}
