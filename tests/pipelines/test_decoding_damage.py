"""Decoding of damaged bytes: what is lost stays visible and counted, and sound text is never taken for damaged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.decoding import decode
from pipelines.decoding.readers import REPLACEMENT, read
from pipelines.decoding.realign import Surroundings, realign

PROSE = (
    "各区县卫生健康委员会、委属各单位：为做好今年的政务公开工作，现将有关事项通知如下，请结合实际认真贯彻落实。"
    "各单位应当在每年三月底以前编制完成上一年度的工作报告，经主要负责人审核同意以后，在门户网站上向社会公布。"
)
TRADITIONAL = (
    "為保障人民知的權利，促進施政公開透明，各機關應於每年年終檢討本年度辦理情形，並將檢討結果主動公布於網站。"
    "申請人對於機關所為之決定不服者，得依法提起訴願及行政訴訟，機關應於決定書中載明救濟之方法與期間。"
)
PAGE = "<html><head><title>{0}</title></head>\n<body><p>{1}</p>\n<p>{2}</p></body></html>"


def without(data: bytes, place: int) -> bytes:
    return data[:place] + data[place + 1 :]


def kept(text: str) -> str:
    return text.replace(REPLACEMENT, "")


def chinese(text: str) -> str:
    """Without losses, and without the half of a Big5 character that is a letter by itself."""
    return "".join(char for char in kept(text) if not char.isascii())


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize(("codec", "text"), [("gbk", PROSE), ("big5", TRADITIONAL), ("utf-8", PROSE)])
def test_a_lost_byte_costs_the_character_it_was_part_of(codec: str, text: str, half: int) -> None:
    exact = 0
    for place in range(4, 64):
        start = len(text[:place].encode(codec))
        found = decode(without(text.encode(codec), start + half))
        exact += chinese(found.text) == text[:place] + text[place + 1 :]
        assert found.text.endswith(text[-20:])
    assert exact >= 48


def test_two_lost_bytes_in_one_run_cost_two_characters() -> None:
    data = without(without(PROSE.encode("gbk"), 120), 60)
    found = decode(PAGE.format("通知", PROSE, "").encode("gbk").replace(PROSE.encode("gbk"), data))
    assert PROSE[:28] in found.text
    assert PROSE[34:58] in found.text
    assert PROSE[64:] in found.text


def test_a_byte_replaced_by_a_question_mark_is_one_loss() -> None:
    data = bytearray(PROSE.encode("gbk"))
    data[41] = ord("?")
    found = decode(bytes(data))
    assert found.text == PROSE[:20] + REPLACEMENT + "?" + PROSE[21:]
    assert found.verdict.lost == 1


def test_the_orphans_of_a_utf8_character_are_one_loss() -> None:
    found = decode(PROSE.encode()[1:])
    assert found.text == REPLACEMENT + PROSE[1:]
    assert found.verdict.lost == 1


@pytest.mark.parametrize(("codec", "text"), [("gbk", PROSE), ("big5", TRADITIONAL)])
def test_a_short_text_cut_at_its_start_is_read_from_the_second_character(codec: str, text: str) -> None:
    found = decode(text[:24].encode(codec)[1:])
    assert kept(found.text) == text[1:24]


SOUND = [
    "太贵了！！！！！！！！！！！！千万别来！！！！！！",
    "┌──┬──┐\n│年度│件数│\n├──┼──┤\n│　　│ │\n└──┴──┘",
    "录取名单：璩璘、麴晟煜、亓官玥、逄锦彧、仝堃、厍婧祎、佴昶旸、缪翀",
    "中医方剂：鳖甲、龟甲、蛤蚧、蕲艾、蟾酥、麝香、牡蛎、藁本、茜草",
    "日文：カタカナとひらがな。俄文：Правительство。希文：αβγδ",
    "附表Ａ：第１２条、Ⅲ级、③④⑤、№５、≥５㎎、℃、‰、〇〇八",
    "维生素C、T恤、A股、X光、PM2.5、pH值、IP地址、U盘、K线图",
]


@pytest.mark.parametrize("odd", SOUND)
@pytest.mark.parametrize("around", ["{0}", PROSE + "\n{0}\n" + PROSE, PAGE])
def test_sound_text_with_rare_characters_is_left_as_it_is(odd: str, around: str) -> None:
    text = around.format(odd, PROSE, odd)
    found = decode(text.encode("gb18030"), "text/html; charset=gbk")
    assert found.text == text
    assert (found.verdict.used, found.verdict.lost) == ("gb18030", 0)


@pytest.mark.parametrize(
    "odd",
    [
        "維他命C與A群鏈球菌、X光片、√l毫米、α粒子",
        "錄取名單：龔旻翯、翁翊庭、阮筠婕、鄺嬿婷、麥翀",
        "佢哋話嗰啲嘢唔使咁快搞掂㗎，你喺度等吓先啦",
    ],
)
def test_sound_big5_is_left_as_it_is(odd: str) -> None:
    text = f"{TRADITIONAL}\n{odd}\n{TRADITIONAL}"
    data = text.encode("big5hkscs")
    assert decode(data, "text/html; charset=big5").text == text


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(PROSE) - 2), st.integers(2, 40))
def test_any_cut_of_prose_comes_back(start: int, length: int) -> None:
    text = PROSE[start : start + length]
    if len(text) >= 4:
        assert decode(text.encode("gbk"), "text/html; charset=gbk").text == text


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=60), st.sampled_from(["gb18030", "big5hkscs"]))
def test_every_byte_is_accounted_for_by_the_new_pairing(data: bytes, codec: str) -> None:
    text = realign(data, codec, 26.0, Surroundings())
    assert text
    assert kept(text) == kept("".join(read(char.encode(codec), codec) for char in kept(text)))
    assert [char for char in text if char in "<>\n"] == [chr(byte) for byte in data if byte in b"<>\n"]
