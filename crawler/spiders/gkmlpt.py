"""Guangdong's disclosure platform: the catalogue tree stands in a script, the lists come from a JSON interface."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field

from crawler.spiders.base import Keys, SiteSpider
from crawler.spiders.listing import Entry, Listing, ListPage
from crawler.spiders.literal import read_literal
from crawler.spiders.pager import paged_listing
from crawler.spiders.rows import dated_entries, plain_date

_CONFIG = re.compile(r"_CONFIG\s*=\s*\{")
_SID = re.compile(r"""(?<![\w$])["']?SID["']?\s*:\s*["']?(\w{1,40})""")
_TREE = re.compile(r"""(?<![\w$])["']?TREE["']?\s*:\s*(?=\[)""")
_PAGE = re.compile(r"([?&]page=)([0-9]{1,6})(?![0-9])")
_CHINA = timedelta(hours=8)


class GkmlptKeys(Keys):
    """[listing] of a gkmlpt site."""

    columns: tuple[str, ...] = Field(
        ("年报", "年度报告"),
        strict=False,  # TOML knows arrays only
        description='catalogue names that hold one of these words are listed; [""] lists all',
    )


class GkmlptSpider(SiteSpider):
    """`/gkmlpt/index` names the categories, `/gkmlpt/api/all/<category>?page=n&sid=SID` lists one of them.

    Seen on all portals of Guangdong and nowhere else, also below a department's folder (`/qynyncj/gkmlpt/index`) and
    with `/gkmlpt/annualreport` as first page: any page with the tree will do as a start. A section page without it
    (`…/zfxxgknb/`) is listed by its rows with dates.
    """

    family = "gkmlpt"
    keys_type = GkmlptKeys

    @classmethod
    def read_listing(cls, page: ListPage, keys: Keys) -> Listing:
        assert isinstance(keys, GkmlptKeys)
        path = urlsplit(page.url).path
        if "/gkmlpt/api/" in path:
            return _api_page(page)
        sid = _SID.search(page.text)
        if not _CONFIG.search(page.text) or sid is None or "/gkmlpt/" not in path:
            return paged_listing(page, dated_entries(page))
        base = page.url[: page.url.index("/gkmlpt/")] + "/gkmlpt"
        more: dict[str, None] = {}
        for category in _wanted(_tree(page.text), keys.columns):
            if jump := _jump(page, category):
                more[jump] = None
            elif re.fullmatch(r"\w{1,40}", str(category.get("id", ""))):
                more[f"{base}/api/all/{category['id']}?page=1&sid={sid[1]}"] = None
        more.pop(page.url, None)
        return Listing(more=tuple(more))


def _tree(text: str) -> list[Any]:
    start = _TREE.search(text)
    try:
        tree = read_literal(text, start.end()) if start else []
    except ValueError:
        return []
    return tree if isinstance(tree, list) else []


def _wanted(tree: list[Any], words: tuple[str, ...]) -> list[dict[str, Any]]:
    """The categories whose name, or the name of one above them, holds one of the words; in the tree's order."""
    found = []
    waiting = [(node, False) for node in reversed(tree)]
    while waiting:
        node, above = waiting.pop()
        if not isinstance(node, dict):
            continue
        chosen = above or any(word in str(node.get("name") or "") for word in words)
        if chosen:
            found.append(node)
        children = node.get("children")
        if isinstance(children, list):
            waiting += [(child, chosen) for child in reversed(children)]
    return found


def _jump(page: ListPage, category: dict[str, Any]) -> str:
    """Where the portal itself sends a reader of this category instead, '' when it has a list of its own."""
    jump = category.get("jump_url")
    return page.absolute(jump) if isinstance(jump, str) else ""


def _api_page(page: ListPage) -> Listing:
    """One page of the interface. The walk ends at the first page without articles; the count is only recorded."""
    try:
        answer = json.loads(page.text)
    except (ValueError, RecursionError):
        return Listing()
    articles = answer.get("articles") if isinstance(answer, dict) else None
    if not isinstance(articles, list):
        return Listing()
    entries = tuple(entry for a in articles if isinstance(a, dict) and (entry := _entry(page, a)).url)
    classify = answer.get("classify")
    count = classify.get("post_count") if isinstance(classify, dict) else None
    following = _PAGE.sub(lambda field: f"{field[1]}{int(field[2]) + 1}", page.url, count=1)
    more = (following,) if articles and following != page.url else ()
    return Listing(entries, more, count if isinstance(count, int) and count >= 0 else None)


def _entry(page: ListPage, article: dict[str, Any]) -> Entry:
    url, title = article.get("url"), article.get("title")
    said = (article.get(name) for name in ("display_publish_time", "date", "created_at", "create_time"))
    return Entry(
        page.absolute(url) if isinstance(url, str) else "",
        title.strip() if isinstance(title, str) else "",
        next((date for value in said if (date := _day(value))), ""),
    )


def _day(value: object) -> str:
    """The day of a printed date, or of seconds since 1970 as the portals count them, in +08:00.

    >>> _day(1611849600), _day("2021-01-29 10:08")
    ('2021-01-29', '2021-01-29')
    """
    text = str(value)
    if re.fullmatch(r"[0-9]{9,10}", text):
        return (datetime.fromtimestamp(int(text), UTC) + _CHINA).date().isoformat()
    return plain_date(text)
