"""A mirror outside all portals: a copy of one report with traditional characters and pinyin in brackets.

Such kits serve a portal's pages under an unrelated name, the portal's host as first part of the path, and put a
title of their own on them. The truth is the report as its body published it, under suspicion.
"""

from dataclasses import replace

from crawler.replica.article import Article, Block, Para
from crawler.replica.content.earlier import earlier_report
from crawler.replica.content.pinyin import disguise
from crawler.replica.content.places import MOFAN
from crawler.replica.draw import draw
from crawler.replica.gold import Listing
from crawler.replica.markup import writers
from crawler.replica.placing import Placed, gold_of
from crawler.replica.portal import Portal, Resource, html, page_key

HOST = "www.jingxiang.example"
LISTING_PATH = "/mofan/zwgk/nb/index.html"
PAGE = "/mofan/zwgk/c100326/201103/8f14e45fceea167a5a36dedd4bea2543.shtml"
SPAM = "精彩推荐-官方入口-最新下载"


def build(seed: int) -> Portal:
    """Give the mirror with its one page."""
    article = earlier_report(seed, MOFAN, MOFAN.government, 2010, 4)
    article = replace(article, below=(), blocks=tuple(b for b in article.blocks if isinstance(b, Para)))
    placed = Placed(f"http://{HOST}{PAGE}", HOST, {}, article.date, flags=("origin_suspect",))
    items = f'<ul class="list"><li><a href="{PAGE}">{disguise(article.title)}</a><span>{article.date}</span></li></ul>'
    pages = {
        page_key(LISTING_PATH): html(
            f"<html><head><title>{SPAM}</title></head><body>{items}</body></html>", declared=None
        ),
        page_key(PAGE): html(_page(seed, article), declared=None),
        page_key("/robots.txt"): Resource(
            200, (("Content-Type", "text/plain"),), b"User-agent: *\nAllow: /\n"
        ),
    }
    listing = Listing(HOST, "links", f"http://{HOST}{LISTING_PATH}", 1, 1, 1)
    return Portal(HOST, "links", pages, {}, (gold_of(article, placed),), listing, (), ())


def _page(seed: int, article: Article) -> str:
    """The page as the kit rewrites it; the charset stands only in meta."""
    blocks: list[Block] = [replace(b, text=disguise(b.text)) for b in article.blocks if isinstance(b, Para)]
    written = writers.plain(blocks, lambda _: "", draw(seed, "mirror"))
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{SPAM}</title>\n'
        f'<meta name="keywords" content="{SPAM}"></head><body>\n<div class="header"><a href="/">{SPAM}</a></div>\n'
        f'<div class="article"><h1>{disguise(article.title)}</h1>\n<div class="mate-box"><span>{disguise("发布时间")}：'
        f"{article.date}</span> <span>來源：{disguise(article.source)}</span></div>\n"
        f'<div class="article-content">\n{written}</div></div>\n<div class="footer"><p>Copyright {SPAM}</p></div>\n'
        "</body></html>\n"
    )
