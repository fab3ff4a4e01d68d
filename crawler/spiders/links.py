"""Any listing that is plain links: legacy ASP and PHP portals, folders of a web server, pages of one selector."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Entry, Listing, ListPage
from crawler.spiders.rows import dated_entries, selected_entries


class LinksKeys(Keys):
    """[listing] of a site listed by its links."""

    item: str | None = None
    """CSS of the links to follow; without it rows with a date are entries, or all links of a folder listing."""
    next: str | None = None
    """CSS of the links to further listing pages."""
    folders: bool = False
    """True: links that end in `/` below this page are listing pages, as a plain web server shows its folders."""


class LinksSpider(SiteSpider):
    """Entries by selector, by rows with dates, or every link below the page's own folder."""

    family = "links"
    keys_type = LinksKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, LinksKeys)
        if keys.item:
            entries = selected_entries(page, keys.item)
        elif keys.folders:
            entries = _below(page)
        else:
            entries = dated_entries(page)
        folders = [e.url for e in entries if keys.folders and urlsplit(e.url).path.endswith("/")]
        entries = [e for e in entries if e.url not in folders]
        further = [e.url for e in selected_entries(page, keys.next)] if keys.next else []
        return Listing(tuple(entries), tuple(url for url in [*folders, *further] if url != page.url))


def _below(page: ListPage) -> list[Entry]:
    here = page.url[: page.url.rindex("/") + 1]
    return [e for e in selected_entries(page, "a[href]") if e.url.startswith(here) and e.url != here]
