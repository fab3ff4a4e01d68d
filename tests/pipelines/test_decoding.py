"""Decoding: whom the court believes, what it records, and that nothing makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.decoding import Decoded, decode
from pipelines.decoding.labels import codec_of

PROSE = (
    "各县（市、区）人民政府，市政府各部门：现将年度政府信息公开工作报告印发给你们，请认真贯彻执行。"
    "本报告由总体情况、主动公开情况、收到和处理申请情况、行政复议和行政诉讼情况等部分组成。"
)
TRADITIONAL = (
    "政府資訊公開法第七條規定，下列政府資訊除依第十八條規定限制公開者外，應主動公開，並刊載於機關網站。"
)


def page(charset: str, body: str = PROSE) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}<title>通知</title></head><body><p>{body}</p></body></html>"


def said(found: Decoded, name: str) -> tuple[str | None, str]:
    witness = next(one for one in found.verdict.witnesses if one.name == name)
    return witness.said, witness.overruled


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("x-gbk", "gb18030"),
        ("utf8", "utf-8"),
        ("big5", "big5hkscs"),
        ("zh_cn", "gb18030"),
    ],
)
def test_a_declaration_that_is_right_wins(label: str, codec: str) -> None:
    body = TRADITIONAL if codec == "big5hkscs" else PROSE
    found = decode(page(label, body).encode(codec))
    assert found.text == page(label, body)
    assert found.verdict.used == codec
    assert found.verdict.lost == 0


@pytest.mark.parametrize("wrong", ["utf-8", "big5", "iso-8859-1", "shift_jis", "klingon"])
def test_a_declaration_against_the_bytes_is_overruled_and_named(wrong: str) -> None:
    found = decode(page(wrong).encode("gb18030"), f"text/html; charset={wrong}")
    assert found.text == page(wrong)
    assert found.verdict.used == "gb18030"
    assert said(found, "header")[0] == wrong
    assert said(found, "header")[1]
    assert said(found, "declaration")[1]


def test_valid_utf8_outranks_header_and_page() -> None:
    found = decode(page("gb2312").encode(), "text/html; charset=gbk")
    assert found.text == page("gb2312")
    assert found.verdict.winner == "UTF-8 bytes"
    assert said(found, "header") == ("gbk", "the bytes are utf-8 (UTF-8 bytes)")
    assert said(found, "character model") == (None, "not called")
    assert said(found, "detector") == (None, "not called")


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16le"),
        (b"\xfe\xff", "utf-16be"),
        (b"\xff\xfe\0\0", "utf-32le"),
    ],
)
def test_a_byte_order_mark_wins_and_is_not_text(mark: bytes, codec: str) -> None:
    found = decode(mark + page("gb2312").encode(codec), "text/html; charset=gbk")
    assert found.text == page("gb2312")
    assert found.verdict.winner == "byte order mark"


@pytest.mark.parametrize("codec", ["utf-16le", "utf-16be"])
@pytest.mark.parametrize("text", [page(""), PROSE.replace("：", "")])
def test_utf16_without_a_mark_is_seen(codec: str, text: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_a_script_or_comment_declares_nothing() -> None:
    text = (
        '<!-- <meta charset="utf-8"> --><script charset="big5" src="a.js"></script><meta charset="gbk">'
        + PROSE
    )
    found = decode(text.encode("gbk"))
    assert said(found, "declaration") == ("gbk", "")


def test_a_declaration_behind_a_long_comment_is_found() -> None:
    text = f"<!-- {'x' * 5000} -->" + page("gbk")
    assert said(decode(text.encode("gbk")), "declaration") == ("gbk", "")


def test_the_hint_of_the_site_is_a_witness() -> None:
    found = decode(page("").encode("gbk"), hint="gbk")
    assert found.verdict.winner == "site hint"


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_one_bad_byte_costs_one_character(codec: str) -> None:
    data = bytearray(PROSE.encode(codec))
    where = len("各县（市、区）".encode(codec))
    found = decode(bytes(data[:where]) + b"\xff" + bytes(data[where:]))
    assert found.text.replace("\ufffd", "") == PROSE
    assert found.verdict.lost == 1


@pytest.mark.parametrize("codec", ["gbk", "utf-8", "big5"])
def test_a_cut_at_either_end_costs_one_character(codec: str) -> None:
    whole = TRADITIONAL if codec == "big5" else PROSE
    end = decode(whole[:-1].encode(codec)[:-1])
    assert end.text.replace("\ufffd", "") == whole[:-2]
    start = decode(whole.encode(codec)[1:])
    assert start.text.replace("\ufffd", "")[-20:] == whole[-20:]
    assert len(start.text.replace("\ufffd", "")) >= len(whole) - 2


def test_a_lost_byte_does_not_shift_the_rest() -> None:
    data = PROSE.encode("gbk")
    where = len("各县（市、区）人".encode("gbk"))
    found = decode(data[:where] + data[where + 1 :])
    assert found.text.endswith(PROSE[12:])


def test_byte_0x80_is_the_euro_and_a3a0_a_space_and_moved_characters_are_present_day() -> None:
    found = decode("价格".encode("gbk") + b"\x80100\xa3\xa0\xa8\xbc\xfe\x59" + PROSE.encode("gbk"))
    assert found.text[:10] == "价格€100\u3000\u1e3f\u9fb4" + PROSE[0]


def test_a_fragment_in_another_encoding_is_read_and_its_span_named() -> None:
    head, inc, tail = "<p>" + PROSE + "</p>\n", PROSE[:60], "\n<p>" + PROSE + "</p>"
    data = head.encode("gbk") + inc.encode() + tail.encode("gbk")
    found = decode(data, "text/html; charset=gbk")
    assert found.text == head + inc + tail
    start = len(head.encode("gbk"))
    assert found.verdict.spans == ((start, start + len(inc.encode()), "utf-8"),)
    assert found.verdict.used == "gb18030+utf-8"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("windows-1251", "Правительство Российской Федерации постановляет утвердить прилагаемые правила."),
        ("shift_jis", "情報公開条例についてのお知らせです。ご意見をお寄せください。"),
        ("euc-kr", "정보공개 제도에 대한 안내입니다. 많은 이용 바랍니다."),
        ("iso-8859-1", "La République française garantit l'accès aux documents détenus par l'État."),
    ],
)
def test_other_languages_are_read_as_they_declare_themselves(label: str, text: str) -> None:
    found = decode(text.encode(label), f"text/plain; charset={label}")
    assert found.text == text
    assert found.verdict.winner == "header"


def test_hz_is_not_taken_for_ascii() -> None:
    assert decode("政府信息 公开".encode("hz")).text == "政府信息 公开"


def test_ascii_is_utf8() -> None:
    found = decode(b"<p>plain</p>")
    assert (found.text, found.verdict.used, found.verdict.lost) == ("<p>plain</p>", "utf-8", 0)


def test_no_bytes_give_no_text() -> None:
    assert decode(b"").text == ""


@pytest.mark.parametrize("label", ["", "klingon", "utf-7", "rot13", "idna", "hex", "undefined", "unicode"])
def test_names_that_are_no_encodings_of_pages_are_unknown(label: str) -> None:
    assert codec_of(label) is None


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=utf-16", "charset=\x00"]),
)
def test_any_bytes_give_text_and_a_full_verdict(data: bytes, content_type: str | None) -> None:
    found = decode(data, content_type)
    assert (
        bool(found.text)
        or not data
        or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff")
    )
    assert found.verdict.lost == found.text.count("\ufffd")
    assert {"header", "declaration", "site hint", "character model", "detector"} <= {
        w.name for w in found.verdict.witnesses
    }


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufeff"), min_size=1))
def test_utf8_of_some_length_comes_back_unchanged(text: str) -> None:
    text = PROSE + text
    assert decode(text.encode()).text == text
