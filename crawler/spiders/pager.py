"""Listings whose pager is written by script."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.spiders.listing import Entry, Listing, ListPage
from pipelines.reading.pager import read_pager


def paged_listing(page: ListPage, entries: Sequence[Entry]) -> Listing:
    """The listing of a page whose pager is written by script: a page without entries ends the walk, whatever it says."""
    pager = read_pager(page.text, page.url)
    if pager is None:
        return Listing(tuple(entries), declared=page.stated_total)
    following = page.absolute(pager.following) if entries else ""
    declared = page.stated_total if pager.records is None else pager.records
    return Listing(tuple(entries), (following,) if following else (), declared)
