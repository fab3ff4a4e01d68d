"""The character model as a witness: which codec turns these bytes into the most likely Chinese?"""

from __future__ import annotations

import re

from pipelines.decoding.readers import REPLACEMENT, read
from pipelines.decoding.realign import read_with_care
from pipelines.hanzi.model import bigrams

CHINESE = ("utf-8", "gb18030", "big5hkscs")
NOT_CHINESE = 15.0
"""Mean bits for a character above which no Chinese codec is believed: real text has 6–10, names and elements 17."""
_SEGMENT = re.compile(rb"[^\x00-\x2f\x3a-\x3f]+")
"""Bytes between two that can never be the second half of a character."""
_SAMPLE = 6_000


def sample(data: bytes) -> list[bytes]:
    """Stretches with bytes above ASCII, at most about six thousand bytes, taken from all over the page."""
    found = [segment for segment in _SEGMENT.findall(data) if not segment.isascii()]
    step = max(1, len(found) // 400)
    chosen: list[bytes] = []
    total = 0
    for segment in found[::step]:
        chosen.append(segment[:600])
        total += len(chosen[-1])
        if total > _SAMPLE:
            break
    return chosen


def weigh(segments: list[bytes], codec: str) -> tuple[float, float]:
    """Bits to explain the segments in `codec`, and the mean for each character.

    A lost character costs as much as a rare one, so a codec that breaks now and then may still win.
    """
    model, bits, count = bigrams(), 0.0, 0
    for segment in segments:
        left = "\n"
        for char in read_with_care(segment, codec) if codec in CHINESE else read(segment, codec):
            if char > "\x7f":
                bits += 24.0 if char == REPLACEMENT else min(30.0, model.cost(left, char))
                count += 1
            left = "\n" if char == REPLACEMENT else char
    return bits, bits / count if count else 0.0


def utf16_without_zeros(data: bytes) -> tuple[str, float] | None:
    """UTF-16 of pure Chinese has no zero byte to betray it: the codec and its mean bits if it reads as Chinese."""
    if len(data) < 16:
        return None
    start = data[: min(len(data), 2000) // 2 * 2]
    means = {codec: bigrams().mean(read(start, codec)) for codec in ("utf-16le", "utf-16be")}
    codec = min(means, key=means.__getitem__)
    return (codec, means[codec]) if 0 < means[codec] < 13.5 else None
