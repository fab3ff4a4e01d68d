"""Only a site's own hosts are asked, and a redirect elsewhere is recorded instead of followed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.fetch.declined import Declined
from crawler.fetch.outcome import Outcome
from crawler.fetch.robots import is_robots_request


class OutOfScope(Declined):
    """Raised for a host that is not the site's.

    After a redirect, `redirect_to` is where it leads and the hop stands in the request's `meta["exchange"]`; for a
    request that was never made, `redirect_to` is "".
    """

    def __init__(self, url: str, outcome: Outcome, redirect_to: str = "") -> None:
        super().__init__(url, outcome)
        self.redirect_to = redirect_to


class TooManyRedirects(Declined):
    """Raised when an address is sent on more than REDIRECT_MAX_TIMES times. Every hop is an exchange."""

    def __init__(self, url: str) -> None:
        super().__init__(url, Outcome("moved", "loop", "redirected more often than is followed"))


class Hosts:
    """The setting GONGKAI_HOSTS: which hosts each site's requests may go to.

    The site of a request is `request.meta["site"]`, else the spider's name. A host that begins with a dot stands for
    all below it. An empty setting sets no bounds (the address guard still holds); a site that is missing from a
    setting that is not empty may go nowhere.

    >>> hosts = Hosts({"shifan": ["www.shifan.example", ".gov.example"]})
    >>> [hosts.allow("shifan", name) for name in ("www.shifan.example", "a.gov.example", "shifan.example")]
    [True, True, False]
    """

    def __init__(self, setting: dict[str, Iterable[str]]) -> None:
        self._hosts = {site: tuple(host.lower() for host in hosts) for site, hosts in setting.items()}

    def allow(self, site: str, host: str) -> bool:
        if not self._hosts:
            return True
        return any(
            host == known or (known.startswith(".") and host.endswith(known))
            for known in self._hosts.get(site, ())
        )


class _Scoped:
    """What both middlewares below ask: may this request be made for its site?"""

    crawler: Crawler

    @cached_property
    def hosts(self) -> Hosts:
        return Hosts(self.crawler.settings.getdict("GONGKAI_HOSTS"))

    def within(self, request: Request) -> bool:
        site = str(request.meta.get("site") or getattr(self.crawler.spider, "name", ""))
        return is_robots_request(request) or self.hosts.allow(site, urlparse_cached(request).hostname or "")


class ScopeMiddleware(_Scoped):
    """Stands first (in place of Scrapy's offsite filter, which drops without telling the request's errback)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ScopeMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        # A retry or a redirect inherits the meta of the request before it; that exchange is not this request's.
        request.meta.pop("exchange", None)
        if not self.within(request):
            evidence = f"{urlparse_cached(request).hostname} is not a host of this site"
            raise OutOfScope(request.url, Outcome("refused", "scope", evidence))


class ScopedRedirects(_Scoped, RedirectMiddleware):
    """Scrapy's redirects, kept within the site and never lost to the duplicate filter."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:
            raise TooManyRedirects(request.url) from error
        if not isinstance(result, Request):
            return result
        if not self.within(result):
            evidence = f"status {response.status} to {result.url}, which is not a host of this site"
            raise OutOfScope(request.url, Outcome("moved", "scope", evidence), redirect_to=result.url)
        # A portal may send us back to where we came from with a cookie, or to a page already seen. The filter would
        # swallow that without a callback, and the one who asked would wait for ever.
        result.dont_filter = True
        return result
