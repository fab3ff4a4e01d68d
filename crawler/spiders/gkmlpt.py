"""Guangdong's disclosure platform: the catalogue tree stands in a script, the lists come from a JSON interface."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Entry, Listing, ListPage
from crawler.spiders.rows import plain_date

_CONFIG = re.compile(r"_CONFIG\s*=\s*\{")
_SID = re.compile(r"""["']?SID["']?\s*:\s*["']?(\w+)""")
_TREE = re.compile(r"""["']?TREE["']?\s*:\s*(?=\[)""")


class GkmlptKeys(Keys):
    """[listing] of a gkmlpt site."""

    columns: tuple[str, ...] = ("年报", "年度报告")
    """Catalogue names that hold one of these words are listed; ("",) lists them all."""


class GkmlptSpider(SiteSpider):
    """`/gkmlpt/index` names the categories, `/gkmlpt/api/all/<category>?page=n&sid=SID` lists one of them."""

    family = "gkmlpt"
    keys_type = GkmlptKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, GkmlptKeys)
        if "/gkmlpt/api/" in page.url:
            return _api_page(page)
        sid = _SID.search(page.text)
        if not _CONFIG.search(page.text) or sid is None:
            return Listing()
        wanted = [c for c in _categories(_tree(page.text)) if any(word in c["name"] for word in keys.columns)]
        base = page.url[: page.url.index("/gkmlpt/")] if "/gkmlpt/" in page.url else page.url.rstrip("/")
        return Listing(more=tuple(f"{base}/gkmlpt/api/all/{c['id']}?page=1&sid={sid[1]}" for c in wanted))


def _tree(text: str) -> list[dict[str, Any]]:
    start = _TREE.search(text)
    if start is None:
        return []
    try:
        tree, _ = json.JSONDecoder().raw_decode(text, start.end())
    except json.JSONDecodeError:
        return []
    return tree if isinstance(tree, list) else []


def _categories(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for node in nodes:
        if isinstance(node, dict):
            if "id" in node and isinstance(node.get("name"), str):
                found.append(node)
            found += _categories(node.get("children") or [])
    return found


def _api_page(page: ListPage) -> Listing:
    """One page of the interface. The walk ends at the first page without articles; the count is only recorded."""
    try:
        answer = json.loads(page.text)
    except json.JSONDecodeError:
        return Listing()
    articles = answer.get("articles") if isinstance(answer, dict) else None
    if not isinstance(articles, list):
        return Listing()
    entries = tuple(entry for a in articles if isinstance(a, dict) and (entry := _entry(page, a)).url)
    count = (answer.get("classify") or {}).get("post_count")
    number = int(parse_qs(urlsplit(page.url).query).get("page", ["1"])[0])
    following = re.sub(r"([?&]page=)\d+", rf"\g<1>{number + 1}", page.url)
    return Listing(entries, (following,) if entries else (), count if isinstance(count, int) else None)


def _entry(page: ListPage, article: dict[str, Any]) -> Entry:
    date = plain_date(str(article.get("display_publish_time") or article.get("date") or ""))
    return Entry(page.absolute(str(article.get("url") or "")), str(article.get("title") or "").strip(), date)
