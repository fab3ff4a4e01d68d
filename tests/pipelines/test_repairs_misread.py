"""Wrong codecs: what comes back exactly, what comes back as a guess, and what is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.repairs import repair_page, repair_text, undo
from pipelines.repairs.fragments import fragments
from pipelines.repairs.hybrid import read_hybrid
from pipelines.repairs.lost_bytes import restore
from pipelines.repairs.suspects import suspects
from pipelines.repairs.whole import whole_reading

SENTENCES = [
    "本县图书馆周末照常开放，读者凭身份证办理借阅手续。",
    "各乡镇人民政府应当于每年六月底以前检查农田水利设施，发现问题及时处理。",
    "第三条　申请人应当提交身份证明、住房情况说明以及其他有关材料。",
    "会议由县长主持，听取了关于道路交通安全工作情况的汇报。",
]
SURE = [
    ("utf-8", "latin-1"), ("utf-8", "iso8859-15"), ("utf-8", "gb18030"), ("gbk", "latin-1"),
]  # fmt: skip


def western(data: bytes) -> str:
    """As browsers read windows-1252: bytes without a character become control characters."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte) for byte in data
    )


def lenient(data: bytes) -> str:
    """UTF-8 where two bytes allow it, windows-1252 elsewhere."""
    pieces = re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\x00-\xff]", data, re.DOTALL)
    return "".join(piece.decode("utf-8") if len(piece) == 2 else western(piece) for piece in pieces)


def in_pairs(data: bytes, codec: str, mark: str) -> str:
    """A decoder of pairs that shows what it knows and puts the mark for a pair that it does not."""
    text, at = "", 0
    while at < len(data):
        size = 1 if data[at] < 0x80 else 2
        try:
            text += data[at : at + size].decode(codec)
        except UnicodeDecodeError:
            text += mark
            size = size if data[at + 1 : at + 2] > b"\x7f" else 1
        at += size
    return text


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("right", "wrong"), SURE)
def test_what_kept_all_its_bytes_comes_back_exactly_and_is_no_guess(
    sentence: str, right: str, wrong: str
) -> None:
    damaged = sentence.encode(right).decode(wrong, "ignore")
    mended = repair_page(damaged)
    changes = [change for one in mended.applied for change in one.changes]
    if damaged.encode(wrong) == sentence.encode(right):
        assert mended.text == sentence
        assert not any(change.guess for change in changes)
    else:
        assert any(change.guess for change in changes)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_gbk_read_as_utf8_where_valid_comes_back(sentence: str) -> None:
    assert read_hybrid(lenient(sentence.encode("gbk"))) == sentence


@pytest.mark.parametrize("times", [2, 3])
def test_layers_come_off_in_one_step(times: int) -> None:
    damaged = SENTENCES[0]
    for _ in range(times):
        damaged = western(damaged.encode("utf-8"))
    mended = repair_page(damaged)
    assert mended.text == SENTENCES[0]
    assert [one.name for one in mended.applied] == ["misread_twice"]


@pytest.mark.parametrize("mark", ["?", "\ufffd", ""])
def test_a_lost_byte_costs_a_guess_and_only_the_guess_is_marked(mark: str) -> None:
    damaged = "".join(
        in_pairs(f"{line}\n".encode(), "gbk", mark) for line in ["请各村于月底前上报", "逾期不再受理"]
    )
    mended = repair_page(damaged)
    assert mended.text == "请各村于月底前上报\n逾期不再受理\n"
    guesses = [change.after for one in mended.applied for change in one.changes if change.guess]
    assert 0 < sum(map(len, guesses)) < len(mended.text) / 2
    assert "char_loss_suspected" in mended.flags
    assert undo(mended.text, mended.applied) == damaged


def test_characters_that_big5_lacks_come_back_from_their_neighbours() -> None:
    damaged = in_pairs("县人民政府应当全面落实防汛责任".encode("gbk"), "big5hkscs", "\ufffd")
    assert "\ufffd" in damaged
    assert repair_page(damaged).text == "县人民政府应当全面落实防汛责任"


