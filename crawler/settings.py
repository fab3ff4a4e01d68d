"""Scrapy's settings for `scrapy list` and `scrapy crawl SITE`, which work as any Scrapy user expects."""

from __future__ import annotations

from crawler.fetch.settings import FIXED

BOT_NAME = "gongkai"
SPIDER_MODULES: list[str] = []
SPIDER_LOADER_CLASS = "crawler.loader.SiteLoader"
GONGKAI_DESK = "crawler.run.alone.desk_for"

globals().update(FIXED)
