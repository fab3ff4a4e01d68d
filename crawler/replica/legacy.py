"""A portal of old ASP pages in GBK: layout tables in layout tables, `News.asp?ClassID=3&page=2`, `ReadNews.asp?NewsID=n`.

The charset is named in meta on some pages and nowhere on others, one header is wrong, one page holds characters
of four bytes in GB18030. There is no robots.txt.
"""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from crawler.replica.article import Article, Para
from crawler.replica.attached import attached
from crawler.replica.content.places import JIUYANG
from crawler.replica.draw import cycle, draw
from crawler.replica.gold import Attached, Gold, Listing
from crawler.replica.markup import chrome, writers
from crawler.replica.placing import Placed, gold_of
from crawler.replica.plan import Plan
from crawler.replica.portal import MEDIA, Key, Portal, Resource, html, page_key

HOST = JIUYANG.host
CLASS = 3
LISTING_PATH = f"/News.asp?ClassID={CLASS}"
ON_PAGE = 12
PLAN = Plan(
    JIUYANG,
    reports_2021=4,
    reports_2019=6,
    earlier=12,
    notices=4,
    news=4,
    earliest=2009,
    indicators=2,
    local=1,
)
RARE = 7
RARE_SENTENCE = "石㙦镇、大䃟村两个查阅点由乡贤捐建，全年开放三百余天。"
CODECS: tuple[tuple[str | None, str | None], ...] = (
    (None, "gb2312"),
    (None, None),
    ("gb2312", "gb2312"),
    (None, "gb2312"),
    ("utf-8", "gb2312"),
)


def build(seed: int) -> Portal:
    """Give the whole portal."""
    articles = [
        _with_rare(article) if n == RARE else article for n, article in enumerate(PLAN.articles(seed))
    ]
    pages: dict[Key, Resource] = {}
    gold: list[Gold] = []
    files: list[Attached] = []
    for number, article in enumerate(articles):
        placed = _place(article, number)
        gold.append(gold_of(article, placed))
        header, meta = _codec(number)
        page = html(_detail(seed, article, placed, meta, articles), placed.encoding, header)
        pages[page_key(placed.url.removeprefix(f"http://{HOST}"))] = page
        for file, link in zip(article.files, gold[-1].attachments, strict=True):
            files.append(attached(link.url, file))
            served = Resource(200, (("Content-Type", MEDIA[file.extension]),), file.body)
            pages[page_key(link.url.removeprefix(f"http://{HOST}"))] = served
    pages |= _lists(articles)
    listing = Listing(HOST, "links", f"http://{HOST}{LISTING_PATH}", len(gold), len(gold), len(gold))
    return Portal(HOST, "links", pages, {}, tuple(gold), listing, (), tuple(files))


def _with_rare(article: Article) -> Article:
    """The article with a sentence whose characters GBK does not have."""
    return replace(article, blocks=(*article.blocks[:2], Para(RARE_SENTENCE), *article.blocks[2:]))


def _codec(number: int) -> tuple[str | None, str | None]:
    """The charset named in the header and the one named in meta; the rare page has a plain header."""
    return (None, "gb2312") if number == RARE else cycle(CODECS, number)


def _news_id(number: int) -> int:
    return 4210 - number * 11


def _place(article: Article, number: int) -> Placed:
    """Choose the addresses; files lie in a folder of the year of upload."""
    hrefs = {
        file.name: f"UploadFile/{article.day[0]}/{article.day[0]}{article.day[1]:02d}{article.day[2]:02d}"
        f"{_news_id(number)}{place}.{file.extension}"
        for place, file in enumerate(article.files)
    }
    return Placed(
        f"http://{HOST}/ReadNews.asp?NewsID={_news_id(number)}",
        HOST,
        hrefs,
        article.date,
        "gb18030" if number == RARE else "gbk",
    )