def test_parts_of_a_restored_text_lie_side_by_side() -> None:
    damaged = in_pairs("请各村于月底前上报，逾期不再受理。".encode(), "gbk", "\ufffd")
    parts = restore(damaged, "gb18030", "utf-8") or ()
    assert [part.start for part in parts] == [0, *[part.end for part in parts[:-1]]]
    assert parts[-1].end == len(damaged)


def test_nothing_is_invented_where_nothing_is_left() -> None:
    for text in ("\ufffd" * 40, "锟斤拷" * 20, "�ϲ�" * 9):
        assert repair_page(text).text == text


@pytest.mark.parametrize("words", ["信息公开", "农田水利", "住房"])
@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gbk", "latin-1")])
def test_a_fragment_in_a_sound_line_has_exact_borders(words: str, right: str, wrong: str) -> None:
    damaged = words.encode(right).decode(wrong)
    line = f"我局负责{damaged}方面的事项，其余由各科室办理。"
    assert [(one.text, start, end) for one, start, end in fragments(line)] == [(words, 4, 4 + len(damaged))]


def test_short_units_are_read_as_the_page_was() -> None:
    page = "\n".join(
        ["第 1 條", "本辦法依圖書館法第五條規定訂定之。", "第 2 條", "圖書館應每週開放六日，並提供借閱服務。"]
    )
    damaged = page.encode().decode("gbk", "replace").replace("\ufffd", "?")
    assert repair_page(damaged).text == page


def test_no_edit_crosses_a_line_end_or_a_bracket() -> None:
    wrong = SENTENCES[0].encode().decode("gb18030", "replace")
    mended = repair_page(f"<td>{wrong}</td>\n<b>{wrong}</b>")
    assert not any(set("<>\n") & set(change.before) for one in mended.applied for change in one.changes)
    assert re.findall("<[^>]*>", mended.text) == ["<td>", "</td>", "<b>", "</b>"]


def test_a_page_without_odd_characters_has_no_suspects() -> None:
    assert suspects("<p>政府信息公开（2020年）— “数据” ①②③ 120㎡ ★</p>" * 50) == []


def test_a_lone_rare_name_in_a_paragraph_is_no_suspect_but_a_short_line_is() -> None:
    assert suspects("会议由王\u9f91同志主持，各科室负责人、业务骨干和群众代表共四十余人参加。") == []
    assert suspects("王\u9f91") == [(0, 2)]


@pytest.mark.parametrize(
    "text", ["政府信息公开", "Zürich, Genève, São Paulo", "Ελληνικά και λίγα ακόμη", "ㄅㄆㄇㄈ 注音", "┌──┐"]
)
def test_a_sound_unit_has_no_reading(text: str) -> None:
    assert whole_reading(text) is None


DAMAGE = st.sampled_from(
    [
        SENTENCES[0].encode().decode("gbk", "replace"), SENTENCES[1].encode().decode("latin-1"), SENTENCES[2].encode("gbk").decode("latin-1"),
        lenient(SENTENCES[3].encode("gbk")), "绗?", "姊�", "€", "銆", "\ufffd", "Å˳Û", "<b>", "\n", "?", "一", "A1", "é",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(DAMAGE, max_size=8).map("".join)))
def test_page_repairs_can_be_undone_and_find_nothing_the_second_time(text: str) -> None:
    once = repair_page(text)
    assert undo(once.text, once.applied) == text
    assert repair_text(repair_text(text).text).text == repair_text(text).text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_search(data: bytes) -> None:
    for wrong, right in (
        ("gb18030", "utf-8"),
        ("big5hkscs", "utf-8"),
        ("cp1252", "utf-8"),
        ("big5hkscs", "gb18030"),
    ):
        text = data.decode(wrong, "replace")
        parts = restore(text, wrong, right)
        assert parts is None or sum(part.end - part.start for part in parts) == len(text)
