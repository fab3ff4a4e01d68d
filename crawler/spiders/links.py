"""Any listing that is plain links: legacy ASP and PHP portals, folders of a web server, pages of one selector."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from pydantic import Field

from crawler.site import Selector
from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Entry, Listing, ListPage
from crawler.spiders.rows import dated_entries, selected_entries


class LinksKeys(Keys):
    """[listing] of a site listed by its links."""

    item: Selector | None = Field(
        None,
        description="CSS of the links to documents; without it rows with dates, or all links of a folder",
    )
    next: Selector | None = Field(None, description="CSS of the links to further listing pages")
    folders: bool = Field(False, description="true: the pages are folders of a web server, walked downwards")


class LinksSpider(SiteSpider):
    """Entries by selector, by rows with dates, or everything below a folder of a plain web server.

    Seen: `News.asp?ClassID=3&page=2` with layout tables (a next link by text class), Struts `.action` lists, mirrors.
    """

    family = "links"
    keys_type = LinksKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, LinksKeys)
        below = _below(page) if keys.folders else []
        folders = [entry.url for entry in below if entry.url.endswith("/")]
        if keys.item:
            entries = selected_entries(page, keys.item)
        elif keys.folders:
            entries = below
        else:
            entries = dated_entries(page)
        further = [entry.url for entry in selected_entries(page, keys.next)] if keys.next else []
        more = dict.fromkeys(url for url in [*folders, *further] if url != page.url)
        return Listing(tuple(e for e in entries if e.url not in more), tuple(more), page.stated_total)


def _below(page: ListPage) -> list[Entry]:
    """Everything that lies below the page's own folder: not the way up, nor the links that sort its columns."""
    parts = urlsplit(page.url)
    folder = parts.path[: parts.path.rfind("/") + 1] or "/"
    here = urlunsplit((parts.scheme, parts.netloc, folder, "", ""))
    links = selected_entries(page, "a")
    return [link for link in links if link.url.startswith(here) and urlsplit(link.url).path != folder]
