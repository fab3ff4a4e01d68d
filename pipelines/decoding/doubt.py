"""Where a reading without a single error may still be wrong: a byte is missing, or a fragment is in another encoding.

A page is screened with what is cheap for its whole length: the bytes of Chinese in UTF-8, rare characters side by side,
and letters alone between characters, where a shift of Big5 ends. Only what is caught there is weighed with the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from pipelines.decoding.bits import bits_of
from pipelines.hanzi.common import common

USUAL = 9.0
"""Bits a character of prose needs; what is above that adds up to the sign of noise."""
DROP_IN_BROKEN = 26.0
"""Bits for giving a byte up on a page that is known to be damaged: where one byte is missing, others are."""
DROP_IN_SOUND = 30.0
"""The same where the codec reads the whole page without an error."""
PART_OF_DROP = 0.6
"""A reading that is better may need less than the usual bits, so that noise of this part of the price is looked at."""
SHORT = 300
"""Characters up to which every line is weighed."""
_AROUND = 8
_MOST_SUSPECTS = 200
_MOST_LINES = 8

_ASCII = bytes(range(0x80))
_FROM_A1 = bytes(range(0xA1, 0xFF))
_FEW = 3
_THREE_RARE = b"???"
_RARE_ROWS = bytes(0x3F if 0xA4 <= row <= 0xAF or row >= 0xD8 else row for row in range(0x100))
"""By the first halves of GB 2312: rows of other scripts, and of the Han that are not in order of sound, become `?`."""
_UTF8_CHAR = rb"[\xe3-\xe9\xef][\x80-\xbf][\x80-\xbf]"
_UTF8_WORD = re.compile(_UTF8_CHAR * 2)
_UTF8_TEXT = re.compile(_UTF8_CHAR * 3)
_ORDINARY = (
    "\\x00-\\x7f\u00a0·\u2010-\u203f\u2160-\u2179\u2460-\u2490\u25a0-\u25ff\u3000-\u3020\uff01-\uff5e\uffe5"
)


class Noise(NamedTuple):
    """A stretch of characters that is too unlikely for prose."""

    start: int
    end: int
    excess: float
    """Bits above the usual."""


def holds_utf8(data: bytes) -> bool:
    """True when two characters of Chinese in UTF-8 stand side by side in the bytes."""
    return bool(_UTF8_WORD.search(data))


def noises(bits: Sequence[float], enough: float) -> list[Noise]:
    """The stretches in which the bits above the usual add up to more than `enough`.

    >>> noises([8, 7, 30, 28, 5, 8], 30.0)
    [Noise(start=2, end=4, excess=40.0)]
    """
    found: list[Noise] = []
    start, end, excess, peak = 0, 0, 0.0, 0.0
    for at, cost in enumerate(bits):
        if excess <= 0.0:
            if peak > enough:
                found.append(Noise(start, end, peak))
            start, excess, peak = at, 0.0, 0.0
        excess += cost - USUAL
        if excess > peak:
            peak, end = excess, at + 1
    return [*found, Noise(start, end, peak)] if peak > enough else found


def noises_of(text: str, drop: float) -> list[Noise]:
    """The stretches that giving up a byte for `drop` bits may explain better."""
    return noises(bits_of(text), drop * PART_OF_DROP)


def doubtful(text: str, drop: float) -> bool:
    """True when there is such a stretch.

    >>> doubtful("政府信息公开工作", DROP_IN_BROKEN), doubtful("担骸敖窈蟟还苁欷", DROP_IN_SOUND)
    (False, True)
    """
    return bool(noises_of(text, drop))


def doubtful_lines(data: bytes, text: str, codec: str) -> list[int]:
    """Which lines of a page need a closer look, though `codec` reads it all without an error; nearly always none."""
    high = data.translate(None, _ASCII)
    if len(high) <= 2 * SHORT:
        return _unless_everywhere(
            number for number, line in _chinese_lines(text) if doubtful(line, DROP_IN_SOUND)
        )
    low_halves = high.translate(None, _FROM_A1)
    if codec == "gb18030" and not low_halves and len(high) == 2 * (len(data) - len(text)):
        return _out_of_step(high, text)
    signs = [_two_rare(), LONE_LETTER] if codec == "big5hkscs" else [_two_rare()]
    lines = {line for sign in signs for line in _unless_everywhere(_suspects(text, sign))}
    if len(low_halves) >= _FEW and _UTF8_TEXT.search(high):
        lines.update(number for number, line in enumerate(data.split(b"\n")) if holds_utf8(line))
    return sorted(lines)


def _out_of_step(high: bytes, text: str) -> list[int]:
    """The doubtful lines of a page in which no half of a character is ASCII, nor as low as most of UTF-8.

    A missing byte makes a run of such bytes odd, so that it had ended in an error or with an ASCII byte swallowed. Only
    where two are missing from one run a stretch may be out of step: then the first halves tell it.
    """
    if _THREE_RARE not in high[::2].translate(_RARE_ROWS):
        return []
    return _unless_everywhere(_suspects(text, _three_rare()))


def _unless_everywhere(lines: Iterator[int]) -> list[int]:
    """What is odd everywhere is the language of the page and no damage."""
    found = list(islice(lines, _MOST_LINES + 1))
    return found if len(found) <= _MOST_LINES else []


def _chinese_lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n")) if not line.isascii())


def _suspects(text: str, sign: re.Pattern[str]) -> Iterator[int]:
    """The lines where the sign was found and the model agrees."""
    line, counted, last = 0, 0, -1
    for found in islice(sign.finditer(text), _MOST_SUSPECTS):
        start, end = found.span()
        line += text.count("\n", counted, start)
        counted = start
        if line != last and doubtful(text[max(0, start - _AROUND) : end + _AROUND], DROP_IN_SOUND):
            last = line
            yield line


@cache
def _rare() -> str:
    """A character class: what Chinese prose seldom uses."""
    return f"[^{''.join(sorted(common()))}{_ORDINARY}]"


@cache
def _three_rare() -> re.Pattern[str]:
    return re.compile(_rare() * 3)


@cache
def _two_rare() -> re.Pattern[str]:
    return re.compile(f"{_rare()}.?{_rare()}")


LONE_LETTER = re.compile("[^\x00-\x7f](?=[@-~](?:[^\x00-\x7f]|[\\s<]))")
"""The end of a shift of Big5, where the second half of a character is left over and is a letter."""
