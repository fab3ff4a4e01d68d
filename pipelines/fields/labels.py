"""The labels of meta bars and metadata tables, and finding them in a line.

A label is known by its words without white space: `索 引 号：` and `来　源：` are padded on most portals.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LABELS: dict[str, str] = {
    "published": "发布时间 发布日期 公开时间 公开日期 发表时间 发表日期 上网时间 上网日期 发稿时间 时间发布 日期发布 "
    "录入时间 信息时间 添加时间 上传时间 信息发布时间 信息发布日期 公示时间 公布日期 公布时间",
    "published_weakly": "时间 日期 发布 发布于",
    "dispatched": "发文日期 发文时间 印发日期 印发时间 更新时间 更新日期 答复时间 回复时间 答复日期 回复日期",
    "written": "成文日期 成文时间 签发日期 签发时间 落款日期",
    "source": "来源 信息来源 文章来源 稿件来源 新闻来源 内容来源 来源单位 信息来源单位",
    "issuer": "发布机构 发文机关 发文机构 发布单位 发文单位 发布机关 公开责任部门 责任部门 制发机关 制作机关 制发单位 "
    "公开机构 公开主体 发布部门 公开单位 责任单位 发文部门 信息公开单位 发布者单位 公开部门",
    "doc_number": "文号 发文字号 发布文号 发文文号 文件编号 文件字号 公文文号 文件文号 发文号",
    "index_number": "索引号 信息索引号 信息索引 索引码 信息索引码 索引编号",
    "title": "信息名称 公文名称 文件名称 标题 名称",
    "author": "作者 撰稿 撰稿人",
    "editor": "责任编辑 编辑 责编 网站编辑 编辑人",
    "metadata": "主题分类 主题词 体裁分类 组配分类 信息分类 信息类别 分类 公开方式 公开形式 公开时限 公开范围 公开程序 "
    "公开类别 公开属性 关键词 关键字 内容概述 内容摘要 摘要 概述 信息内容 有效性 效力状态 是否有效 时效性 时效状态 时效 "
    "语种 生效日期 生效时间 实施日期 施行日期 废止日期 失效日期 失效时间 截止日期 生成日期 生成时间 服务对象 服务对象分类 "
    "有效期 载体类型 记录形式 保存期限 主题导航 办文部门 所属主题 主题 所属栏目 栏目 公文种类 文种 信息格式 信息编号 "
    "文件类型 文章类型 体裁 统一登记号 规范性文件登记号 规范性文件编号 制发日期",
    "other": "浏览次数 浏览量 浏览 阅读次数 阅读量 阅读数 阅读 访问量 访问次数 访问 点击数 点击次数 点击量 点击率 点击 "
    "累计次数 次数 字号 字体 字体大小 字体显示 文字大小 视力保护色 保护视力色 背景色 分享 分享到 分享至 打印 审核 审核人 校对 初审 复审 "
    "终审 记者 摄影 供稿 通讯员 评论 人气 打开次数",
}
"""Field or group: its labels. `metadata` are labels of the same tables that give no field; `other` are of the bar."""

GROUP_OF: dict[str, str] = {label: group for group, labels in LABELS.items() for label in labels.split()}
LONGEST = max(map(len, GROUP_OF))
_TRADITIONAL = "發佈時間來號機構責編輯關開單門標題稱類體範圍點擊瀏覽閱讀訪問數據碼辦屬摘效"
_SIMPLIFIED = "发布时间来号机构责编辑关开单门标题称类体范围点击浏览阅读访问数据码办属摘效"
_SIMPLER = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""Gateways and mirrors serve the same bars in traditional characters."""
_LAST = {
    char
    for word in GROUP_OF
    for char in (word[-1], *(t for t in _TRADITIONAL if t.translate(_SIMPLER) == word[-1]))
}
_ALL_TRADITIONAL = frozenset(_TRADITIONAL)
_PADDED = re.compile(rf"[\s】\]］{_TRADITIONAL}]")
"""What makes a label one that has to be put together first."""
MOST_PADDING = 60

_LABEL_END = re.compile(rf"[\s】\]］{''.join(sorted(_LAST))}][:：]")

