"""A portal of the Hanweb JCMS kind: a column whose first group of records stands in the page as a datastore.

Further groups come from `dataproxy.jsp`, at most 45 records a call, with dates broken over lines. Part of the
detail pages are GBK, some with no declaration, some UTF-8 pages declare gb2312; attachments answer 302. Two reports
are on several pages with links between them, and the last page of one of them is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from crawler.replica.article import Article
from crawler.replica.attached import attached
from crawler.replica.content.places import YANGLI
from crawler.replica.draw import cycle, draw, hexes
from crawler.replica.gold import Attached, Fault, Gold, Listing
from crawler.replica.markup import chrome, writers
from crawler.replica.paging import Cut, gold_of_pages, link_pager, lost_pages, pages_of
from crawler.replica.placing import Placed, to_minute
from crawler.replica.plan import Plan
from crawler.replica.portal import (
    MEDIA,
    Key,
    Portal,
    Query,
    Resource,
    html,
    moved,
    page_key,
    tagged,
)

HOST = YANGLI.host
COLUMN = 1229
UNIT = 43771
LISTING_PATH = f"/col/col{COLUMN}/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp"
GROUP = 45
CUTS = {
    "report-样例县民政局-2023": Cut(("二、", "五、"), loses_last=True),
    "report-样例县审计局-2022": Cut(("三、",)),
}
PLAN = Plan(
    YANGLI,
    reports_2021=20,
    reports_2019=14,
    earlier=14,
    notices=6,
    news=6,
    special={4: "blank_totals"},
    indicators=2,
    local=1,
)
WRITERS = (writers.word, writers.plain, writers.soup, writers.plain)
CODECS: tuple[tuple[str, str | None, str | None], ...] = (
    ("utf-8", "utf-8", "utf-8"),
    ("gbk", "gbk", "GBK"),
    ("utf-8", None, "gb2312"),
    ("gbk", None, None),
    ("gbk", None, "gb2312"),
)


def build(seed: int) -> Portal:
    """Give the whole portal."""
    articles = PLAN.articles(seed)
    pages: dict[Key, Resource] = {}
    gold: list[Gold] = []
    files: list[Attached] = []
    faults: list[Fault] = []
    for number, article in enumerate(articles):
        placed = _place(article, number)
        whole = pages_of(article, CUTS, placed.url, counted_from=1)
        gold.append(gold_of_pages(whole, placed))
        faults += lost_pages(whole, HOST)
        encoding, header, meta = cycle(CODECS, number)
        for page, (url, blocks) in enumerate(zip(whole.urls, whole.blocks, strict=True)):
            shown = replace(article, blocks=blocks)
            text = _detail(seed, shown, placed, number, meta, link_pager(whole, page))
            pages[page_key(url.removeprefix(f"http://{HOST}"))] = tagged(html(text, encoding, header))
        for file, link in zip(article.files, gold[-1].attachments, strict=True):
            stored = f"/attach/0/{hexes(32, article.key, file.name)}.{file.extension}"
            pages[page_key(link.url.removeprefix(f"http://{HOST}"))] = moved(302, stored)
            pages[page_key(stored)] = Resource(200, (("Content-Type", MEDIA[file.extension]),), file.body)
            files.append(attached(f"http://{HOST}{stored}", file))
    records = tuple(_record(article, page.url) for article, page in zip(articles, gold, strict=True))
    pages[page_key(LISTING_PATH)] = html(_column(records))
    robots = b"User-agent: *\nDisallow: /jcms/\nDisallow: /module/search/\n"
    pages[page_key("/robots.txt")] = Resource(200, (("Content-Type", "text/plain"),), robots)
    listing = Listing(HOST, "hanweb", f"http://{HOST}{LISTING_PATH}", len(records), len(records), len(gold))

    def proxy(query: Query) -> Resource:
        return _group(records, query)

    return Portal(HOST, "hanweb", pages, {PROXY: proxy}, tuple(gold), listing, tuple(faults), tuple(files))


def _place(article: Article, number: int) -> Placed:
    """Choose the address of a page, and print the publication to the minute where meta tags stand."""
    year, month, day = article.day
    hrefs = {
        file.name: f"/module/download/downfile.jsp?classid=0&filename={hexes(32, article.key, file.name)}"
        f".{file.extension}"
        for file in article.files
    }
    return Placed(
        f"http://{HOST}/art/{year}/{month}/{day}/art_{COLUMN}_{45_900 - number * 13}.html",
        HOST,
        hrefs,
        to_minute(article) if _has_metas(number) else article.date,
        cycle(CODECS, number)[0],
        shows_index=_has_facts(article, number),
    )


def _has_metas(number: int) -> bool:
    return number % 3 != 2


def _has_facts(article: Article, number: int) -> bool:
    return article.issuer is not None and bool(article.index_number) and number % 4 == 1


def _record(article: Article, url: str) -> str:
    """One list item; long titles are cut in sight and whole in the `title` attribute."""
    shown = article.title if len(article.title) <= 24 else article.title[:23] + "..."
    date = article.date.replace("-", "-\n")
    return (
        f'<li><a href="{url.removeprefix(f"http://{HOST}")}" title="{escape(article.title)}" target="_blank">'
        f"{shown}</a><span>{date}</span></li>"
    )


def _datastore(records: Sequence[str], group: int) -> str:
    """Records as the platform's XML, with the address of the next group."""
    link = (
        f"{PROXY}?page={group}&appid=1&webid=17&path=/&columnid={COLUMN}&sourceContentType=1&unitid={UNIT}"
        "&webname=%E6%A0%B7%E4%BE%8B%E5%8E%BF&permissiontype=0"
    )
    items = "\n".join(f"<record><![CDATA[{record}]]></record>" for record in records)
    return (
        f'<datastore>\n<nextgroup><![CDATA[<a href="{link}"></a>]]></nextgroup>\n'
        f"<recordset>\n{items}\n</recordset>\n</datastore>"
    )


