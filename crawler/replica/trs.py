"""A portal of the TRS WCM kind: section directories, pages counted from 0, details `./YYYYMM/tYYYYMMDD_ID.html`.

It answers in UTF-8 and says so, sends ETag and Last-Modified, prints all standard meta tags, redirects one old
address, and lists one link that leads nowhere. One report is on three pages, with a pager written by script.
"""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from crawler.replica.article import Article
from crawler.replica.attached import attached
from crawler.replica.content.dates import days_before
from crawler.replica.content.places import SHIFAN
from crawler.replica.draw import cycle, draw, hexes
from crawler.replica.gold import Attached, Fault, Gold, Listing
from crawler.replica.markup import chrome, writers
from crawler.replica.paging import Cut, gold_of_pages, pages_of, script_pager
from crawler.replica.placing import Placed, to_minute
from crawler.replica.plan import Plan
from crawler.replica.portal import (
    MEDIA,
    Key,
    Portal,
    Resource,
    dated,
    html,
    moved,
    page_key,
    tagged,
)

HOST = SHIFAN.host
SECTION = "/zwgk/zfxxgk/zfxxgknb/"
LISTING_URL = f"http://{HOST}{SECTION}"
ON_PAGE = 15
PLAN = Plan(
    SHIFAN,
    reports_2021=12,
    reports_2019=8,
    earlier=8,
    notices=4,
    news=4,
    website=True,
    breaks_c2=2,
    indicators=2,
    local=1,
)
LOST = ("./201903/t20190318_880404.html", "关于2018年政府信息公开年度报告公布情况的说明", "2019-03-18")
MOVED = 5
CUTS = {"report-示范市教育局-2022": Cut(("二、", "五、"))}
OLD_ADDRESS = "/zfxxgk_old/ndbg/content_5.html"
BODIES = ("TRS_Editor", "trs_editor_view", "TRS_UEDITOR view", "xxgk_content")
WRITERS = (writers.plain, writers.word, writers.soup)

Row = tuple[str, str, str]


def build(seed: int) -> Portal:
    """Give the whole portal."""
    articles = PLAN.articles(seed)
    pages: dict[Key, Resource] = {}
    gold: list[Gold] = []
    files: list[Attached] = []
    rows: list[Row] = []
    for number, article in enumerate(articles):
        placed = _place(article, number)
        whole = pages_of(article, CUTS, placed.url, counted_from=0)
        gold.append(gold_of_pages(whole, placed))
        path = placed.url.removeprefix(f"http://{HOST}")
        for page, (url, blocks) in enumerate(zip(whole.urls, whole.blocks, strict=True)):
            shown = replace(article, blocks=blocks)
            text = _detail(seed, shown, placed, number, articles, script_pager(whole, page))
            pages[page_key(url.removeprefix(f"http://{HOST}"))] = _dated(html(text), article)
        for file, link in zip(article.files, gold[-1].attachments, strict=True):
            files.append(attached(link.url, file))
            served = Resource(200, (("Content-Type", MEDIA[file.extension]),), file.body)
            pages[page_key(link.url.removeprefix(f"http://{HOST}"))] = _dated(served, article)
        href = ("../../.." + OLD_ADDRESS) if number == MOVED else "./" + path.removeprefix(SECTION)
        rows.append((href, article.title, article.date))
    rows.insert(9, LOST)
    pages |= _lists(rows, articles[0])
    pages[page_key(OLD_ADDRESS)] = moved(301, gold[MOVED].url)
    robots = b"User-agent: *\nDisallow: /admin/\nDisallow: /search/\nCrawl-delay: 0.02\n"
    pages[page_key("/robots.txt")] = Resource(200, (("Content-Type", "text/plain"),), robots)
    pages[page_key("/")] = html(
        _frame(f"{SHIFAN.government}门户网站", "", f'<a href="{SECTION}">政府信息公开年报</a>')
    )
    lost = Fault(HOST, f"{LISTING_URL}{LOST[0][2:]}", "gone", "the listing links a page that answers 404")
    return Portal(
        HOST,
        "trs",
        pages,
        {},
        tuple(gold),
        Listing(HOST, "trs", LISTING_URL, len(rows), len(rows), len(gold)),
        (lost,),
        tuple(files),
    )


def _dated(answer: Resource, article: Article) -> Resource:
    return tagged(dated(answer, article.day, article.clock))


