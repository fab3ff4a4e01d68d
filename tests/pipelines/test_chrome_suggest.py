"""Rules proposed for a site, and rules on trial: on a small portal with one widget that no rule knows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from pipelines.capture import capture_of_file
from pipelines.chrome.suggest import Repeats, body_lines
from pipelines.chrome.table import RULES
from pipelines.chrome.trial import trial_of
from pipelines.reading.labelled import Labelled, labelled
from pipelines.reading.marked import mark
from pipelines.reading.profile import PLAIN, Profile
from pipelines.reading.read import read
from pipelines.reading.source import Source, source_of
from pipelines.reading.taken import taken

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"

PAGE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="topline"><span>{town}人才热线</span><span>今日寄语</span></div>
<h1>{title}</h1>
<div id="zoom">
<p class="zw">{title}已经完成，全年主动公开政府信息{n}条，收到申请{n}件，均已按期办结，未发生行政复议。</p>
<p class="zw bt">一、总体情况</p>
<p class="zw">各单位认真落实条例要求，第{n}次全体会议专题研究公开工作，逐项明确了责任单位和完成时限。</p>
<p class="zw">本报告可在{town}人民政府网站下载，如有疑问请与{town}人民政府办公室联系，邮编990100。</p>
<div class="gd-tip"><p>{town}掌上通</p><p>随手拍一拍</p></div>
<p class="zw">二、存在问题。公开的时效仍需提高，部分单位更新不够及时，第{n}项任务延期完成，将于明年整改到位。</p>
<p class="sign">{town}人民政府</p><p>20{n}年1月20日</p>
</div>
<div id="dianzhan"><em>{town}欢迎你</em></div>
<table><tr><td>{town}风光</td></tr></table></body></html>"""


def source(town: str, n: int) -> Source:
    html = PAGE.format(town=town, n=n, title=f"{town}20{n}年政府信息公开工作总结")
    return source_of(capture_of_file(html.encode(), "http://www.shifan.example/a.html"), PLAIN)


def states(found: Labelled) -> list[str]:
    pieces = [found.labels.pieces(index)[0] for index in range(len(found.labels.page.lines))]
    return [f"{one.label}:{one.rule}" if one.rule else one.label for one in pieces]


def seen(town: str, years: Sequence[int]) -> tuple[Repeats, set[str]]:
    repeats, lines = Repeats(), set[str]()
    for year in years:
        found = labelled(source(town, year), PLAIN)
        repeats.look(found.labels.page, states(found))
        lines.update(body_lines(found.labels.page, states(found)))
    return repeats, lines


def test_blocks_that_repeat_are_proposed_and_what_could_be_the_document_is_not() -> None:
    repeats, _ = seen("示范县", range(14, 22))
    proposals = repeats.proposals(set(), set())
    assert {one.selector: one.body for one in proposals} == {
        "div.gd-tip": True,
        "div.topline": False,
        "#dianzhan": False,
    }
    assert {one.pages for one in proposals} == {8}
    tip = next(one for one in proposals if one.body)
    assert (tip.name, tip.example) == ("gd_tip", "示范县掌上通\n随手拍一拍")
    assert [one.example for one in repeats.lines(proposals, set(), set())] == ["示范县风光"]


def test_a_proposed_rule_takes_the_block_and_nothing_else() -> None:
    repeats, _ = seen("示范县", range(14, 20))
    rules = tuple((one.name, one.selector) for one in repeats.proposals(set(), set()))
    page = PAGE.format(town="示范县", n=21, title="示范县2021年政府信息公开工作总结")
    capture = capture_of_file(page.encode(), "http://www.shifan.example/a.html")
    before, after = read(capture), read(capture, Profile(chrome=rules))
    gone = [line for line in before.text.split("\n") if line not in after.text.split("\n")]
    assert gone == ["示范县掌上通", "随手拍一拍"]


def test_words_that_other_portals_have_in_their_articles_are_not_proposed() -> None:
    repeats, _ = seen("示范县", range(14, 20))
    proposals = repeats.proposals({"示范县掌上通", "随手拍一拍"}, set())
    assert "div.gd-tip" not in {one.selector for one in proposals}
    assert "随手拍一拍" not in {one.example for one in repeats.lines(proposals, {"随手拍一拍"}, set())}


