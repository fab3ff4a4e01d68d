"""TRS WCM: a section folder whose pager is written by script and counts from 0."""

from __future__ import annotations

import re

from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Listing, ListPage
from crawler.spiders.rows import dated_entries, selected_entries

_PAGER = re.compile(r"create(?:PageHTML|Page)\s*\(([^)]*)\)")
_COUNT_PAGE = re.compile(r"var\s+countPage\s*=\s*(\d+)")


class TrsKeys(Keys):
    """[listing] of a TRS site."""

    item: str | None = None
    """CSS of the links, where rows with dates do not tell them apart."""


class TrsSpider(SiteSpider):
    """`createPageHTML(PAGES, CURRENT, "index", "html")`: page 0 is index.html, page k is index_k.html.

    The form with five arguments puts the number of records first: `(RECORDS, PAGES, CURRENT, "index", "html")`.
    """

    family = "trs"
    keys_type = TrsKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, TrsKeys)
        entries = selected_entries(page, keys.item) if keys.item else dated_entries(page)
        pager = read_pager(page.text)
        if pager is None or not entries:
            return Listing(tuple(entries))
        pages, current, name, suffix, records = pager
        more = (page.absolute(f"{name}_{current + 1}.{suffix}"),) if current + 1 < pages else ()
        return Listing(tuple(entries), more, records)


def read_pager(text: str) -> tuple[int, int, str, str, int | None] | None:
    """Pages, current page (0-based), file name, suffix and records of a TRS pager; None when the page has none.

    >>> read_pager('createPageHTML(13, 0, "index", "html");')
    (13, 0, 'index', 'html', None)
    >>> read_pager("createPageHTML(191, 13, 2,'index','htm')")
    (13, 2, 'index', 'htm', 191)
    """
    for found in _PAGER.finditer(text):
        arguments = [part.strip().strip("\"'") for part in found[1].split(",")]
        numbers = [int(part) for part in arguments if part.isdigit()]
        words = [part for part in arguments if part and not part.isdigit()]
        if len(words) >= 2 and len(numbers) >= 2:
            records = numbers.pop(0) if len(numbers) > 2 else None
            return numbers[0], numbers[1], words[0], words[1], records
    counted = _COUNT_PAGE.search(text)
    if counted:
        current = re.search(r"var\s+currentPage\s*=\s*(\d+)", text)
        return int(counted[1]), int(current[1]) if current else 0, "index", "html", None
    return None