def _place(article: Article, number: int) -> Placed:
    """Choose the address of a page: its date is the day of creation, up to two days before publication."""
    year, month, day = days_before(article.day, number % 3)
    folder = f"{SECTION}{year}{month:02d}/"
    hrefs = {
        file.name: f"./P0{year}{month:02d}{day:02d}{int(hexes(12, article.key, file.name), 16) % 10**12:012d}"
        f".{file.extension}"
        for file in article.files
    }
    return Placed(
        f"http://{HOST}{folder}t{year}{month:02d}{day:02d}_{3_200_100 - number * 7}.html",
        HOST,
        hrefs,
        to_minute(article),
        shows_index=_has_facts(article, number),
        aliases=(f"http://{HOST}{OLD_ADDRESS}",) if number == MOVED else (),
    )


def _has_facts(article: Article, number: int) -> bool:
    return article.issuer is not None and bool(article.index_number) and number % 2 == 1


def _lists(rows: Sequence[Row], newest: Article) -> dict[Key, Resource]:
    """The pages of the listing: `index.html`, which is also the directory, then `index_1.html` and on."""
    total = -(-len(rows) // ON_PAGE)
    pages: dict[Key, Resource] = {}
    for number in range(total):
        items = "\n".join(
            f'<li><a href="{href}" target="_blank" title="{escape(title)}">{title}</a><span>{date}</span></li>'
            for href, title, date in rows[number * ON_PAGE : (number + 1) * ON_PAGE]
        )
        body = (
            f'<ul class="list gl-list">\n{items}\n</ul>\n<div class="page"><script>'
            f'createPageHTML({total}, {number}, "index", "html");</script></div>\n'
        )
        page = _dated(html(_frame("政府信息公开年报", "", body)), newest)
        pages[page_key(f"{SECTION}index{f'_{number}' if number else ''}.html")] = page
        if number == 0:
            pages[page_key(SECTION)] = page
    return pages


def _frame(title: str, head: str, body: str) -> str:
    """A page of the site around `body`."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head>\n<meta charset="UTF-8">\n<title>{title}_{SHIFAN.government}'
        f"</title>\n{head}<style>.TRS_Editor P{{line-height:2;font-family:宋体}}</style>\n</head>\n<body>\n"
        f"{chrome.header(SHIFAN)}{chrome.breadcrumb(('首页', '政务公开', '政府信息公开年报'))}"
        f'<div class="main">\n{body}</div>\n{chrome.footer(SHIFAN)}</body></html>\n'
    )


def _detail(
    seed: int, article: Article, placed: Placed, number: int, articles: Sequence[Article], pager: str
) -> str:
    """One page of an article; some pages have chrome at the end of the body container itself."""
    rng = draw(seed, "trs", article.key)
    printed = f"{article.date} {article.clock[0]:02d}:{article.clock[1]:02d}"
    facts = chrome.facts_table(article) if placed.shows_index else ""
    bar = (
        f'<div class="info"><span>发布时间：{printed}</span>　<span>来源：{article.source}</span>　'
        f"{chrome.counter('浏览次数：', '/js/hits.js')}　{chrome.font_size()}</div>\n"
    )
    style = "<style>.TRS_Editor TD{font-size:14px}</style>" if number % 3 == 0 else ""
    written = cycle(WRITERS, number)(article.blocks, placed.href, rng)
    inside = (chrome.qr_line(rng) if number % 4 == 0 else "") + (
        chrome.print_close() if number % 5 == 0 else ""
    )
    below = "".join(f'<li><a href="{placed.href(f)}">{f.name}</a></li>' for f in article.below)
    enclosed = (
        f'<div class="fujian"><h4>附件下载</h4><ul>{below}</ul></div>\n' if below or number % 7 == 3 else ""
    )
    older = articles[number + 1] if number + 1 < len(articles) else None
    neighbour = ("./", older.title) if older else None
    body = (
        f'<h1 class="title">{article.title}</h1>\n{facts}{bar}<div id="zoom"><div class="{cycle(BODIES, number)}">'
        f"{style}\n{written}{inside}</div></div>\n{pager}{enclosed}{chrome.editor_line(rng)}{chrome.share_bar()}"
        f"{'' if number % 4 == 0 else chrome.qr_line(rng)}{chrome.prev_next(neighbour, None)}"
    )
    head = chrome.metas(article, SHIFAN, "政府信息公开年报", printed, placed.url, swapped=number % 6 == 4)
    return _frame(article.title, head, body)