_DRESS = " \t\r\n\u3000\xa0\u2002:：【】[]［］*·•"


class Label(NamedTuple):
    """A label with its colon at `start:end` of a line."""

    start: int
    end: int
    word: str
    group: str


def find_labels(text: str, borders: frozenset[int]) -> list[Label]:
    """The known labels of a line, each with a colon behind it.

    `borders` are offsets where a new text node begins: a label may stand there right behind a value. Elsewhere a
    character before it makes another word of it: 活动时间 is no 时间.

    >>> [label.word for label in find_labels("来源：市卫健委 发布时间：2021-01-29 10:08", frozenset())]
    ['来源', '发布时间']
    >>> [label.word for label in find_labels("發布時間：2021-01-29", frozenset())]
    ['发布时间']
    """
    found: list[Label] = []
    at = -1
    while (at := _next_colon(text, at + 1)) >= 0:
        label = _label_before(text, at, borders, bool(found))
        if label is not None:
            found.append(label)
    return found


@lru_cache(maxsize=4096)
def label_alone(text: str) -> str | None:
    """The label a whole cell consists of, colon or not; None when it is something else.

    >>> label_alone("【索　引　号】")
    '索引号'
    """
    if len(text) > 60:
        return None
    word = "".join(text.strip(_DRESS).split())
    return word if word in GROUP_OF else None


def may_hold_label(text: str) -> bool:
    """Whether a colon stands behind a character that a label can end with: asked first of every line.

    >>> may_hold_label("来源：市卫健委"), may_hold_label("电话：0000-1234567"), may_hold_label("一、总体情况")
    (True, False, False)
    """
    return _LABEL_END.search(text) is not None


def _next_colon(text: str, start: int) -> int:
    wide, narrow = text.find("：", start), text.find(":", start)
    return max(wide, narrow) if wide < 0 or narrow < 0 else min(wide, narrow)


def _label_before(text: str, colon: int, borders: frozenset[int], follows: bool) -> Label | None:
    last = text[colon - 1] if colon else ""
    if last not in _LAST and not (last.isspace() or last in "】]］"):
        return None
    if _PADDED.search(text, max(0, colon - LONGEST - 1), colon) is None:
        return _plain_label_before(text, colon, borders, follows)
    places = _characters_before(text, colon)
    stretch = "".join([text[place] for place in reversed(places)])
    if not _ALL_TRADITIONAL.isdisjoint(stretch):
        stretch = stretch.translate(_SIMPLER)
    for length in range(min(LONGEST, len(places)), 1, -1):
        group = GROUP_OF.get(stretch[-length:])
        start = places[length - 1]
        if group and (length == len(places) or _may_start(text, start, length, borders, follows)):
            return Label(start, colon + 1, stretch[-length:], group)
    return None


def _plain_label_before(text: str, colon: int, borders: frozenset[int], follows: bool) -> Label | None:
    """The same for the many labels without padding and in simplified characters: one look a length."""
    for length in range(min(LONGEST, colon), 1, -1):
        start = colon - length
        group = GROUP_OF.get(text[start:colon])
        if group and (
            not start
            or not "一" <= text[start - 1] <= "\u9fff"
            or _may_start(text, start, length, borders, follows)
        ):
            return Label(start, colon + 1, text[start:colon], group)
    return None


def _characters_before(text: str, colon: int) -> list[int]:
    """Offsets of the Han that stand before a colon, nearest first, padding skipped; one more than a label has."""
    places: list[int] = []
    at = colon - 1
    while at >= 0 and len(places) <= LONGEST and colon - at <= MOST_PADDING:
        char = text[at]
        if "一" <= char <= "\u9fff":
            places.append(at)
        elif not (char.isspace() or (not places and char in "】]］")):
            break
        at -= 1
    return places


def _may_start(text: str, start: int, length: int, borders: frozenset[int], follows: bool) -> bool:
    """Whether a label may begin inside a stretch of characters: at a node, after space, or long and behind a value."""
    return start in borders or text[start - 1].isspace() or (follows and length >= 4)
