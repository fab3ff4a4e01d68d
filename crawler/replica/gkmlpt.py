"""A portal of the Guangdong gkmlpt kind: a script page with a tree of categories, and a JSON interface.

The body of a detail page stands only in the page's configuration, as HTML escaped in JSON.
"""

import json
from collections.abc import Sequence
from datetime import datetime

from crawler.replica.article import Article
from crawler.replica.attached import attached
from crawler.replica.content.places import BIAOGAN
from crawler.replica.draw import cycle, draw, hexes
from crawler.replica.gold import Attached, Gold, GoldAttachment, Listing
from crawler.replica.markup import chrome, writers
from crawler.replica.placing import Placed, gold_of
from crawler.replica.plan import Plan
from crawler.replica.portal import (
    CHINA,
    MEDIA,
    Handler,
    Key,
    Portal,
    Query,
    Resource,
    html,
    not_found,
    page_key,
)

HOST = BIAOGAN.host
SID = "754201"
REPORTS, OTHERS = 2155, 2160
NAMES = {REPORTS: "政府信息公开年报", OTHERS: "其他公开信息"}
LISTING_URL = f"http://{HOST}/gkmlpt/index"
ON_PAGE = 10
PLAN = Plan(BIAOGAN, reports_2021=12, reports_2019=8, earlier=4, notices=4, news=4)
WRITERS = (writers.plain, writers.soup, writers.word)

Entry = dict[str, object]


def build(seed: int) -> Portal:
    """Give the whole portal."""
    articles = PLAN.articles(seed)
    pages: dict[Key, Resource] = {}
    gold: list[Gold] = []
    files: list[Attached] = []
    entries: dict[int, list[Entry]] = {REPORTS: [], OTHERS: []}
    for number, article in enumerate(articles):
        post = 2_155_421 - number * 37
        placed = _place(article, post)
        gold.append(gold_of(article, placed))
        entry = _entry(article, placed, post, gold[-1].attachments)
        entries[REPORTS if article.kind == "annual_report" else OTHERS].append(entry)
        page = html(_detail(seed, article, placed, number, entry))
        pages[page_key(placed.url.removeprefix(f"http://{HOST}"))] = page
        for file, link in zip(article.files, gold[-1].attachments, strict=True):
            files.append(attached(link.url, file))
            served = Resource(200, (("Content-Type", MEDIA[file.extension]),), file.body)
            pages[page_key(link.url.removeprefix(f"http://{HOST}"))] = served
    pages[page_key("/gkmlpt/index")] = html(_index(entries))
    robots = b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /gkmlpt/search\r\n"
    pages[page_key("/robots.txt")] = Resource(200, (("Content-Type", "text/plain"),), robots)
    handlers = {f"/gkmlpt/api/all/{category}": _list(category, rows) for category, rows in entries.items()}
    listing = Listing(HOST, "gkmlpt", LISTING_URL, len(gold), len(gold), len(gold))
    return Portal(HOST, "gkmlpt", pages, handlers, tuple(gold), listing, (), tuple(files))


def _place(article: Article, post: int) -> Placed:
    """Choose the addresses; the page prints the day of publication only."""
    hrefs = {
        file.name: f"http://{HOST}/attachment/0/{post // 7000}/{hexes(16, article.key, file.name)}/{post}"
        f".{file.extension}"
        for file in article.files
    }
    return Placed(
        f"http://{HOST}/gkmlpt/content/{post // 1_000_000}/{post // 1000}/post_{post}.html",
        HOST,
        hrefs,
        article.date,
        shows_index=bool(article.index_number),
        shows_source=False,
    )


def _entry(article: Article, placed: Placed, post: int, files: Sequence[GoldAttachment]) -> Entry:
    """One article as the interface lists it."""
    moment = int(datetime(*article.day, tzinfo=CHINA).timestamp())
    return {
        "id": post,
        "title": article.title,
        "document_number": article.doc_number or "",
        "identifier": article.index_number,
        "publisher": article.issuer or "",
        "date": moment,
        "created_at": article.date,
        "display_publish_time": moment,
        "url": placed.url,
        "attachment": [{"name": file.name, "url": file.url} for file in files],
        "is_abolished": 0,
    }


def _list(category: int, rows: Sequence[Entry]) -> Handler:
    """The interface of one category; without the right SID it answers 404."""

    def answer(query: Query) -> Resource:
        if query.get("sid") != SID:
            return not_found()
        page = int(query.get("page", "1"))
        body = {
            "classify": {"id": category, "name": NAMES[category], "post_count": len(rows)},
            "articles": rows[(page - 1) * ON_PAGE : page * ON_PAGE],
        }
        return Resource(200, (("Content-Type", "application/json"),), json.dumps(body).encode())

    return answer


def _index(entries: dict[int, list[Entry]]) -> str:
    """The page of the directory: nothing but a script with the tree."""
    children: list[Entry] = []
    for category, rows in entries.items():
        name, count = NAMES[category], len(rows)
        children.append({"id": category, "pid": 2100, "name": name, "post_count": count, "children": []})
    tree = json.dumps(
        [{"id": 2100, "pid": 0, "name": "法定主动公开内容", "children": children}], ensure_ascii=False
    )
    script = f"window._CONFIG = {{SID:'{SID}', LANG:'zh', TREE:{tree}, SERVICE_AREA_ID:'{BIAOGAN.region}'}};"
    return _frame(
        "政府信息公开目录", script, '<div id="app"><div class="tree"></div><div class="list"></div></div>\n'
    )


def _detail(seed: int, article: Article, placed: Placed, number: int, entry: Entry) -> str:
    """The page of one article: a table of facts in sight, the body in the script."""
    rng = draw(seed, "gkmlpt", article.key)
    content = cycle(WRITERS, number)(article.blocks, placed.href, rng)
    if article.below:
        links = "".join(
            f'<a class="nfw-cms-attachment" href="{placed.href(f)}">{f.name}</a>' for f in article.below
        )
        content += f'<div class="attachment">{links}</div>'
    detail = json.dumps(entry | {"content": content}, ensure_ascii=number % 2 == 0)
    escaped = detail.replace("<", "\\u003C").replace(">", "\\u003E").replace("/", "\\/")
    script = f"window._CONFIG = {{SID:'{SID}', LANG:'zh', DETAIL:{escaped}}};"
    rows = (
        ("索 引 号", article.index_number),
        ("发布机构", article.issuer or ""),
        ("名　　称", article.title),
        ("文　　号", article.doc_number or ""),
        ("发布日期", article.date),
    )
    facts = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in rows)
    body = (
        f'<div class="content"><h1 class="title document-number">{article.title}</h1>\n'
        f'<table class="classify">{facts}</table>\n<div class="article-content" id="zoomcon"></div>\n'
        f"{chrome.share_bar()}{chrome.print_close()}</div>\n"
    )
    return _frame(article.title, script, body)


def _frame(title: str, script: str, body: str) -> str:
    """A page of the platform around `body`; of the standard meta tags it has two."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n<meta name="SiteIDCode" '
        f'content="{BIAOGAN.site_code}">\n<meta name="ColumnName" content="政府信息公开">\n<title>{title}</title>\n'
        f"<script>\n{script}\n</script>\n</head><body>\n{chrome.header(BIAOGAN)}{body}{chrome.footer(BIAOGAN)}"
        f'<script src="/gkmlpt/js/app.js"></script></body></html>\n'
    )
