"""The body containers of the CMS families: what each family calls the element that holds the article.

Sources: public scrapers of these portals and stored pages (the domain reference, B2). A marker is a hint and not a
proof: `choose` believes it only when the article is really in there. Order matters only between markers that hold
the same text: the more particular name stands first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Marker:
    """One way a family marks its article."""

    family: str
    selector: str
    why: str
    particular: bool = True
    """False for names that other things bear too: such a marker needs more of the page's text to be believed."""


MARKERS: tuple[Marker, ...] = (
    Marker(
        "embedded", "[data-gongkai-embedded]", "a body that a script holds; `embedded` wrote it into the page"
    ),
    Marker("trs", ".trs_editor_view", "TRS WCM, the newer editor (Chongqing)"),
    Marker("trs", ".TRS_UEDITOR", "TRS WCM with UEditor"),
    Marker("trs", ".TRS_Editor", "TRS WCM, the older editor; may be nested in itself"),
    Marker("trs", "#TRS_AUTOADD", "TRS WCM, text pasted from Word"),
    Marker("ucap", "ucapcontent", "开普 UCAP's own element around the article"),
    Marker("ucap", "#UCAP-CONTENT", "gov.cn and UCAP portals"),
    Marker("ucap", "#zoomcon", "UCAP and Guangdong portals; the font switch acts on it"),
    Marker("vsb", '[id^="vsb_content"]', "博达 VSB: vsb_content, vsb_content_2, vsb_content_NNN"),
    Marker("vsb", ".v_news_content", "博达 VSB, inside vsb_content"),
    Marker("lonsun", ".j-fontContent", "龙讯: the font switch acts on it (Anhui)"),
    Marker("lonsun", ".newscontnet", "龙讯, spelt so"),
    Marker("epoint", ".ewb-article-info", "Epoint"),
    Marker("epoint", ".ewb-details-content", "Epoint"),
    Marker("epoint", ".ewb-info-content", "Epoint"),
    Marker("epoint", ".ewb-con-p", "Epoint"),
    Marker("hanweb", ".bt_content", "大汉 JCMS (Jiangsu)"),
    Marker("hanweb", ".bt-content", "大汉 JCMS (Jiangsu)"),
    Marker("hanweb", ".artile_zw", "大汉 JCMS, spelt so (Jiangsu)"),
    Marker("hanweb", ".main-txt", "大汉 JCMS (Zhejiang)"),
    Marker("shanghai", "#ivs_content", "Shanghai portals"),
    Marker("shanghai", ".Article_content", "Shanghai portals"),
    Marker("shared", "#zoom", "the element the font switch acts on: TRS, Hanweb and many others"),
    Marker("shared", "#Zoom", "the same, other case"),
    Marker("shared", "#fontzoom", "the same"),
    Marker("shared", "#js_content", "an article copied from WeChat with its wrapper"),
    Marker("word", ".Section0", "a Word document saved as HTML"),
    Marker("word", ".WordSection1", "a Word document saved as HTML"),
    Marker("word", ".Section1", "a Word document saved as HTML"),
    Marker("trs", ".xxgk_content", "TRS WCM, disclosure directory", particular=False),
    Marker("trs", ".article_con", "TRS WCM", particular=False),
    Marker("trs", "#downloadContent", "TRS WCM: what the download button saves", particular=False),
    Marker("guangdong", ".article-content", "Guangdong portals and others", particular=False),
    Marker("shared", ".article_content", "several families", particular=False),
    Marker("shared", ".articleContent", "several families", particular=False),
    Marker("shared", ".news_content", "several families", particular=False),
    Marker("shared", ".news-content", "several families", particular=False),
    Marker("shared", ".content_body", "several families", particular=False),
    Marker("shared", ".pages_content", "gov.cn and sites made after it", particular=False),
    Marker("shared", ".con_main", "several families", particular=False),
    Marker("shared", ".info-content", "several families", particular=False),
    Marker("shared", ".detail-content", "several families", particular=False),
    Marker("shared", ".view.TRS", "TRS WCM views", particular=False),
    Marker("nrta", "div#c", "National Radio and Television Administration", particular=False),
    Marker("shared", "#wenzhang-content", "wenzhang: article", particular=False),
    Marker("shared", ".wenzhang", "wenzhang: article", particular=False),
    Marker("shared", ".zhengwen", "zhengwen: main text", particular=False),
    Marker("shared", ".xxnr", "xinxi neirong: content of the information", particular=False),
    Marker("shared", ".wznr", "wenzhang neirong: content of the article", particular=False),
    Marker(
        "shared", "#content", "a common name: last, and only when the article is in there", particular=False
    ),
    Marker("shared", "#Content", "the same", particular=False),
    Marker("shared", "#artibody", "older portals", particular=False),
    Marker("shared", "#NewsContent", "ASP portals", particular=False),
    Marker("shared", "#ContentBody", "ASP portals", particular=False),
)


@dataclass(frozen=True)
class CommentPair:
    """Comments a template writes around the article; `start` and `end` are what they begin with, without blanks."""

    family: str
    start: str
    end: str
    why: str


COMMENT_PAIRS: tuple[CommentPair, ...] = (
    CommentPair(
        "hanweb", "ZJEG_RSS.content.begin", "ZJEG_RSS.content.end", "大汉: what its RSS takes as the article"
    ),
    CommentPair(
        "hanweb", "<$[信息内容]>begin", "<$[信息内容]>end", "大汉: an unfilled template place around the body"
    ),
    CommentPair("shared", "ContentStart", "ContentEnd", "several templates"),
    CommentPair("shared", "contentstart", "contentend", "the same, other case"),
    CommentPair("shared", "contentbegin", "contentend", "the same, other words"),
    CommentPair("shared", "正文开始", "正文结束", "templates whose makers write Chinese"),
    CommentPair("shared", "内容开始", "内容结束", "the same"),
    CommentPair("shared", "文章内容开始", "文章内容结束", "the same"),
    CommentPair("shared", "enpcontent", "/enpcontent", "方正 enpcontent"),
    CommentPair("shared", "startprint", "endprint", "what the print button prints: article, title and date"),
)
