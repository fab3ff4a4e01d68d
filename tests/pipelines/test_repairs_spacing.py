"""Spaces inside words and letters of double width: what is mended, and above all what stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.hanzi.build_words import LEAST_COUNT, LEAST_COUNT_OF_NAMES, Counted, pack, read
from pipelines.hanzi.fold import half_width
from pipelines.hanzi.segment import apart, torn
from pipelines.hanzi.words import words
from pipelines.repairs import gaps, repair_text, torn_words, undo
from pipelines.repairs.gaps import GAPS

PROSE = (
    "本县今年共修建乡村道路二十八公里，解决了三个偏远山村群众的出行困难。",
    "图书馆每周一闭馆整理，读者可以通过自助设备归还图书，逾期不再收取费用。",
    "渡船应当配备救生设备，并保持其处于良好状态，遇有大风应当停止航行。",
)
WORDS = (
    "公里",
    "解决",
    "山村",
    "群众",
    "困难",
    "整理",
    "读者",
    "设备",
    "图书",
    "收取",
    "费用",
    "渡船",
    "大风",
)


def tear(text: str, torn_here: set[str], gap: str) -> str:
    for word in torn_here:
        text = text.replace(word, gap.join(word))
    return text


@settings(deadline=None)
@given(
    st.sets(st.sampled_from(WORDS), min_size=3),
    st.sampled_from([" ", "\u3000", "\u00a0", "\u00a0 ", "\u2002"]),
)
def test_torn_words_of_prose_are_joined_whatever_the_gap_and_can_be_torn_again(
    torn_here: set[str], gap: str
) -> None:
    sound = "\n".join(PROSE)
    damaged = tear(sound, torn_here, gap)
    mended = repair_text(damaged)
    assert mended.text == sound
    assert undo(mended.text, mended.applied) == damaged


@pytest.mark.parametrize(
    "text",
    [
        "张 三 李 四 王 五",
        "局长 王 明 副局长 李 刚",
        "（记者 高 峰 通讯员 李 文）今天上午，全市经济工作会议在大礼堂召开，市长出席并讲话。",
        "市委书记 高 山在讲话中指出，要认真贯彻落实会议精神，切实抓好各项工作。",
        "甲 方：某某公司 乙 方：某某单位",
        "姓名　性别　民族　出生年月　参加工作时间",
        "办公室 电话 传真 值班室 电话 传真 人事科 电话",
        "高兴 兴奋 奋斗 斗争 争论 论文 文学 学生 生活 活动",
        "下列词语读音全部正确的一项是 A.省 察 B.节 省 C.反 省",
        "明月几时有 把酒问青天 不知天上宫阙 今夕是何年",
        "我 是 中国 人 ， 我 爱 我 的 祖国 ， 我们 都 要 努力 学习 。",
        "政府 信息 公开 工作 的 开展 情况 和 存在 的 问题",
        "我哋今日去咗深水埗 佢話好多人 我都唔知點解",
        "首页 概况 新闻 公告 公开 服务 互动 专题",
        "第 一 章 总则\n第 二 章 申请\n第 三 節 審查程序及其他應遵行事項之規定",
        "记者从市 县两级政府了解到，今年全市将新建学校三十所，惠及学生两万余人。",
        "2019 年 月 日",
        "签名： 年 月 日 盖章： 年 月 日 本表一式两份由申请人和受理机关各执一份",
    ],
)
def test_gaps_that_are_meant_stay(text: str) -> None:
    assert repair_text(text).text == text


@settings(deadline=None)
@given(st.text(alphabet="政府工作报告的一人第三章 \u3000\n，。", max_size=60))
def test_only_gaps_between_han_are_taken_away(text: str) -> None:
    for edit in torn_words.find(text):
        gap = text[edit.start : edit.end]
        assert not edit.text and gap and set(gap) <= set(GAPS)
        assert "\u3400" < text[edit.start - 1] < "\ua000" and "\u3400" < text[edit.end] < "\ua000"


@settings(deadline=None)
@given(st.text(alphabet=f"政府a1{GAPS}\n，", max_size=40))
def test_the_sign_is_there_exactly_when_a_gap_stands_between_two_han(text: str) -> None:
    assert gaps.SIGN.search(text) == bool(gaps.BETWEEN.search(text))
    for start, line in gaps.lines(text):
        assert text.startswith(line, start) and "\n" not in line and gaps.BETWEEN.search(line)


def test_a_gap_at_a_border_of_words_costs_more_when_it_is_read_as_a_tear() -> None:
    at_border, inside = frozenset({2}), frozenset({3})
    assert torn("政府工作", at_border).inside == frozenset()
    assert torn("政府工作", inside).inside == inside
    assert apart("政府工作", inside) - torn("政府工作", inside).bits > 5


def test_words_are_torn_everywhere_or_not_at_all() -> None:
    assert torn("图书馆", frozenset({1, 2})).words == ("图书馆",)
    assert torn("图书馆", frozenset({2})).words != ("图书馆",)


def test_names_of_persons_are_never_read_as_torn_words() -> None:
    name = next(name for name in sorted(words().names) if len(name) == 2)
    assert torn(name, frozenset({1})).inside == frozenset()


@settings(deadline=None)
@given(st.integers(10, 99), st.integers(1, 12), st.text(alphabet="ABCXYZ", min_size=2, max_size=6))
def test_text_that_was_widened_throughout_becomes_half_width_with_its_punctuation_kept(
    number: int, month: int, name: str
) -> None:
    sound = f"本县于19{number}年{month}月通过{name}认证，共计{number}家（含下属单位）；"
    widened = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in sound)
    mended = repair_text(widened)
    assert mended.text == sound
    assert undo(mended.text, mended.applied) == widened


@pytest.mark.parametrize(
    "text",
    [
        "胸部Ｘ光检查",
        "Ａ股和Ｂ股市场",
        "Ａ、Ｂ、Ｃ三个选项",
        "2019年共检查２０家单位、３５个网点",
        "半角的123和全角的１２３是不同的字符",
        "第１２条　すべて人は、法の下に平等であって、１０００円を支払う。",
        "ＡＢＣ ＤＥＦ",
    ],
)
def test_full_width_as_a_style_stays(text: str) -> None:
    assert repair_text(text).text == text


def test_addresses_do_not_speak_against_a_widened_text() -> None:
    before = "详见 http://dangan.shifan.example/2001/art12.html，共３５卷１２０件。"
    assert (
        repair_text(before).text
        == half_width("详见 http://dangan.shifan.example/2001/art12.html") + "，共35卷120件。"
    )


def test_the_word_list_is_packed_in_order_without_rare_words_and_long_ones(tmp_path: Path) -> None:
    source = tmp_path / "dict.txt"
    source.write_text("甲乙 5 n\n丙丁 3 n\n戊己庚辛壬 90 n\n子丑 19 nr\n寅卯 20 nr\nabc 90 eng\n", "utf-8")
    rows = list(read(source))
    assert rows[0] == Counted("甲乙", 5, "n")
    assert pack(rows) == pack(rows[::-1])
    assert (LEAST_COUNT, LEAST_COUNT_OF_NAMES) == (4, 20)


def test_a_word_list_with_a_broken_line_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "dict.txt"
    source.write_text("甲乙 5\n", "utf-8")
    with pytest.raises(ValueError, match="unpack"):
        list(read(source))
