"""Repairs: every row by its golden cases, the runner by its promises."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.evidence import Edit
from pipelines.repairs import Repaired, repair_extract, repair_page, repair_runs, repair_text, undo
from pipelines.repairs.damage import FLAGS
from pipelines.repairs.pieces import Joined, Replaced
from pipelines.repairs.table import REPAIRS

GOLDEN = Path(__file__).parent.parent / "golden" / "repairs"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['label']}")
    for path in sorted(GOLDEN.glob("*.json"))
    for case in json.loads(path.read_text("utf-8"))
]


OF_PAGES = {repair.name for repair in REPAIRS if repair.level in ("cell", "extract")}


def repaired(row: str, text: str) -> Repaired:
    """The text after all repairs that work where this row does."""
    return repair_extract(text) if row in OF_PAGES else repair_text(text)


@pytest.mark.parametrize(("row", "case"), CASES)
def test_a_golden_case_is_repaired_as_wanted_and_can_be_undone(row: str, case: dict[str, str]) -> None:
    mended = repaired(row, case["original"])
    assert mended.text == case["fixed"]
    assert undo(mended.text, mended.applied) == case["original"]
    assert repaired(row, mended.text).text == mended.text


@pytest.mark.parametrize("row", sorted(OF_PAGES))
def test_what_only_pages_and_extractors_do_is_left_in_a_text_of_unknown_origin(row: str) -> None:
    cases = json.loads((GOLDEN / f"{row}.json").read_text("utf-8"))
    for case in cases:
        mended = repair_text(case["original"])
        assert row not in {one.name for one in mended.applied}


@pytest.mark.parametrize("name", [repair.name for repair in REPAIRS])
def test_every_row_has_a_golden_case_that_changes_by_it_and_one_that_stays(name: str) -> None:
    cases = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    changing = [case for case in cases if case["fixed"] != case["original"]]
    assert any(name in {one.name for one in repaired(name, case["original"]).applied} for case in changing)
    assert any(case["fixed"] == case["original"] for case in cases)


def test_every_golden_file_belongs_to_a_row() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {repair.name for repair in REPAIRS}


def test_row_names_are_unique_and_every_row_says_why() -> None:
    assert len({repair.name for repair in REPAIRS}) == len(REPAIRS)
    assert all(repair.why and repair.find.__doc__ for repair in REPAIRS)


CLEAN = [
    "数据统计的起止为2020年1月1日和12月31日。（一）主动公开情况：共1226条。",
    "臺北市政府衛生局為辦理政府資訊公開，依政府資訊公開法第七條規定公告。",
    "Annual Report – “naïve” café, Zürich; 25 °C ± 2 °C, 3×10⁻⁶ mol·L⁻¹",
    "print('政府'); var s=\"\\u4e2d\\u6587\"; // JavaScript 转义示例 &nbsp;",
    "帝高陽之苗裔兮，朕皇考曰伯庸。攝提貞於孟陬兮，惟庚寅吾以降。",
    "涪(fú)陵、睢(suī)阳、单(shàn)县、尉(yù)犁县",
    "第一课 生字：卫(wèi)、报(bào)、动(dòng)、务(wù)、国(guó)、会(huì)、开(kāi)。请抄写三遍。",
    "| 序号 | 项目 | 数量 |\n| 1 | 机构职能 | 4 |",
    "https://www.shifan.example/s?wd=%E6%94%BF%E5%BA%9C&ie=utf-8&amp_id=2",
    "“锟斤拷”“烫烫烫”是常见的乱码。",
    "氕氘氚氦锂铍硼氟氖钠镁钪钒铬镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯镉铟锑碲碘氙铯钡镧铈镨钕钷",
    "新疆ئۇيغۇر自治区、西藏བོད་自治区、内蒙古ᠮᠣᠩᠭᠣᠯ自治区 👨‍👩‍👧 می‌خواهم",
    "Правительство Российской Федерации; 日本語の混在：情報公開条例について; 한국어 안내",
    "主送：各市（州）卫生健康委  抄送：省政府办公厅\n张三 李四 王五\n第一章　总则",
    "面积120㎡，①②③ ㈠㈡ Ⅲ级响应 ☑是 □否 ★ → 〔2019〕3号 １９９８年",
]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_of_every_kind_passes_unchanged_and_unflagged(text: str) -> None:
    mended = repair_text(text)
    assert mended.text == text
    assert mended.applied == ()
    assert set(mended.flags) <= {"pinyin_gloss"}


SCRAPS = st.sampled_from(
    [
        "政府信息公开", "鏀垮簻", "锛?", "锛", "Õþ¸®", "æ”¿", "&amp;", "&", "nbsp;", "&#20844;", "\\u516c", "%E5%85%AC", "\u200b", "⼈",
        "〔2017", "60号", "201769", "\n", " ", "　", "自", "然", "人", "|" * 13, "|", "(wèi)", "衛", "務(wù)", "\ue863", "\ufffd", "?", "２", "0",
        "<p>", "</span>", "⠂/span>", "\x81", "锟斤拷", "\ufeff", "€", "一", "lt;", "é", "ã", "乱码",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(SCRAPS, max_size=14).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_undoing_a_repair_gives_back_the_text(text: str) -> None:
    mended = repair_text(text)
    assert undo(mended.text, mended.applied) == text


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once = repair_text(text).text
    assert repair_text(once).text == once


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_repair_brings_in_a_tag(text: str) -> None:
    tag = re.compile(r"<[a-zA-Z/!?]")
    assert len(tag.findall(repair_text(text).text)) <= len(tag.findall(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(SCRAPS, min_size=1, max_size=12), st.data())
def test_replacements_of_runs_tell_how_each_run_changed(runs: list[str], data: st.DataObject) -> None:
    joints = [data.draw(st.sampled_from(["", "\n"])) for _ in runs[1:]]
    mended = repair_runs(runs, joints)
    assert len(mended.runs) == len(runs)
    for number, (before, after) in enumerate(zip(runs, mended.runs, strict=True)):
        rebuilt, at = "", 0
        for piece in mended.replaced.get(number, ()):
            rebuilt += before[at : piece.start] + piece.text
            at = piece.end
        assert rebuilt + before[at:] == after


def test_an_edit_across_runs_puts_its_text_into_the_first_and_cuts_the_rest() -> None:
    mended = repair_runs(["关于&amp;", "nbsp", ";公开"], ["", ""])
    assert mended.runs == ("关于\xa0", "", "公开")
    assert mended.replaced[0] == (Replaced(2, 7, "\xa0"),)
    assert mended.replaced[1] == (Replaced(0, 4, ""),)


def test_an_edit_that_touches_the_border_of_a_block_is_refused() -> None:
    page = Joined(["ab", "cd"], ["\n"])
    assert not page.allows(Edit(1, 3, ""))
    assert page.allows(Edit(0, 2, "x"))
    assert page.allows(Edit(2, 2, "!"))


def test_the_gate_of_pinyin_sees_the_whole_document() -> None:
    words = "衛(wèi)生政務(wù)公開(kāi)領(lǐng)導(dǎo)報(bào)告主動(dòng)數(shù)據(jù)統(tǒng)計(jì)關(guān)係如下所列事项一并予以说明并在网上公布"
    runs = re.findall(r"[^()]+|\([^()]+\)", words)
    mended = repair_runs(runs, [""] * (len(runs) - 1))
    assert "".join(mended.runs) == "卫生政务公开领导报告主动数据统计关系如下所列事项一并予以说明并在网上公布"
    assert mended.flags == ("origin_suspect",)


def test_fewer_joints_than_gaps_are_refused() -> None:
    with pytest.raises(ValueError, match="joints"):
        repair_runs(["a", "b"], [])


def test_undo_refuses_a_record_that_does_not_fit() -> None:
    mended = repair_text("公\u200b开")
    wrong = replace(mended.applied[0], changes=(mended.applied[0].changes[0]._replace(start=9, after="x"),))
    with pytest.raises(ValueError, match="does not fit"):
        undo(mended.text, [wrong])


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("文号锟斤拷锟斤拷通知", "kuntao"),
        ("密码烫烫烫烫", "uninitialised_memory"),
        ("??????????, ????", "question_marks"),
        ("政府\ufffd信息", "replacement_characters"),
        ("各。ㄗ灾螀^(q公开", "gbk_desync"),
        ("经办人李\ue123", "private_use"),
        ("闽政〔20153)通知", "char_loss_suspected"),
        ("正文 " + "|" * 347, "tables_lost"),
        ("涪(fú)陵", "pinyin_gloss"),
    ],
)
def test_damage_that_stays_is_flagged(text: str, flag: str) -> None:
    assert flag in FLAGS
    assert flag in repair_text(text).flags


def test_a_character_restored_from_torn_bytes_is_marked_as_a_guess() -> None:
    whole = "申请人对答复不服的，可以依法申请行政复议。"
    torn = whole.encode("utf-8").decode("gbk", "replace").replace("\ufffd", "?")
    mended = repair_page(torn)
    assert mended.text[:9] == whole[:9]
    assert any(change.guess for one in mended.applied for change in one.changes)
    assert "char_loss_suspected" in mended.flags


def test_page_repairs_leave_markup_alone() -> None:
    wrong = "政府信息".encode().decode("gbk")
    page = f'<html><a title="{wrong}" href="/x?a=1&amp;b=2">{wrong}</a></html>'
    assert repair_page(page).text == '<html><a title="政府信息" href="/x?a=1&amp;b=2">政府信息</a></html>'


def _seed(number: str) -> str:
    corpus = os.environ.get("GONGKAI_CORPUS")
    if not corpus:
        pytest.skip("GONGKAI_CORPUS names no corpus")
    found = sorted(Path(corpus, "seeds").glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"the corpus has no seed {number}")
    return found[0].read_text("utf-8")


def test_the_annotated_mirror_copy_loses_all_350_readings_and_nothing_else() -> None:
    text = _seed("000")
    mended = repair_text(text)
    removed = [change for one in mended.applied if one.name == "bracket_pinyin" for change in one.changes]
    assert len(removed) == 350
    assert len(re.findall(r"[(（]", mended.text)) == 12
    assert re.sub(r"\D", "", mended.text) == re.sub(r"\D", "", text)
    assert "origin_suspect" in mended.flags
    expected = Path(os.environ["GONGKAI_CORPUS"], "bench/encoding/bazhou/000_simplified.txt")
    assert "".join(mended.text.split()) == "".join(expected.read_text("utf-8").split())


def test_the_notice_with_lost_characters_gets_its_document_numbers_and_only_certain_dates_back() -> None:
    mended = repair_extract(_seed("002"))
    brackets = [change for one in mended.applied if one.name == "lost_brackets" for change in one.changes]
    assert len(brackets) == 5
    assert re.findall(r"〔20\d\d〕\d+号", mended.text) == ["〔2017〕60号", "〔2017〕312号"] * 2 + [
        "〔2015〕22号"
    ]
    assert "2017年6月9日" in mended.text
    assert "11月25日前" in mended.text
    assert "char_loss_suspected" in mended.flags


def test_the_report_without_tables_loses_its_pipes_and_is_flagged() -> None:
    mended = repair_extract(_seed("003"))
    assert "|" not in mended.text
    assert "tables_lost" in mended.flags
    assert "微信公众号3682条" in mended.text
    notes = [change.note for one in mended.applied if one.name == "pipe_runs" for change in one.changes]
    assert any("three statutory tables" in note for note in notes)


def test_the_report_with_padded_cells_gets_whole_words() -> None:
    mended = repair_extract(_seed("004"))
    lines = {line.strip() for line in mended.text.splitlines()}
    assert {"自然人", "规章", "总计", "其他", "商业企业", "二、上年结转政府信息公开数量"} <= lines


def test_the_sound_report_is_not_touched() -> None:
    text = _seed("001")
    mended = repair_text(text)
    assert {one.name for one in mended.applied} <= {"padded_words", "wrapped_labels"}
    assert "".join(mended.text.split()) == "".join(text.split())
