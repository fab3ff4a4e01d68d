"""Plain cookies within one run: what a portal sets on a redirect is sent back to it, and forgotten at the end."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import cookies
from tldextract import TLDExtract


class SessionCookies(cookies.CookiesMiddleware):
    """Scrapy's cookies without its hidden download.

    To know public suffixes (gov.cn), Scrapy asks tldextract, which fetches the list from the internet at the first
    cookie: beside the tape, beside the guard, and while everything waits. The list inside the package is enough.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SessionCookies:
        cookies._split_domain = TLDExtract(
            include_psl_private_domains=True, suffix_list_urls=(), cache_dir=None
        )
        return super().from_crawler(crawler)