def _group(records: Sequence[str], query: Mapping[str, str]) -> Resource:
    """Answer a call for records `startrecord` to `endrecord`, counted from 1, or for the group `page`."""
    if query.get("columnid", query.get("col")) != str(COLUMN):
        body = '<?xml version="1.0" encoding="utf-8"?>\n<datastore/>\n'
    else:
        page = int(query.get("page", "1"))
        start = int(query.get("startrecord", str((page - 1) * GROUP + 1)))
        end = min(int(query.get("endrecord", str(start + GROUP - 1))), start + GROUP - 1)
        store = _datastore(records[start - 1 : end], (end - 1) // GROUP + 2)
        total = f"<totalrecord>{len(records)}</totalrecord><totalpage>{-(-len(records) // 15)}</totalpage>"
        body = '<?xml version="1.0" encoding="utf-8"?>\n' + store.replace(
            "<datastore>", f"<datastore>{total}", 1
        )
    return Resource(200, (("Content-Type", "text/xml; charset=utf-8"),), body.encode())


def _column(records: Sequence[str]) -> str:
    """The column page with the first group in it."""
    body = (
        f'<div id="{UNIT}"><script type="text/xml">{_datastore(records[:GROUP], 2)}</script></div>\n<script>\n'
        f"var param_{UNIT} = {{page:1,perPage:15,totalRecord:{len(records)},proxyUrl:'{PROXY}',webid:17,"
        f"columnid:{COLUMN},unitid:{UNIT},path:'/',sourceContentType:1,permissiontype:0}};\n"
        f"openWhenReady({UNIT}, param_{UNIT});\n</script>\n"
    )
    return _frame("政府信息公开年报", "utf-8", "", body)


def _frame(title: str, meta: str | None, head: str, body: str) -> str:
    """A page of the site around `body`, declaring the charset `meta` or none."""
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">\n' if meta else ""
    return (
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n<html><head>\n{declared}'
        f"<title>{YANGLI.government} 政府信息公开 {title}</title>\n{head}</head>\n<body>\n{chrome.header(YANGLI)}"
        f"{chrome.breadcrumb(('首页', '信息公开', '年度报告'))}{body}{chrome.footer(YANGLI)}</body></html>\n"
    )


def _detail(seed: int, article: Article, placed: Placed, number: int, meta: str | None, pager: str) -> str:
    """One page of an article: a table of title, meta bar, body, pager and closing lines."""
    rng = draw(seed, "hanweb", article.key)
    printed = f"{article.date} {article.clock[0]:02d}:{article.clock[1]:02d}"
    facts = chrome.facts_table(article) if placed.shows_index else ""
    shown = printed if _has_metas(number) else article.date
    bar = (
        f'<tr><td align="center" class="sub">发布日期：{shown}　　信息来源：{article.source}　　'
        f"{chrome.counter('访问次数：', '/module/visitcount/articlehits.jsp?colid=1229')}　　{chrome.font_size()}</td></tr>\n"
    )
    written = cycle(WRITERS, number)(article.blocks, placed.href, rng)
    hidden = chrome.hidden_words(rng) if number % 6 == 2 else ""
    inside = chrome.share_bar() if number % 5 == 3 else ""
    below = "".join(f'<p><a href="{escape(placed.href(f))}">{f.name}</a></p>' for f in article.below)
    enclosed = f'<tr><td class="attachment"><b>附件下载：</b>{below}</td></tr>\n' if below else ""
    body = (
        f'<table id="article" width="960" align="center">\n<tr><td class="title" align="center">{article.title}</td></tr>\n'
        f'<tr><td>{facts}</td></tr>\n{bar}<tr><td class="bt_content"><div id="zoom">{hidden}<!--ZJEG_RSS.content.begin-->\n'
        f"{written}{inside}<!--ZJEG_RSS.content.end-->{pager}</div></td></tr>\n{enclosed}<tr><td>{chrome.qr_line(rng)}"
        f"{chrome.print_close()}</td></tr>\n</table>\n"
    )
    head = chrome.metas(article, YANGLI, "年度报告", printed, placed.url) if _has_metas(number) else ""
    return _frame(article.title, meta, head, body)