def _lists(articles: Sequence[Article]) -> dict[Key, Resource]:
    """The pages of the listing; the first has no page number in its address."""
    total = -(-len(articles) // ON_PAGE)
    pages: dict[Key, Resource] = {}
    for page in range(1, total + 1):
        rows = []
        for number in range((page - 1) * ON_PAGE, min(page * ON_PAGE, len(articles))):
            article = articles[number]
            shown = article.title if len(article.title) <= 22 else article.title[:21] + "..."
            rows.append(
                f'<tr><td width="80%" class="newslist">·<a href="ReadNews.asp?NewsID={_news_id(number)}" '
                f'title="{escape(article.title)}">{shown}</a></td><td>[{_printed(article)}]</td></tr>'
            )
        following = f'<a class="nextpage" href="News.asp?ClassID={CLASS}&page={page + 1}">下一页</a>'
        rows.append(
            f'<tr><td colspan="2" align="center">共{len(articles)}条 第{page}/{total}页 '
            f"{following if page < total else '下一页'}</td></tr>"
        )
        body = (
            '<TABLE width="100%"><TR><TD><table width="96%">'
            + "\r\n".join(rows)
            + "</table></TD></TR></TABLE>"
        )
        answer = html(_frame("政务公开", "gb2312", body, ""), "gbk", None)
        pages[page_key(f"{LISTING_PATH}&page={page}")] = answer
        if page == 1:
            pages[page_key(LISTING_PATH)] = answer
    return pages


def _printed(article: Article) -> str:
    """The date as old pages print it, without leading zeros."""
    return "{}-{}-{}".format(*article.day)


def _frame(title: str, meta: str | None, body: str, side: str) -> str:
    """A page of the site: a layout table with a side column around `body`."""
    declared = f'<META http-equiv=Content-Type content="text/html; charset={meta}">\r\n' if meta else ""
    links = "".join(
        f'<TD align=center><A href="/">{name}</A></TD>'
        for name in ("首页", "县情概况", "政务公开", "办事指南")
    )
    return (
        f"<HTML><HEAD>\r\n{declared}<TITLE>{title}-{JIUYANG.government}网</TITLE>\r\n</HEAD>\r\n<BODY topMargin=0>\r\n"
        f'<TABLE width=980 align=center border=0><TR><TD><TABLE width="100%"><TR>{links}</TR></TABLE></TD></TR>\r\n'
        f'<TR><TD><TABLE width="100%"><TR><TD width=200 vAlign=top>{side}</TD>\r\n<TD vAlign=top>您现在的位置：'
        f'<A href="/">首页</A> &gt;&gt; {title if len(title) < 8 else "政务公开"}<BR>\r\n{body}</TD></TR></TABLE></TD></TR>\r\n'
        f"<TR><TD align=center>版权所有：{JIUYANG.government}办公室　{JIUYANG.short}ICP备{JIUYANG.region}号　"
        f"网站标识码：{JIUYANG.site_code}<BR>建议使用IE8以上浏览器 1024×768分辨率</TD></TR></TABLE>\r\n</BODY></HTML>\r\n"
    )


def _detail(
    seed: int, article: Article, placed: Placed, meta: str | None, articles: Sequence[Article]
) -> str:
    """The page of one article; the side column lists other articles."""
    rng = draw(seed, "legacy", article.key)
    hot = "".join(
        f'<TR><TD>·<A href="ReadNews.asp?NewsID={_news_id(n)}">{articles[n].title[:12]}...</A></TD></TR>'
        for n in (1, 4, 9)
    )
    side = f'<TABLE width="100%"><TR><TD bgColor=#cccccc>热点文章</TD></TR>{hot}</TABLE>'
    written = writers.breaks(article.blocks, placed.href, rng)
    below = "".join(f'<BR><a href="{placed.href(f)}">{f.name}</a>' for f in article.below)
    enclosed = f"<TR><TD class=fujian>文件下载：{below}</TD></TR>\r\n" if below else ""
    counter = f'<script src="Count.asp?NewsID={placed.url.rpartition("=")[2]}"></script>'
    body = (
        '<TABLE width="100%" border=0><TR><TD class=title align=center height=40><B><FONT size=4>'
        f"{article.title}</FONT></B></TD></TR>\r\n<TR><TD class=info align=center>发布时间：{_printed(article)}　来源：{article.source}"
        f'　浏览次数：{counter}　【字体：<A href="javascript:doZoom(16)">大</A> <A href="javascript:doZoom(14)">中</A> '
        f'<A href="javascript:doZoom(12)">小</A>】</TD></TR>\r\n<TR><TD class=content id=zoom>\r\n{written}</TD></TR>\r\n{enclosed}'
        f"<TR><TD align=right>{chrome.print_close()}</TD></TR></TABLE>"
    )
    return _frame(article.title, meta, body, side)
