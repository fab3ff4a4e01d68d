"""UCAP: a channel whose pager is written by script and counts from 1."""

from __future__ import annotations

import re

from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Listing, ListPage
from crawler.spiders.rows import dated_entries, selected_entries

_PAGER = re.compile(
    r"createPageHTML\s*\(\s*['\"][\w-]*['\"]\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*['\"]([\w-]+)['\"]\s*,\s*['\"](\w+)['\"]"
    r"(?:\s*,\s*(\d+))?"
)


class UcapKeys(Keys):
    """[listing] of a UCAP site."""

    item: str | None = None


class UcapSpider(SiteSpider):
    """`createPageHTML('page_div', PAGES, CURRENT, 'list', 'shtml', RECORDS)`: page 1 is list.shtml, page k list_k.shtml."""

    family = "ucap"
    keys_type = UcapKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, UcapKeys)
        entries = selected_entries(page, keys.item) if keys.item else dated_entries(page)
        pager = _PAGER.search(page.text)
        if pager is None:
            return Listing(tuple(entries))
        pages, current, name, suffix = int(pager[1]), int(pager[2]), pager[3], pager[4]
        going_on = bool(entries) and current < pages
        more = (page.absolute(f"{name}_{current + 1}.{suffix}"),) if going_on else ()
        return Listing(tuple(entries), more, int(pager[5]) if pager[5] else None)
