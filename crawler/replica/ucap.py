"""A portal of the UCAP kind: pages counted from 1, details `/<channel>/YYYYMM/<32hex>.shtml` in elements of its own.

It compresses when asked, sends Last-Modified, declares more records than it lists, and links one page under a
path that its robots.txt forbids.
"""

from collections.abc import Sequence
from html import escape

from crawler.replica.article import Article, File
from crawler.replica.attached import attached
from crawler.replica.content.places import MOFAN
from crawler.replica.draw import cycle, draw, hexes
from crawler.replica.gold import Attached, Fault, Gold, Listing
from crawler.replica.markup import chrome, writers
from crawler.replica.placing import Placed, gold_of, to_second
from crawler.replica.plan import Plan
from crawler.replica.portal import MEDIA, Key, Portal, Resource, dated, html, page_key

HOST = MOFAN.host
CHANNEL = "/zwgk/c100326/"
LISTING_URL = f"http://{HOST}{CHANNEL}list.shtml"
ON_PAGE = 20
UNLISTED = 6
PLAN = Plan(MOFAN, reports_2021=12, reports_2019=8, earlier=7, notices=3, news=4, special={13: "blank_zeros"})
WRITERS = (writers.soup, writers.word, writers.plain)
BREAK = "<p>#PAGE_BREAK#</p>\n"
FORBIDDEN = "/inner/c100999/202203/" + hexes(32, "ucap", "forbidden") + ".shtml"

Row = tuple[str, str, str]


def build(seed: int) -> Portal:
    """Give the whole portal."""
    articles = PLAN.articles(seed)
    pages: dict[Key, Resource] = {}
    gold: list[Gold] = []
    files: list[Attached] = []
    for number, article in enumerate(articles):
        placed = _place(article, number)
        gold.append(gold_of(article, placed))
        page = html(_detail(seed, article, placed, number))
        if number == 3:
            page = Resource(page.status, page.headers, b"\xef\xbb\xbf" + page.body)
        pages[page_key(placed.url.removeprefix(f"http://{HOST}"))] = dated(page, article.day, article.clock)
        for file, link in zip(article.files, gold[-1].attachments, strict=True):
            files.append(attached(link.url, file))
            served = Resource(200, (("Content-Type", MEDIA[file.extension]),), file.body)
            pages[page_key(link.url.removeprefix(f"http://{HOST}"))] = dated(served, article.day)
    rows = [(page.url.removeprefix(f"http://{HOST}"), page.title, page.published[:10]) for page in gold]
    rows.insert(6, (FORBIDDEN, "内部工作通报（2022年第一期）", "2022-03-09"))
    declared = len(rows) + UNLISTED
    pages |= _lists(rows, declared)
    pages[page_key(FORBIDDEN)] = html(_frame("内部工作通报", "", "<p>本页不供抓取。</p>"))
    robots = b"User-agent: *\nDisallow: /inner/\nCrawl-delay: 0.02\n"
    pages[page_key("/robots.txt")] = Resource(200, (("Content-Type", "text/plain"),), robots)
    faults = (
        Fault(
            HOST, f"http://{HOST}{FORBIDDEN}", "robots", "the listing links a page that robots.txt forbids"
        ),
        Fault(
            HOST, LISTING_URL, "short_listing", "RECORDS is greater than the links shown", declared, len(rows)
        ),
    )
    listing = Listing(HOST, "ucap", LISTING_URL, declared, len(rows), len(gold))
    return Portal(HOST, "ucap", pages, {}, tuple(gold), listing, faults, tuple(files), gzips=True)


def _place(article: Article, number: int) -> Placed:
    """Choose the addresses; a file lies under the page's own name, printed whole or relative."""
    folder = f"{CHANNEL}{article.day[0]}{article.day[1]:02d}/"
    name = hexes(32, "ucap", article.key)
    start = f"{folder}{name}" if number % 2 else name

    def href(file: File) -> str:
        return f"{start}/files/{hexes(32, article.key, file.name)}.{file.extension}"

    return Placed(
        f"http://{HOST}{folder}{name}.shtml",
        HOST,
        {file.name: href(file) for file in article.files},
        to_second(article),
        shows_index=_has_facts(article, number),
    )


def _has_facts(article: Article, number: int) -> bool:
    return article.issuer is not None and bool(article.index_number) and number % 3 == 0


def _lists(rows: Sequence[Row], declared: int) -> dict[Key, Resource]:
    """The pages of the listing: `list.shtml`, then `list_2.shtml` and on."""
    total = -(-len(rows) // ON_PAGE)
    pages: dict[Key, Resource] = {}
    for number in range(1, total + 1):
        items = "\n".join(
            f'<li><span class="date">{date}</span><a href="{href}" title="{escape(title)}">{title}</a></li>'
            for href, title, date in rows[(number - 1) * ON_PAGE : number * ON_PAGE]
        )
        body = (
            f'<div class="list-box"><ul>\n{items}\n</ul></div>\n<div id="page_div"></div>\n<script>\n'
            f"createPageHTML('page_div', {total}, {number}, 'list', 'shtml', {declared});\n</script>\n"
        )
        path = f"{CHANNEL}list{f'_{number}' if number > 1 else ''}.shtml"
        pages[page_key(path)] = html(_frame("政府信息公开年度报告", "", body))
    return pages


def _frame(title: str, head: str, body: str) -> str:
    """A page of the site around `body`."""
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n<title>{title} - {MOFAN.government}</title>\n{head}'
        f"</head><body>\n{chrome.header(MOFAN)}{chrome.breadcrumb(('首页', '政务公开', '法定主动公开内容'))}"
        f"{body}{chrome.footer(MOFAN)}</body></html>\n"
    )


def _detail(seed: int, article: Article, placed: Placed, number: int) -> str:
    """The page of one article; long bodies carry the literal mark where the editor broke the page."""
    rng = draw(seed, "ucap", article.key)
    printed = f"{article.date} {article.clock[0]:02d}:{article.clock[1]:02d}:{article.clock[2]:02d}"
    writer, half = cycle(WRITERS, number), len(article.blocks) // 2
    parts = [writer(blocks, placed.href, rng) for blocks in (article.blocks[:half], article.blocks[half:])]
    written = (BREAK if number % 4 == 1 else "").join(parts)
    below = "".join(f'<li><a href="{placed.href(f)}">{f.name}</a></li>' for f in article.below)
    enclosed = (
        f'<div class="fujian"><div class="pannel-title">相关附件</div><ul>{below}</ul></div>\n'
        if below
        else ""
    )
    facts = chrome.facts_table(article) if placed.shows_index else ""
    body = (
        f'<div class="article">\n<h1><UCAPTITLE>{article.title}</UCAPTITLE></h1>\n{facts}<div class="mate-box">'
        f"<span>发布时间：<PUBLISHTIME>{printed}</PUBLISHTIME></span> <span>来源：{article.source}</span> "
        f"{chrome.counter('浏览量：', '/common/hits.js')} {chrome.font_size()}</div>\n"
        f'<div class="article-content" id="zoomcon"><UCAPCONTENT>\n{written}</UCAPCONTENT></div>\n{enclosed}'
        f"{chrome.editor_line(rng)}{chrome.share_bar()}{chrome.qr_line(rng)}{chrome.print_close()}</div>\n"
    )
    head = chrome.metas(article, MOFAN, "年度报告", printed[:16], placed.url) if number % 2 else ""
    return _frame(article.title, head, body)
