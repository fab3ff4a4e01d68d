"""Chrome rules: each has a golden case of what goes and what stays, and none is slow."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipelines.capture import capture_of_file
from pipelines.chrome.find import LONGEST_LINE, rules_for
from pipelines.chrome.prose import is_prose
from pipelines.chrome.rule import ChromeRule
from pipelines.chrome.table import BY_NAME, RULES
from pipelines.document import Document
from pipelines.hanzi.fold import fold
from pipelines.reading.read import read

GOLDEN = Path(__file__).parents[1] / "golden" / "chrome"

PROSE = "示范市卫生健康委员会认真贯彻落实《条例》，全年主动公开信息一百条，依申请公开十条，均已按期答复。"
TITLE = "示范市卫生健康委员会2020年政府信息公开工作年度报告"

_FRAME = (
    f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom">%s'
    f"<p>一、总体情况</p><p>{PROSE}</p>%s<p>{PROSE}</p><p>{PROSE}</p>"
    "<p>示范市卫生健康委员会</p><p>2021年1月22日</p>%s</div></body></html>"
)

CATALOGUE = {
    "qr": "扫一扫在手机打开当前页|扫一扫在手机上打开当前页|扫一扫在手机上查看当前页面|扫描二维码分享到手机|手机扫一扫|用微信“扫一扫”"
    "|微信里点“发现”，扫一下|二维码生成专用|打开微信，点击底部的“发现”|扫码阅读|分享至好友和朋友圈",
    "share": "分享到：|分享|一键分享|分享至|微信 微博 QQ空间|JiaThis Button BEGIN|Baidu Button BEGIN",
    "font_size": "字号：[大 中 小]|【字体：大 中 小】|大 中 小|A+ A-|文字大小：[大][中][小]",
    "print_close": "打印|打印本页|【打印】|关闭|关闭窗口|收藏|返回顶部|下载文字版|我要纠错|【我要纠错】|朗读|听全文|【打印本页】 【关闭窗口】",
    "counter": "浏览次数：|浏览量：1024|阅读量|访问量：12|点击数：|点击次数：12次|累计次数|浏览次数：Loading...|您是第 10243 位访问者",
    "breadcrumb": "当前位置：首页 > 政务公开|您的位置：首页|您现在的位置：首页 >> 正文|您当前所在位置：首页|首页>政务公开>年报",
    "prev_next": "上一篇：没有了|下一篇：关于放假的通知|上一条：甲|下一条：乙|已是最后一篇",
    "related": "相关链接|相关文档|相关稿件|相关阅读|相关解读|热点推荐",
    "attachment_heading": "附件下载|附件：|文件下载|点击下载|相关附件",
    "editor": "责任编辑：张三|编辑：李四|责编：王五|审核：赵六|初审：甲 复审：乙 终审：丙|一审丨甲 二审丨乙 三审丨丙|供稿：疾控科",
    "meta_bar": "发布时间：2021-01-29|来源：市卫健委|2021-01-29 来源：市卫健委 浏览：3|索引号：003504/2021-00001",
    "site_header": "首页 机构概况 政务公开 办事服务 互动交流|政府信息公开|示范市人民政府门户网站",
    "footer": "网站地图|版权所有：示范市人民政府|主办单位：示范市|技术支持：示范科技|示ICP备00000000号|示公网安备 99010000000000号"
    "|网站标识码：9901000001|联系我们|关于我们|网站声明|建议使用IE9以上浏览器|政府网站找错|党政机关",
    "accessibility": "无障碍|无障碍浏览|长者模式|关怀版|适老版|退出老年人模式|繁體|EN",
    "widget": "Baidu|map|百度地图|QQ客服|微信公众号|官方微博|站内搜索|热搜词",
    "code": "$('#share-1').share();|var wzly='本站';|.TRS_Editor P{margin:0}|@page Section1{size:1}|manuscriptPage_1();",
    "form": "我要评论|验证码： 看不清？换一张|昵称：|满意|提交",
}
"""What portals print around an article, by group: whole lines, each known to a rule of its group."""

LOOKS_ALIKE = (
    "扫一扫二维码关注“健康示范”公众号|印制二维码门牌300块|推进信息共享|信息分享平台2个|微信公众号3682条|微博发布162条|大中小企业|中小学"
    "|关闭企业12家|打印机采购2台|网站总访问量120万次|浏览全市政策文件的人次增长|附件：1.检查单位名单|落实三审三校|数据来源：示范市统计局"
    "|联系人：张某某|联系电话：0000-1234567|适老化改造38处|无障碍改造12处|地图审核12件|审核通过12件|编辑出版年鉴一部|下一步工作打算"
    "|上一年结转申请3件|政策解读12篇|主办建议提案12件|名称：示范市人民医院|时间：2024年3月10日上午9时|地址：示范路1号，邮编：999999"
    "|友情提示|首页改版完成|版权登记12件|提交材料|满意度98%|评论员文章3篇|登录系统办理|注册资本100万元"
)
"""The catalogue's "keep" column and words like it: lines in the middle of an article, none of which may go."""