def test_a_name_that_the_document_has_too_is_no_rule() -> None:
    repeats = Repeats()
    for year in range(14, 20):
        html = PAGE.format(town="示范县", n=year, title=f"示范县20{year}年政府信息公开工作总结")
        html = html.replace('<div class="gd-tip">', '<div class="zw">').replace("<p class", "<div class")
        found = labelled(source_of(capture_of_file(html.encode()), PLAIN), PLAIN)
        repeats.look(found.labels.page, states(found))
    assert "div.zw" not in {one.selector for one in repeats.proposals(set(), set())}


def test_a_few_pages_are_no_habit() -> None:
    repeats, _ = seen("示范县", (20, 21))
    assert repeats.proposals(set(), set()) == repeats.lines([], set(), set()) == []


@pytest.mark.parametrize(
    ("rule", "texts", "labels"),
    [
        ("css:.gd-tip", ["示范县掌上通", "随手拍一拍"], {"body"}),
        ("words:随手拍.*", ["随手拍一拍"], {"body"}),
        ("css:#dianzhan", ["示范县欢迎你"], {"chrome:outside_body"}),
        ("css:.absent", [], set()),
        ("words:各单位认真落实.*", [], set()),
    ],
)
def test_a_rule_on_trial_takes_what_it_would_take_and_says_what_that_is_today(
    rule: str, texts: list[str], labels: set[str]
) -> None:
    found = taken(source("示范县", 21), PLAIN, trial_of(rule))
    assert [one.text for one in found.stretches] == texts
    assert {one.label for one in found.stretches} == labels


def test_an_existing_rule_is_tried_against_the_table_without_it() -> None:
    html = PAGE.format(town="示范县", n=21, title="示范县2021年政府信息公开工作总结")
    html = html.replace("</body>", '<div class="footer"><p>示范县人民政府主办</p></div></body>')
    page = source_of(capture_of_file(html.encode()), PLAIN)
    found = taken(page, PLAIN, trial_of("footer_element"))
    assert [one.text for one in found.stretches] == ["示范县人民政府主办"]
    assert found.stretches[0].label != "chrome:footer_element"


@pytest.mark.parametrize("rule", ["css:p[", "words:(", "no_such_rule", "css:", ""])
def test_what_is_no_rule_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(ValueError, match=r"is (?:not a CSS selector|no regular expression|neither)"):
        trial_of(rule)


def test_every_rule_of_the_table_can_be_tried() -> None:
    page = source("示范县", 21)
    for rule in RULES:
        found = taken(page, PLAIN, trial_of(rule.name))
        assert all(one.label != f"chrome:{rule.name}" for one in found.stretches)


@pytest.mark.parametrize("case", sorted(path.name for path in GOLDEN.iterdir() if path.is_dir()))
def test_marks_are_the_entries_of_the_reading(case: str) -> None:
    asked = json.loads((GOLDEN / case / "headers.json").read_text("utf-8"))
    body = (GOLDEN / case / "page.html").read_bytes()
    capture = capture_of_file(body, asked["url"], asked["headers"])
    document, found = read(capture), labelled(source_of(capture, PLAIN), PLAIN)
    marked = mark(found)
    named = [
        (f"{marked.marks[at].label}:{marked.marks[at].rule}", marked.marks[at].text) for at in marked.removed
    ]
    assert named == [(one.rule, one.text) for one in document.evidence.removed]
    places = list(zip(document.blocks, marked.blocks, strict=True))
    assert all((at is None) == (block.kind == "page_mark") for block, at in places)
    for block, at in places:
        if at is not None and block.kind != "table":
            assert "".join(marked.marks[at].text.split()) == "".join(block.text.split())
    tables = zip(document.tables, marked.cells, strict=True)
    assert all(len(cells) in (0, len(table.cells)) for table, cells in tables)
    assert found.sums == document.evidence.sums


def test_every_character_that_is_not_white_space_is_under_one_mark() -> None:
    marked = mark(labelled(source("示范县", 21), PLAIN))
    for run in marked.tree.runs:
        words, segments = marked.tree.texts[run], marked.segments.get(run, ())
        assert all(one.end <= other.start for one, other in pairwise(segments))
        assert "".join("".join(words[one.start : one.end] for one in segments).split()) == "".join(
            words.split()
        )
