"""Hanweb JCMS: records in a `<datastore>` inside the column page, further groups from dataproxy.jsp."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Entry, Listing, ListPage
from crawler.spiders.rows import dated_entries

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL | re.IGNORECASE)
_NEXT_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']([^"']*dataproxy\.jsp[^"']*)["']""", re.IGNORECASE)
_TOTAL = re.compile(r"totalRecord[\"']?\s*[:=]\s*[\"']?(\d+)|<totalrecord>\s*(\d+)", re.IGNORECASE)
_COUNTERS = ("startrecord", "endrecord", "perpage", "page")


class HanwebKeys(Keys):
    """[listing] of a Hanweb site."""

    group: int = 45
    """Records one request brings: three pages of fifteen, unless the portal says otherwise."""


class HanwebSpider(SiteSpider):
    """A column page and the groups behind it; a group that brings no record ends the walk, whatever the total says."""

    family = "hanweb"
    keys_type = HanwebKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, HanwebKeys)
        records = _RECORD.findall(page.text)
        entries = _entries(page, records) if records else dated_entries(page)
        total = _TOTAL.search(page.text)
        declared = int(total[1] or total[2]) if total else None
        more = _next_group(page, keys.group, len(records), declared) if records else ()
        return Listing(tuple(entries), more, declared)


def _entries(page: ListPage, records: list[str]) -> list[Entry]:
    """One record is one row, whatever it is made of; `<tr>` needs its table around it to survive parsing."""
    wrapped = "".join(f"<table>{r}</table>" if "<tr" in r.lower() else f"<ul><li>{r}</li></ul>" for r in records)
    return dated_entries(ListPage(page.url, wrapped))


def _next_group(page: ListPage, group: int, records: int, declared: int | None) -> tuple[str, ...]:
    """The address of the group after this one, made from the portal's own link with the record numbers moved on."""
    link = _NEXT_GROUP.search(page.text)
    href = _HREF.search(unescape(link[1])) if link else None
    if href is None:
        return ()
    here = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    first = int(here.get("startrecord") or 1)
    start = first + records
    if declared is not None and start > declared:
        return ()
    proxy = urlsplit(page.absolute(href[1]))
    query = [(k, v) for k, v in parse_qsl(proxy.query, keep_blank_values=True) if k not in _COUNTERS]
    unique = list(dict.fromkeys(query))
    counters = [("startrecord", str(start)), ("endrecord", str(start + group - 1)), ("perpage", str(max(group // 3, 1)))]
    return (urlunsplit((proxy.scheme, proxy.netloc, proxy.path, urlencode([*unique, *counters]), "")),)
