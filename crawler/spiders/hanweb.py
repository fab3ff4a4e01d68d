"""Hanweb JCMS: records in a `<datastore>` inside the column page, further groups from dataproxy.jsp."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field

from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Entry, Listing, ListPage
from crawler.spiders.rows import dated_entries, plain_date, selected_entries

_STORE = re.compile(r"<datastore>(.*?)</datastore>", re.DOTALL | re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL | re.IGNORECASE)
_NEXT_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(
    r"""href\s*=\s*(?:"([^"]*dataproxy\.jsp[^"]*)"|'([^']*dataproxy\.jsp[^']*)')""", re.IGNORECASE
)
_TOTAL = re.compile(
    r"totalRecord[\"']?\s*[:=]\s*[\"']?([0-9]{1,9})|<totalrecord>\s*(?:<!\[CDATA\[)?\s*([0-9]{1,9})",
    re.IGNORECASE,
)
_COUNTERS = frozenset({"startrecord", "endrecord", "perpage", "page"})
_PAGES_IN_GROUP = 3
_TAG = re.compile(r"<[^<>]*>")


class HanwebKeys(Keys):
    """[listing] of a Hanweb site."""

    group: int = Field(
        45, ge=1, description="records one request brings: three pages of fifteen on most portals"
    )


class HanwebSpider(SiteSpider):
    """A column page `/col/colN/index.html` and the groups behind it, from the address that the portal itself names.

    Seen in Jiangsu, Zhejiang, Shandong, Gansu and Jiangxi; records are `<li>` on newer portals, `<tr>` on older ones.
    A column page may hold several lists, each with its own groups.
    """

    family = "hanweb"
    keys_type = HanwebKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, HanwebKeys)
        stores = _STORE.findall(page.text)
        totals = [int(a or b) for a, b in _TOTAL.findall(page.text)]
        if not stores:
            return Listing(tuple(dated_entries(page)), declared=sum(totals) if totals else page.stated_total)
        if len(totals) != len(stores):
            totals = totals[:1] if len(stores) == 1 else []
        listed: dict[str, Entry] = {}
        more = []
        for number, store in enumerate(stores):
            records = _RECORD.findall(store)
            for record in records:
                entry = _entry(page, record)
                listed.setdefault(entry.url, entry)
            total = totals[number] if totals else None
            more += _next_group(page, store, len(records), keys.group, total)
        listed.pop("", None)
        return Listing(tuple(listed.values()), tuple(dict.fromkeys(more)), sum(totals) if totals else None)


def _entry(page: ListPage, record: str) -> Entry:
    """One record is one document: of several links, a column's beside the title's, the longest is the title's."""
    # Without its table around it, `<tr>` does not survive parsing.
    row = f"<table>{record}</table>" if "<tr" in record.lower() else f"<div>{record}</div>"
    found = selected_entries(ListPage(page.url, row, page.encoding), "a")
    if not found:
        return Entry("")
    entry = max(found, key=lambda e: len(e.title))
    return replace(entry, date=entry.date or plain_date(_TAG.sub(" ", record)))


def _next_group(page: ListPage, store: str, records: int, group: int, total: int | None) -> list[str]:
    """The address of the group after this one: the portal's own link, with the record numbers moved on.

    The counters are those the portal's own script sends. A group without records is the last; so is one that is
    short and reaches the declared total. A total alone ends nothing: portals declare wrong ones.
    """
    link = _NEXT_GROUP.search(store)
    href = _HREF.search(unescape(link[1])) if link else None
    address = page.absolute(href[1] or href[2]) if href else ""
    if not records or not address:
        return []
    start = _first_record(page.url) + records
    group = max(group, records)
    if total is not None and start > total and records < group:
        return []
    parts = urlsplit(address)
    fields = [f for f in parts.query.split("&") if f and f.partition("=")[0].lower() not in _COUNTERS]
    counters = f"startrecord={start}&endrecord={start + group - 1}&perpage={max(group // _PAGES_IN_GROUP, 1)}"
    # The portal's fields stay as printed, to the byte: they are escaped twice on some, in GBK on others.
    query = "&".join([*dict.fromkeys(fields), counters])
    return [urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))]


def _first_record(url: str) -> int:
    number = re.search(r"[?&]startrecord=([0-9]{1,9})(?:&|$)", url)
    return int(number[1]) if number else 1
