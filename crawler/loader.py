"""How Scrapy finds our spiders: one class a site, made from its file, so that `scrapy list` and `scrapy crawl` work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler import config
from crawler.config import Config
from crawler.fetch.settings import fetch_settings
from crawler.registry import find_sites, site_paths
from crawler.site import Site
from crawler.spiders.base import SiteSpider
from crawler.spiders.families import FAMILIES
from crawler.spiders.frontier import Desk
from crawler.spiders.keys import checked_keys

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.settings import BaseSettings


class SiteLoader:
    """Scrapy's spider loader over site files (SPIDER_LOADER_CLASS)."""

    def __init__(self, folders: list[Path]) -> None:
        self.folders = folders

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteLoader:
        return cls([Path(folder) for folder in config.load().config.sites])

    def load(self, spider_name: str) -> type[SiteSpider]:
        """The spider of one site; KeyError, as Scrapy asks for, when there is none."""
        if spider_name not in site_paths(self.folders):
            raise KeyError(f"{spider_name}: no site of this name")
        return spider_class(find_sites([spider_name], self.folders)[0], config.load().config)

    def list(self) -> list[str]:
        return list(site_paths(self.folders))

    def find_by_request(self, request: Request) -> list[str]:
        """No site claims foreign requests: `scrapy shell` and `fetch` run outside the archive."""
        return []


def spider_class(
    site: Site,
    settings: Config,
    pages: int | None = None,
    conditional: bool = True,
    desk: Desk | None = None,
) -> type[SiteSpider]:
    """The family's spider bound to one site, with the manners its file and gongkai.toml ask for.

    Raises SiteFileError for an unknown family or listing key.
    """
    keys = checked_keys(site)
    limits = settings.limits
    manners = fetch_settings(
        contact=settings.contact,
        connect=site.fetch.connect,
        hosts={site.name: site.hosts},
        delay=limits.delay_seconds if site.fetch.delay is None else site.fetch.delay,
        max_bytes=limits.body_mib << 20,
        timeout=limits.timeout_seconds,
    )
    budget = pages or site.fetch.max_pages or limits.pages_per_site
    attributes: dict[str, Any] = {
        "name": site.name,
        "site": site,
        "keys": keys,
        "bound_to": desk,
        "custom_settings": {**manners, "GONGKAI_PAGES": budget, "GONGKAI_CONDITIONAL": conditional},
    }
    return type(
        "".join(filter(str.isalnum, site.name.title())) + "Spider", (FAMILIES[site.family],), attributes
    )
