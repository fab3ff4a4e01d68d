"""Decoding of bodies that came packed: they are unpacked, the record says so, and nothing can blow up."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest

from pipelines.decoding import decode
from pipelines.decoding.unpack import LIMIT, unpacked

TEXT = "<p>本机关依法受理政府信息公开申请。</p>"


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, lambda data: gzip.compress(gzip.compress(data))]
)
def test_a_packed_page_is_read(pack: Callable[[bytes], bytes], codec: str) -> None:
    found = decode(pack(TEXT.encode(codec)))
    assert found.text == TEXT
    assert found.verdict.witnesses[0].name == "packing"
    assert str(len(TEXT.encode(codec))) in (found.verdict.witnesses[0].said or "")


def test_a_plain_page_has_no_such_witness() -> None:
    assert "packing" not in {witness.name for witness in decode(TEXT.encode()).verdict.witnesses}


def test_members_one_after_another_are_one_text() -> None:
    halves = TEXT.encode()[:20], TEXT.encode()[20:]
    assert decode(b"".join(map(gzip.compress, halves))).text == TEXT


def test_a_torn_stream_gives_what_it_still_holds() -> None:
    lines = "".join(f"第{number}号文件\n" for number in range(4000))
    packed = gzip.compress(lines.encode())
    torn = decode(packed[: len(packed) // 2])
    assert torn.text[:200] == lines[:200]
    assert (torn.verdict.witnesses[0].said or "").endswith("then torn")
    damaged = bytearray(packed)
    damaged[-9] ^= 0xFF
    assert unpacked(bytes(damaged)).data[:600] == lines.encode()[:600]


def test_a_bomb_is_cut() -> None:
    found = unpacked(gzip.compress(bytes(LIMIT + 1)))
    assert len(found.data) == LIMIT
    assert found.note.endswith("cut there")


@pytest.mark.parametrize("text", ["x^y 是 x 的 y 次方", "x\x01 是控制符", "x\x01"])
def test_text_that_begins_like_a_packed_body_is_text(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08\x00", b"\x1f\x8b\x08" + bytes(40), b"x\x9c" + bytes(9)])
def test_what_cannot_be_unpacked_is_still_given_as_text(data: bytes) -> None:
    assert decode(data).text