def cases(side: str) -> list[tuple[str, str]]:
    return [
        (path.stem, html)
        for path in sorted(GOLDEN.glob("*.json"))
        for html in json.loads(path.read_text("utf-8"))[side]
    ]


def page_with(rule: ChromeRule, html: str) -> Document:
    """A report with the fragment where the rule may act."""
    places = ["", "", ""]
    places[{"head": 0, "anywhere": 1}.get(rule.where, 2)] = html
    return read(
        capture_of_file((_FRAME % tuple(places)).encode(), "http://www.shifan.example/t20210122_1.html")
    )


def words_of(html: str) -> list[str]:
    return [words for part in re.split(r"<[^>]*>", html.replace("&gt;", ">")) if (words := part.strip())]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_golden_case_of_what_goes(rule: ChromeRule) -> None:
    case = json.loads((GOLDEN / f"{rule.name}.json").read_text("utf-8"))
    assert case["goes"], f"tests/golden/chrome/{rule.name}.json shows nothing that goes"


def test_every_golden_case_belongs_to_a_rule() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(BY_NAME)


def test_rule_names_are_unique_and_every_rule_says_why() -> None:
    assert len(BY_NAME) == len(RULES)
    assert all(rule.why for rule in RULES)


@pytest.mark.parametrize(("name", "html"), cases("goes"))
def test_what_goes_is_in_the_ledger_under_its_rule(name: str, html: str) -> None:
    document = page_with(BY_NAME[name], html)
    ledger = "\n".join(
        removed.text for removed in document.evidence.removed if removed.rule == f"chrome:{name}"
    )
    for words in words_of(html):
        assert squeeze(words) in squeeze(ledger)
        assert words not in document.text.split("\n")


@pytest.mark.parametrize(("name", "html"), cases("stays"))
def test_what_looks_alike_stays_in_the_text(name: str, html: str) -> None:
    document = page_with(BY_NAME[name], html)
    for words in words_of(html):
        assert squeeze(words) in squeeze(document.text)


@pytest.mark.parametrize(
    ("group", "line"), [(group, line) for group, lines in CATALOGUE.items() for line in lines.split("|")]
)
def test_every_line_of_the_catalogue_is_known_to_a_rule_of_its_group(group: str, line: str) -> None:
    assert group in {rule.group for rule in rules_for(fold(line))}


@pytest.mark.parametrize("line", LOOKS_ALIKE.split("|"))
def test_what_looks_like_the_catalogue_stays_in_the_middle_of_an_article(line: str) -> None:
    page = _FRAME % ("", f"<p>{line}</p>", "")
    document = read(capture_of_file(page.encode(), "http://www.shifan.example/t20210122_1.html"))
    assert squeeze(line) in [squeeze(block.text) for block in document.blocks]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_prose_of_a_report_is_named_by_no_word_rule(rule: ChromeRule) -> None:
    assert rule not in rules_for(PROSE)


@pytest.mark.parametrize(
    "unit",
    [
        "大/",
        "微信|",
        "局",
        "政府信息公开",
        "浏览",
        "扫一扫",
        "无障碍/",
        "[打印]",
        "编辑:",
        "首页>",
        "相关",
        "来源",
        "分享",
        "|",
    ],
)
@pytest.mark.timeout(20)
def test_every_rule_comes_to_an_end_on_a_long_row_of_its_own_words(unit: str) -> None:
    line = (unit * LONGEST_LINE)[: LONGEST_LINE - 1] + "x"
    assert len(rules_for(line)) < 2


def test_a_rule_must_have_exactly_one_way_of_finding() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        ChromeRule("x", "qr", "why", selector="p", words="p")


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        (PROSE, True),
        ("扫一扫二维码，关注“健康示范”公众号，查询办理进度", True),
        ("通过示范市人民政府网站下载本报告", True),
        ("扫一扫在手机打开当前页", False),
        ("版权所有：示范市人民政府办公室，未经许可不得转载", False),
    ],
)
def test_prose_guard(text: str, prose: bool) -> None:
    assert is_prose(text) is prose


def squeeze(text: str) -> str:
    return "".join(text.split())
