"""Small judgements about words that several readers share: is this blank, the same, an organ, a site, prose?"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from pipelines.hanzi.fold import fold as fold_width
from pipelines.hanzi.script import to_simplified
from pipelines.tree.page import tidy

_QUOTES = str.maketrans("“”″„‘’′《》〈〉", '""""\'\'\'<><>')
_FOLDABLE = re.compile(r"[“”″„‘’′《》〈〉〔〕﹝﹞【】—–\u200b-\u200f\u2060\ufeff\uff01-\uff5e]")
_BLANK = {
    "",
    "无",
    "无。",
    "-",
    "--",
    "/",
    "暂无",
    "暂无数据",
    "null",
    "none",
    "undefined",
    "nan",
    "0",
    ":",
    "*",
}
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_ORGAN = re.compile(
    r"(?:政府|委员会|管委会|(?<![编评常选])委|厅|局|处|署|院|部|室|办|中心|总队|支队|大队|海关|分行|支行|银行"
    r"|街道|镇|乡|学校|大学|学院|医院|研究所|协会|公司|集团|党组|代表大会|常委会)$"
)
_LEADING_ORGAN = re.compile(
    r"^(?P<organ>.{1,40}?(?:人民政府|国务院|委员会|管委会|厅|局|处|署|院|部|室|办|中心|总队|支队|大队|海关|分行|支行"
    r"|街道|镇|乡|委|公司|学院|大学))"
    r"(?:[(（].{2,12}[)）])?\s*(?=关于|[12][90]\d\d|二[〇○零O]|行政处罚|公告|通告|政府信息公开|信息公开|政务公开|网站|令)"
)
_TRADITIONAL = frozenset("開報關員會國縣區務廳處辦號東車長門馬龍衛發")
_COLUMN = re.compile(
    r"(?:公告|通知|公示|通告|通知公告|公告公示|正文|详情|内容|内容页|文章|信息|详细信息|信息详情|详细页|文章页|新闻|无标题文档|新建网页)"
    r"|[^\d〇]{0,20}(?:政府信息公开|政务公开|信息公开)(?:专栏|平台|网|目录|专区)?"
)
_SITE = re.compile(r"(?:网站?|网站群|门户|频道|首页|在线|平台|欢迎您?[!！]?|人民政府|政府网)$")


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """The form in which two readings are compared: width, brackets, quotes and white space do not count.

    >>> fold("关于印发　《办法》的通知") == fold("关于印发〈办法〉的通知")
    True
    """
    text = "".join(text.split())
    return fold_width(text).translate(_QUOTES) if _FOLDABLE.search(text) else text


def is_blank(value: str) -> bool:
    """True for what portals print when they have no value.

    >>> is_blank(" 无 "), is_blank("无锡市")
    (True, False)
    """
    return len(value) <= 40 and fold(value).lower() in _BLANK


def one_line(text: str) -> str:
    """`tidy`, at a tenth of its price for the many lines that hold no white space."""
    words = text.split()
    return tidy(text) if len(words) > 1 else "".join(words)


def clean_value(value: str) -> str:
    """A meta value or `<title>` as text: escaped once more and marked up is how some editors fill them.

    >>> clean_value('&lt;h1 style="x"&gt;关于&amp;ldquo;十四五&amp;rdquo;的通知&lt;/h1&gt;')
    '关于“十四五”的通知'
    """
    for _ in range(2):
        if "&" in value and ";" in value:
            value = html.unescape(value)
    if "<" in value:
        value = _MARKUP.sub("", value)
    return tidy(value)


def is_prose(text: str) -> bool:
    """True for a sentence of a body, or the heading of its first section: above it stand title and meta bar."""
    if len(text) >= 40:
        stripped = "".join(text.replace("|", "").split())
        return len(stripped) > 150 or (len(stripped) >= 40 and any(mark in stripped for mark in "。；"))
    return _SECTION.match(text) is not None


def is_organ(text: str) -> bool:
    """True when a short text can be the name of an authority.

    >>> is_organ("示范市卫生健康委"), is_organ("张三")
    (True, False)
    """
    return (
        3 <= len(text) <= 50
        and _ORGAN.search(text) is not None
        and not any(c in text for c in "。，；：:？！")
    )


def leading_organ(title: str) -> str | None:
    """The authority a title begins with, when the title goes on as titles of documents do.

    >>> leading_organ("示范市卫生健康委员会2020年政府信息公开工作年度报告")
    '示范市卫生健康委员会'
    >>> leading_organ("示范市卫生局召开2020年工作会议")
    """
    found = _LEADING_ORGAN.match(simplified(title))
    return title[: found.end("organ")].strip() if found else None


def simplified(text: str) -> str:
    """A title in simplified characters, for judging it; the conversion is loaded only where it can matter.

    >>> simplified("政府信息公開年度報告")
    '政府信息公开年度报告'
    """
    if _TRADITIONAL.isdisjoint(text):
        return text
    return to_simplified(text)


def is_column(text: str) -> bool:
    """True for the name of a column, or of nothing, in the place of a title.

    >>> is_column("通知公告"), is_column("示范市政府信息公开"), is_column("示范市2020年政府信息公开年报")
    (True, True, False)
    """
    return len(text) <= 30 and _COLUMN.fullmatch(text.strip()) is not None


def looks_like_site(text: str) -> bool:
    """True for the name of a web site, as `<title>` carries it behind the title.

    >>> looks_like_site("示范市人民政府门户网站"), looks_like_site("示范市政府网站年度工作报表")
    (True, False)
    """
    return _SITE.search(text.strip()) is not None
