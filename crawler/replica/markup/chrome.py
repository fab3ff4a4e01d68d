"""What stands around an article and is not part of it: QR lines, share bars, font sizes, counters, footers."""

import random
from collections.abc import Sequence
from html import escape

from crawler.replica.article import Article
from crawler.replica.content.places import Place

QR_LINES = (
    "扫一扫在手机打开当前页",
    "扫一扫在手机上查看当前页面",
    "手机扫一扫查看本页",
    "扫描二维码分享到手机",
)
EDITORS = (
    "责任编辑：王某",
    "编辑：李某某　审核：赵某",
    "初审：陈某　复审：周某　终审：吴某",
    "供稿：办公室　责编：孙某某",
)


def qr_line(rng: random.Random) -> str:
    """The line under the code that opens this page on a telephone."""
    return f'<div class="ewm" id="qrcode"><img src="/images/ewm.png" alt=""><p>{rng.choice(QR_LINES)}</p></div>\n'


def share_bar() -> str:
    """The share widget with the words its script leaves behind."""
    return (
        '<div class="bdsharebuttonbox share"><span>分享到：</span><a data-cmd="weixin" href="#">微信</a>'
        '<a data-cmd="tsina" href="#">微博</a><a data-cmd="qzone" href="#">QQ空间</a></div>\n'
        "<script>window._bd_share_config={common:{bdText:''}};$('#share-1').share({sites:['wechat']});</script>\n"
    )


def font_size() -> str:
    """The control for the size of type."""
    return (
        '<span class="fontsize">字号：[ <a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> '
        '<a href="javascript:doZoom(14)">小</a> ]</span>'
    )


def print_close() -> str:
    """The line for printing and closing."""
    return (
        '<p class="print"><a href="javascript:window.print()">【打印本页】</a>'
        '<a href="javascript:window.close()">【关闭窗口】</a></p>\n'
    )


def editor_line(rng: random.Random) -> str:
    """Who edited the page."""
    return f'<div class="editor zrbj">{rng.choice(EDITORS)}</div>\n'


def counter(label: str, script: str) -> str:
    """A counter that only a script would fill; its address is not to be requested."""
    return f'<span class="hits">{label}<em id="hits"></em><script src="{script}"></script></span>'


def prev_next(older: tuple[str, str] | None, newer: tuple[str, str] | None) -> str:
    """Links to the neighbours, each as (address, title)."""

    def side(label: str, page: tuple[str, str] | None) -> str:
        return (
            f'<p>{label}：<a href="{escape(page[0])}">{page[1]}</a></p>'
            if page
            else f"<p>{label}：没有了</p>"
        )

    return f'<div class="prev-next sxp">{side("上一篇", newer)}{side("下一篇", older)}</div>\n'


def breadcrumb(names: Sequence[str]) -> str:
    """Where the reader is."""
    links = " &gt; ".join(f'<a href="/">{name}</a>' for name in names)
    return f'<div class="position dqwz">当前位置：{links} &gt; 正文</div>\n'


def header(place: Place) -> str:
    """The head of the site with its navigation."""
    names = ("首页", f"走进{place.name}", "政务公开", "办事服务", "互动交流", "专题专栏")
    items = "".join(f'<li><a href="/">{name}</a></li>' for name in names)
    return (
        f'<div class="header"><div class="wza"><a href="#">无障碍浏览</a><a href="#">长者模式</a></div>'
        f'<a class="logo" href="/">{place.government}门户网站</a><ul class="nav">{items}</ul></div>\n'
    )


def footer(place: Place) -> str:
    """The foot of the site with its registration numbers and its site code."""
    return (
        '<div class="footer"><p><a href="/">网站地图</a> | <a href="/">关于我们</a> | <a href="/">联系我们</a></p>\n'
        f"<p>主办：{place.government}办公室　承办：{place.name}大数据中心　版权所有</p>\n"
        f"<p>网站标识码：{place.site_code}　{place.short}ICP备{place.region}{place.serial[-2:]}号-1　"
        f"{place.short}公网安备 {place.region}02000{place.serial[-3:]}号</p></div>\n"
        f'<script id="_jiucuo_" sitecode="{place.site_code}" src="/js/jiucuo.js"></script>\n'
    )


def hidden_words(rng: random.Random) -> str:
    """Text that no visitor sees."""
    words = rng.sample(("在线咨询", "热门搜索", "站内导航", "快捷入口", "历史版本", "手机模板"), 4)
    return f'<div style="display:none">{" ".join(words)}</div>\n<!-- 模板生成区 -->\n'


def metas(
    article: Article, place: Place, column: str, published: str, url: str, swapped: bool = False
) -> str:
    """The standard meta tags of site, column and article; some systems write content before name."""
    pairs = (
        ("SiteName", f"{place.government}门户网站"),
        ("SiteDomain", place.host),
        ("SiteIDCode", place.site_code),
        ("ColumnName", column),
        ("ColumnDescription", f"{place.name}{column}栏目"),
        ("ColumnKeywords", column),
        ("ColumnType", "政务公开"),
        ("ArticleTitle", article.title),
        ("PubDate", published),
        ("ContentSource", article.source),
        ("Keywords", "政府信息公开"),
        ("Author", ""),
        ("Description", article.title),
        ("Url", url),
    )
    form = '<meta content="{1}" name="{0}" />' if swapped else '<meta name="{0}" content="{1}">'
    return "\n".join(form.format(name, escape(value)) for name, value in pairs) + "\n"


def facts_table(article: Article) -> str:
    """The table of index number, document number and issuing body above an article."""
    number = article.doc_number or "无"
    return (
        '<table class="xxgk-table" width="100%"><tr>'
        f"<td>索 引 号：</td><td>{article.index_number}</td><td>发布机构：</td><td>{article.issuer}</td></tr>"
        f"<tr><td>文　　号：</td><td>{number}</td><td>发布日期：</td><td>{article.date}</td></tr></table>\n"
    )
