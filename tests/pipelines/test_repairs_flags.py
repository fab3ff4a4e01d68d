"""Flags: damage that the text alone cannot undo is named; what was undone, and what only looks like damage, is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evidence import AppliedRepair, Change
from pipelines.repairs import repair_extract, repair_text
from pipelines.repairs.damage import FLAGS, flags_of_repairs, flags_of_text

DAMAGED = [
    ("kuntao", "文号锟斤拷锟斤拷通知"),
    ("kuntao", "关于印发斤拷锟斤拷的通知"),
    ("uninitialised_memory", "密码烫烫烫烫"),
    ("uninitialised_memory", "屯屯屯屯屯屯"),
    ("question_marks", "??????????, ????"),
    ("question_marks", "2019????????????????"),
    ("question_marks", "(?)????????????,????1226?;?????"),
    ("question_marks", "????????????????\n示范市卫生局\n特此通知"),
    ("replacement_characters", "政府\ufffd信息"),
    ("gbk_desync", "各。ㄗ灾螀^(qū)、"),
    ("gbk_desync", "現(xiàn)狀?！?/strong>"),
    ("private_use", "经办人李\ue123"),
    ("private_use", "任命王\ue012明为副局长"),
    ("private_use", "是\uf0a8否\uf0fe"),
    ("char_loss_suspected", "示政〔20153)通知"),
    ("char_loss_suspected", "示府〔20221\n各镇人民政府"),
    ("char_loss_suspected", "（示卫〔201760号）"),
    ("char_loss_suspected", "请于1125日前报送"),
    ("tables_lost", "正文 " + "|" * 347),
    ("tables_lost", "正文如下\n" + "|" * 12 + "\n特此报告"),
    ("pinyin_gloss", "涪(fú)陵"),
]

SOUND = [
    ("kuntao", "“锟斤拷”是一种常见的乱码。"),
    ("uninitialised_memory", "水烫烫烫的，别碰。屯屯军屯民"),
    ("uninitialised_memory", "调试时出现“烫烫烫烫”，是未初始化内存的缘故。"),
    ("question_marks", "常见问题：怎么办理????????需要什么材料????"),
    ("question_marks", "????年??月??日"),
    ("question_marks", "????-??-?? ??:??:??"),
    ("question_marks", "Really????????"),
    ("question_marks", "VALUES (?,?,?,?,?,?,?,?,?,?)"),
    ("question_marks", "a ?? b ?? c ?? d"),
    ("question_marks", "感谢大家????????????"),
    ("question_marks", "What?? Why?? When?? Who??"),
    ("replacement_characters", "U+FFFD（\ufffd）是替换字符"),
    ("gbk_desync", "注音符號ㄅㄆㄇㄈ是標音符號"),
    ("gbk_desync", "x^(q+1)，（知道吗?ok)"),
    ("gbk_desync", "你真的要去吗？！"),
    ("private_use", "\ue601 首页\n\ue602\n更多\ue603"),
    ("private_use", "\uf0b7 第一项\n\uf0b7 第二项"),
    ("char_loss_suspected", "示政办〔2017〕60号、〔2017年〕"),
    ("char_loss_suspected", "保质期1125日，应于20日前、120日前通知"),
    ("char_loss_suspected", "créées, agréées, ååå, ãé"),
    ("tables_lost", "首页 | 概况 | 公开\n| 一 | 二 |\n||||\n"),
    ("tables_lost", "行政复议 |\n行政诉讼 |\n" + "|" * 13 + "\n结果维持 |\n"),
    ("tables_lost", "x || y || z"),
    ("pinyin_gloss", "行政(xingzheng)复议"),
]

UNDONE = [
    "&#20844;&#24320;&#25919;&#24220;&#20449;&#24687;",
    "\\u653f\\u5e9c\\u4fe1\\u606f\\u516c\\u5f00",
    "标题：%E5%85%AC%E5%BC%80",
    "政府\u200b信息\ufeff公开",
    "\u2f08民\u2ea0主 \uf981士",
    "李\ue863，",
    "政府信息公开工作年度报告".encode().decode("gb18030"),
    "政府信息公开工作年度报告".encode().decode("latin-1"),
    "政府信息公开工作年度报告".encode("gbk").decode("latin-1"),
]


@pytest.mark.parametrize(("flag", "text"), DAMAGED)
def test_damage_that_stays_is_named(flag: str, text: str) -> None:
    assert flag in repair_text(text).flags


def test_a_reading_torn_from_its_character_is_named() -> None:
    assert flags_of_text("將圖紙轉(zhuǎn)變?yōu)楫a(chǎn)品") == {"gbk_desync"}
    assert flags_of_text("你知道吗?ok)") == set()


@pytest.mark.parametrize(("flag", "text"), SOUND)
def test_what_only_looks_like_damage_is_not_named(flag: str, text: str) -> None:
    assert flag not in repair_text(text).flags


@pytest.mark.parametrize("text", UNDONE)
def test_damage_that_was_undone_for_certain_is_not_named(text: str) -> None:
    mended = repair_text(text)
    assert mended.text != text
    assert mended.flags == ()


@pytest.mark.parametrize("flag", sorted(set(FLAGS) - {"origin_suspect"}))
def test_every_flag_has_a_text_that_gets_it_and_one_that_does_not(flag: str) -> None:
    assert flag in {name for name, _ in DAMAGED}
    assert flag in {name for name, _ in SOUND}


def test_the_longest_run_of_pipes_is_told() -> None:
    mended = repair_extract("第一行 " + "|" * 40 + "\n第二行 " + "|" * 347 + "\n特此报告")
    notes = [change.note for one in mended.applied if one.name == "pipe_runs" for change in one.changes]
    assert notes == ["40 pipes", "347 pipes: three statutory tables lost"]
    assert mended.flags == ("tables_lost",)


def test_half_a_character_behind_a_mended_stretch_is_a_loss() -> None:
    change = Change(0, "", "行政事业性收")
    torn = AppliedRepair("utf8_as_gbk", "page", (change,))
    assert flags_of_repairs([torn], "行政事业性收璐?") == {"char_loss_suspected"}
    assert flags_of_repairs([torn], "行政事业性收费") == set()
    assert flags_of_repairs([AppliedRepair("entities", "run", (change,))], "行政事业性收璐") == set()


def test_a_guess_is_a_loss() -> None:
    guess = AppliedRepair("utf8_as_gbk", "page", (Change(0, "锛?", "，", "utf-8 read as gb18030", True),))
    assert flags_of_repairs([guess]) == {"char_loss_suspected"}


@given(st.text(st.sampled_from("锟斤拷烫?\ufffd^(qū)ㄗ李\ue123〔2015)于1125日前éïãå \n乱码公"), max_size=60))
def test_knowing_the_characters_of_a_text_changes_nothing(text: str) -> None:
    assert flags_of_text(text) == flags_of_text(text, "".join(sorted(set(text))))
