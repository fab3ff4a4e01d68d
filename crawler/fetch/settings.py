"""The Scrapy settings of a polite, recorded, guarded crawl. Scrapy's default stands beside what differs from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

JITTER = 0.2
"""A pause is varied by this part of itself, so that requests do not come like a clock."""
DELAY = 3.0
"""Seconds between two requests to a host where neither the site file nor robots.txt asks for more."""

SHORTEST_PAUSE = 0.001

HANDLER = "crawler.fetch.handler.RecordingHandler"

MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops without a word to the errback
    "crawler.fetch.scope.ScopeMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # lets the first burst through
    "crawler.fetch.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "crawler.fetch.throttle.ThrottleMiddleware": 540,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # fails on what portals send
    "crawler.fetch.entity.EntityMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.fetch.scope.ScopedRedirects": 600,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,  # downloads a list at the first cookie
    "crawler.fetch.cookies.SessionCookies": 700,
}

FIXED: dict[str, Any] = {
    # Nothing of ours listens anywhere.
    "REMOTE_CONTROL_ENABLED": False,  # True: a local server that runs Python
    "TELNETCONSOLE_ENABLED": False,  # True
    # Only the web, only through the tape.
    "DOWNLOAD_HANDLERS": {
        "http": HANDLER,
        "https": HANDLER,
        "file": None,
        "data": None,
        "ftp": None,
        "s3": None,
    },
    "HTTPPROXY_ENABLED": False,  # True: takes proxies from the environment, past the guard
    "DOWNLOAD_VERIFY_CERTIFICATES": True,  # False
    "TWISTED_DNS_RESOLVER": "scrapy.resolver.CachingHostnameResolver",  # the default knows no IPv6
    "DOWNLOADER_MIDDLEWARES": MIDDLEWARES,
    "ROBOTSTXT_OBEY": False,  # RobotsMiddleware obeys without being asked; this names Scrapy's own
    # Manners.
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,  # 8
    "DOWNLOAD_DELAY_JITTER": JITTER,
    "AUTOTHROTTLE_ENABLED": False,  # it would shorten declared pauses and Crawl-delay when a host answers fast
    "COOKIES_ENABLED": True,
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9",  # en
        "Accept-Encoding": "gzip, deflate",  # also br and zstd; an archive is read longest in the plainest coding
    },
    # Answers: all of them reach the callback, short or long.
    "HTTPERROR_ALLOW_ALL": True,  # False
    "REDIRECT_MAX_TIMES": 5,  # 20; RFC 9309 §2.3.1.2 for robots.txt, and enough for pages
    "METAREFRESH_ENABLED": False,  # True: error pages that "go home in 3 s" would turn into home pages
    "RETRY_TIMES": 2,
    "RETRY_HTTP_CODES": [
        500,
        502,
        504,
        522,
        524,
        408,
    ],  # without 429 and 503, which ThrottleMiddleware answers
    "RETRY_GIVE_UP_LOG_LEVEL": "INFO",  # ERROR
    "DOWNLOAD_FAIL_ON_DATALOSS": True,  # so that a cut page is tried again
    "URLLENGTH_LIMIT": 8192,  # 2083
}


def fetch_settings(
    *,
    contact: str = "",
    connect: Mapping[str, tuple[str, int] | str] | None = None,
    hosts: Mapping[str, Iterable[str]] | None = None,
    delay: float = DELAY,
    delays: Mapping[str, float] | None = None,
    max_bytes: int = 32 * 1024**2,
    timeout: float = 60.0,
) -> dict[str, Any]:
    """Settings for `AsyncCrawlerProcess` or `custom_settings`; add to them what is not about fetching.

    `connect` maps hosts to addresses (see `ConnectMap`), `hosts` gives each site its hosts (see `Hosts`), `delays`
    the least pause of a host in seconds where it differs from `delay`. Raises ValueError for a contact that cannot
    stand in a header.
    """
    return {
        **FIXED,
        "USER_AGENT": user_agent(contact),
        "GONGKAI_CONNECT": dict(connect or {}),
        "GONGKAI_HOSTS": {site: sorted(names) for site, names in (hosts or {}).items()},
        "DOWNLOAD_DELAY": least_pause(delay),
        "DOWNLOAD_SLOTS": {host: slot(seconds) for host, seconds in (delays or {}).items()},
        "DOWNLOAD_MAXSIZE": max_bytes,  # 1 GiB
        "DOWNLOAD_WARNSIZE": 0,  # 32 MiB; too large is an outcome, not a line in a log
        "DOWNLOAD_TIMEOUT": timeout,  # 180
    }


def slot(seconds: float) -> dict[str, float | int]:
    """An entry of DOWNLOAD_SLOTS: one connection, and never less than `seconds` between two requests."""
    return {"concurrency": 1, "delay": least_pause(seconds), "jitter": JITTER}


def least_pause(seconds: float) -> float:
    """The delay whose shortest variation is `seconds`: what a site file declares is a floor, not a middle.

    Never 0: without a delay Scrapy 2.19 starts all waiting requests of a host at once, whatever its concurrency
    (the slot counts a request only after its coroutine has begun).

    >>> least_pause(4.0)
    5.0
    """
    return max(seconds, SHORTEST_PAUSE) / (1 - JITTER)


def user_agent(contact: str) -> str:
    """How we introduce ourselves: our name, our version, and where a webmaster reaches the operator.

    Raises ValueError when the contact is neither a web address nor a mail address in plain ASCII.

    >>> user_agent("https://www.shifan.example/bot").endswith(" (+https://www.shifan.example/bot)")
    True
    """
    try:
        release = version("gongkai")
    except PackageNotFoundError:
        release = "0"
    if not contact:
        return f"gongkai/{release}"
    if not re.fullmatch(r"(?:https?://|mailto:)?[\x21-\x27\x2a-\x7e]+", contact) or not re.search(
        r"://|@", contact
    ):
        raise ValueError(f"{contact!r} is neither a web address nor a mail address")
    return f"gongkai/{release} (+{contact})"
