"""TRS WCM: a section folder whose pager is written by script and, in its own form, counts from 0."""

from __future__ import annotations

from pydantic import Field

from crawler.site import Selector
from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Listing, ListPage
from crawler.spiders.pager import paged_listing
from crawler.spiders.rows import dated_entries, selected_entries


class TrsKeys(Keys):
    """[listing] of a TRS site."""

    item: Selector | None = Field(
        None, description="CSS of the links, where rows with dates do not tell them apart"
    )


class TrsSpider(SiteSpider):
    """Page 0 is the section folder or `index.html`, page k is `index_k.html`; links are `./YYYYMM/tYYYYMMDD_ID.html`.

    Seen on most ministries, in Fujian, Jilin, Hunan, Guizhou, Chongqing and on bureaus of Beijing. Deep pages of some
    sites are stubs without rows: a page without entries ends the walk, whatever the pager says.
    """

    family = "trs"
    keys_type = TrsKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, TrsKeys)
        entries = selected_entries(page, keys.item) if keys.item else dated_entries(page)
        return paged_listing(page, entries)
