"""The listing families, by name: one row a family."""

from __future__ import annotations

from crawler.spiders.base import SiteSpider
from crawler.spiders.gkmlpt import GkmlptSpider
from crawler.spiders.hanweb import HanwebSpider
from crawler.spiders.links import LinksSpider
from crawler.spiders.trs import TrsSpider
from crawler.spiders.ucap import UcapSpider

FAMILIES: dict[str, type[SiteSpider]] = {
    spider.family: spider for spider in (TrsSpider, HanwebSpider, UcapSpider, GkmlptSpider, LinksSpider)
}
