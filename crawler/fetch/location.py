"""Where a redirect leads."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from pipelines.exchange import Exchange

LOCATION = re.compile(rb"(?im)^location[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?$")
REDIRECTS = ([b"301"], [b"302"], [b"303"], [b"307"], [b"308"])
HOME_PAGES = frozenset(
    ("", "/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp", "/index.asp", "/default.aspx")
)


def redirect_target(exchange: Exchange) -> str:
    """The absolute address a 3xx answer sends us to; "" when it is no redirect or names none.

    Raw Chinese bytes in Location are percent-encoded as they stand, GBK or UTF-8: they are the portal's own, and only
    so does it recognise them. This is also what Scrapy follows.
    """
    head = exchange.head
    status = head.split(b"\n", 1)[0].split(None, 2)[1:2]
    location = LOCATION.search(head)
    if location is None or not location[1] or status not in REDIRECTS:
        return ""
    try:
        return urljoin(exchange.url, safe_url_string(location[1]))
    except ValueError:
        return ""


def leads_home(url: str, target: str) -> bool:
    """Whether a page's address redirects to a home page, which is how many portals say "not found".

    >>> leads_home("http://www.shifan.example/zwgk/t1.html", "http://www.shifan.example/")
    True
    >>> leads_home("http://www.shifan.example/", "https://www.shifan.example/")
    False
    """
    asked, given = urlsplit(url), urlsplit(target)
    if asked.hostname != given.hostname or given.query:
        return False
    return given.path.lower() in HOME_PAGES and asked.path.lower() not in HOME_PAGES
