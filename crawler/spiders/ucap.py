"""UCAP: a channel whose pager is written by script and counts from 1."""

from __future__ import annotations

from pydantic import Field

from crawler.site import Selector
from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Listing, ListPage
from crawler.spiders.pager import paged_listing
from crawler.spiders.rows import dated_entries, selected_entries


class UcapKeys(Keys):
    """[listing] of a UCAP site."""

    item: Selector | None = Field(
        None, description="CSS of the links, where rows with dates do not tell them apart"
    )


class UcapSpider(SiteSpider):
    """Page 1 is `list.shtml`, page k is `list_k.shtml`; links are `…/YYYYMM/<32 hex digits>.shtml`.

    Seen in Jiangxi, Xinjiang, Hainan, Heilongjiang, Jiangsu's Zhenjiang, Hunan's Shaoyang and on the CSRC, also with
    `xxgk_list`, `xlist`, `dezlist` or `fg` for `list`.
    """

    family = "ucap"
    keys_type = UcapKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, UcapKeys)
        entries = selected_entries(page, keys.item) if keys.item else dated_entries(page)
        return paged_listing(page, entries)
