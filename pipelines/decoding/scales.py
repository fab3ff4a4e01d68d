"""The character model as a witness: which codec turns these bytes into the most likely Chinese?

It reads a sample of some two hundred characters. A right codec needs 6–13 bits for a character, a wrong one 18 and more, so
that a codec which reads the sample well is believed at once and the others are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.decoding.bits import bits_of
from pipelines.decoding.careful import read_carefully
from pipelines.decoding.doubt import DROP_IN_BROKEN
from pipelines.decoding.readers import REPLACEMENT, read
from pipelines.decoding.realign import Surroundings
from pipelines.hanzi.model import bigrams

CHINESE = ("utf-8", "gb18030", "big5hkscs")
"""The codecs of Chinese that pages are in; EUC-TW is asked for when none of them makes sense."""
NOT_CHINESE = 15.0
"""Mean bits for a character above which no Chinese codec is believed: real text has 6–13, names and elements 17."""
PLAIN = 14.0
"""Mean bits that no wrong codec comes down to …"""
ENOUGH = 8
"""… over so many different characters."""
_HIGH = re.compile(rb"[\x80-\xff]")
_NO_HALVES = (b"\n", b"<", b" ", b">", b",", b".")
_NO_HALF = re.compile(rb"[\x00-\x2f\x3a-\x3f]")
"""Bytes that are never the second half of a character: what follows one is aligned."""
_PLACES = 8
_LONGEST = 64


class Weight(NamedTuple):
    """What it costs to explain the sample in a codec."""

    bits: float
    chars: int
    different: int

    @property
    def mean(self) -> float:
        return self.bits / self.chars if self.chars else 0.0

    @property
    def plain(self) -> bool:
        """True when there is no need to ask for another codec."""
        return self.different >= ENOUGH and self.mean < PLAIN


def sample(data: bytes) -> list[bytes]:
    """Stretches that begin with a byte above ASCII, about five hundred bytes, spread over the part that has such."""
    chosen: list[bytes] = []
    stride, high = 0, _HIGH.search(data)
    while high and len(chosen) < _PLACES:
        start = high.start()
        stride = stride or max(_LONGEST, (len(data) - start) // _PLACES)
        stretch = data[start : start + _LONGEST]
        chosen.append(stretch if data.endswith(stretch) else _whole(stretch))
        aligned = _NO_HALF.search(data, start + stride)
        high = _HIGH.search(data, aligned.start()) if aligned else None
    return chosen


def _whole(stretch: bytes) -> bytes:
    """The stretch up to the last byte in it that is no half of a character; all of it where there is none."""
    end = max(map(stretch.rfind, _NO_HALVES))
    return stretch[:end] if end > 0 else stretch


def by_losses(segments: list[bytes], believed: Iterable[str]) -> list[str]:
    """The codecs to weigh, those that someone named first, then those that can read most of the sample."""
    data = b"\n".join(segments)
    lost = {codec: data.decode(codec, "replace").count(REPLACEMENT) for codec in CHINESE}
    return list(dict.fromkeys([*believed, *sorted(CHINESE, key=lost.__getitem__)]))


def weigh(segments: list[bytes], codec: str) -> Weight:
    """Bits to explain the segments in `codec`. A lost character costs as much as a rare one."""
    return weight_of(read(b"\n".join(segments), codec))


def weigh_carefully(segments: list[bytes], codec: str) -> Weight:
    """The same, where a missing byte may have shifted everything."""
    return weight_of(
        "\n".join(read_carefully(one, codec, DROP_IN_BROKEN, Surroundings()) for one in segments)
    )


def weight_of(text: str) -> Weight:
    """What the characters of a text cost that are not ASCII: every codec agrees on that."""
    bits = [cost for char, cost in zip(text, bits_of(text), strict=True) if char > "\x7f"]
    return Weight(sum(bits), len(bits), len({char for char in text if char > "\x7f"}))


def utf16_without_zeros(data: bytes) -> tuple[str, float] | None:
    """UTF-16 of pure Chinese has no zero byte to betray it: the codec and its mean bits if it reads as Chinese."""
    if len(data) < 16:
        return None
    start = data[: min(len(data), 2000) // 2 * 2]
    means = {codec: bigrams().mean(read(start, codec)) for codec in ("utf-16le", "utf-16be")}
    codec = min(means, key=means.__getitem__)
    return (codec, means[codec]) if 0 < means[codec] < 13.5 else None
