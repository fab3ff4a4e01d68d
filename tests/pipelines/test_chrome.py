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
from pipelines.reading.read import read

GOLDEN = Path(__file__).parents[1] / "golden" / "chrome"

PROSE = "示范市卫生健康委员会认真贯彻落实《条例》，全年主动公开信息一百条，依申请公开十条，均已按期答复。"
TITLE = "示范市卫生健康委员会2020年政府信息公开工作年度报告"

_FRAME = (
    f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div id="zoom">%s'
    f"<p>一、总体情况</p><p>{PROSE}</p>%s<p>{PROSE}</p><p>{PROSE}</p>"
    "<p>示范市卫生健康委员会</p><p>2021年1月22日</p>%s</div></body></html>"
)


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
