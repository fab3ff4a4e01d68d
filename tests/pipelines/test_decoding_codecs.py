"""The readers of single encodings, above all where Python's codecs are not those of the pages."""

from __future__ import annotations

import pytest

from pipelines.decoding import decode
from pipelines.decoding.euctw import read_euc_tw
from pipelines.decoding.readers import REPLACEMENT, read, read_strictly
from pipelines.decoding.scales import CHINESE, sample, weigh


@pytest.mark.parametrize(
    ("code", "char"),
    [
        ("a3a0", "\u3000"),
        ("a8bc", "\u1e3f"),
        ("a6d9", "\ufe10"),
        ("a6da", "\ufe12"),
        ("a6db", "\ufe11"),
        ("a6dc", "\ufe13"),
        ("a6df", "\ufe16"),
        ("a6ec", "\ufe17"),
        ("a6ed", "\ufe18"),
        ("a6f3", "\ufe19"),
        ("fe59", "\u9fb4"),
        ("fe61", "\u9fb5"),
        ("fe66", "\u9fb6"),
        ("fe67", "\u9fb7"),
        ("fe6d", "\u9fb8"),
        ("fe7e", "\u9fb9"),
        ("fe90", "\u9fba"),
        ("fea0", "\u9fbb"),
        ("fe51", "\U00020087"),
        ("fe91", "\U000241fe"),
        ("82359037", "\u9fb4"),
        ("8135f437", "\u1e3f"),
        ("80", "€"),
        ("ff", REPLACEMENT),
    ],
)
def test_gb18030_as_of_today(code: str, char: str) -> None:
    assert read(bytes.fromhex(code), "gb18030") == char


TAIWAN = "政府資訊公開法自公布日施行，各機關應主動公開其持有之資訊。"
IN_EUC_TW = bytes.fromhex(
    "d1c9cdb4e6f1d8b9c4fce2e4cecec8dcc4fcc6ccc5cad1ccc8e7a1a2"
    "c7d6f1a2f9c3f3dcc5e4d9afc4fce2e4cca7d1bdc8b4c4e6e6f1d8b9a1a4"
)
"""The same as `iconv` of glibc writes it."""


@pytest.mark.parametrize("label", [None, "text/plain; charset=euc-tw", "text/html; charset=big5"])
def test_euc_tw_is_read_by_its_sense_and_by_its_name(label: str | None) -> None:
    found = decode(IN_EUC_TW * 3, label)
    assert found.text == TAIWAN * 3
    assert (found.verdict.used, found.verdict.lost) == ("euc_tw", 0)


def test_every_code_of_both_planes_has_a_character_of_its_own() -> None:
    rows = range(0xA1, 0xFF)
    for prefix, least in ((b"", 5_800), (b"\x8e\xa2", 7_600)):
        text = [read_euc_tw(prefix + bytes([row, cell])) for row in rows for cell in rows]
        chars = [char for char in text if char != REPLACEMENT]
        assert len(chars) >= least
        assert len(chars) - len(set(chars)) <= 2


def test_broken_and_unknown_codes_are_visible() -> None:
    assert read_euc_tw(b"a\xff\x8e\xa3\xa1\xa1\xa4") == "a" + 3 * REPLACEMENT


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "utf-8", "cp1252", "euc_tw"])
def test_a_strict_reading_is_a_reading_without_loss(codec: str) -> None:
    for data in (b"abc", b"\xb0\xa1\xa4\xa4", b"\xff\xff", "公开".encode()):
        strict = read_strictly(data, codec)
        assert strict is None or strict == read(data, codec)
        assert (strict is None) == (REPLACEMENT in read(data, codec))


@pytest.mark.parametrize(
    ("codec", "text"), [("gb18030", "本机关依法受理申请"), ("big5hkscs", "本機關依法受理申請")]
)
def test_the_sample_of_a_long_page_tells_its_codec(codec: str, text: str) -> None:
    filler = '<a href="/list/index.html" target="_blank"><img src="/images/0.gif" border="0"></a>\n' * 40
    data = (filler + f"<p>{text}</p>\n" + filler + f"<p>{text}</p>\n" * 50 + filler).encode(codec)
    segments = sample(data)
    assert sum(map(len, segments)) < 600
    assert min(CHINESE, key=lambda one: weigh(segments, one).mean) == codec
    assert sample(b"<p>plain</p>") == []
