"""GBK that a lenient decoder read as UTF-8 where the bytes allowed it and as windows-1252 elsewhere.

Seen on reposted pages: most of the text is `Î\u00acÐÞ` as usual, but now and then two bytes happen to be valid UTF-8 and stand
as one Cyrillic or Arabic letter. A letter such as `³` then means either one byte or two; the likeliest reading is found by
dynamic programming, and it must give exactly the damaged text when it is read in the same lenient way again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.hanzi.model import bigrams
from pipelines.repairs.wrong_codecs import hybrid_bytes, text_of

PATHS = 8
"""Hypotheses kept at each character."""
OVERLOOKED = 8.0
"""Bits for two bytes that a lenient decoder should have read as UTF-8 and did not."""
INDENT = 6.0
"""Bits for the ideographic space, of which every page has many and the model, counted in words, knows few."""
_MIXED = re.compile(
    "[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u02c5\u02c7-\u02db\u02dd-\u07ff\U00010000-\U0010ffff]"
)
"""What UTF-8 of two or four bytes gives and windows-1252 does not."""
_HIGH = re.compile("[^\x00-\x7f]")
_LOW = re.compile("[\x80-\u07ff]")


class _Path(NamedTuple):
    """The cheapest way to come to a state: the characters that its last step added."""

    bits: float
    before: _Path | None
    added: str


_State = tuple[bytes, bool, str]
"""The byte left over, whether the last byte was read alone and may begin UTF-8, and the last character."""


def read_hybrid(text: str) -> str | None:
    """The GBK text under a hybrid reading, or None when there is none.

    >>> read_hybrid("\u0524\u00b6\u00a9") == "预订"
    True
    """
    high = len(_HIGH.findall(text))
    if not high or len(_LOW.findall(text)) < 0.6 * high or not (_MIXED.search(text) or 2 * high >= len(text)):
        return None
    states: dict[_State, _Path] = {(b"", False, "\n"): _Path(0.0, None, "")}
    for char in text:
        states = _step(states, char)
        if not states:
            return None
    ends = [path for (pending, _, _), path in states.items() if not pending]
    if not ends:
        return None
    return _read_back(min(ends, key=lambda path: path.bits))


def _step(states: dict[_State, _Path], char: str) -> dict[_State, _Path]:
    """Every way to go on, the cheapest for each state."""
    after: dict[_State, _Path] = {}
    model = bigrams()
    for (pending, alone, last), path in sorted(states.items(), key=lambda one: one[1].bits)[:PATHS]:
        for code in hybrid_bytes(char):
            read = _pairs(pending + code)
            if read is None:
                continue
            added, rest = read
            bits, left = path.bits + OVERLOOKED * (alone and 0x80 <= code[0] < 0xC0), last
            for one in added:
                bits += INDENT if one == "\u3000" else model.cost(left, one)
                left = one
            state = (rest, len(code) == 1 and 0xC2 <= code[0] < 0xE0, left)
            if state not in after or bits < after[state].bits:
                after[state] = _Path(bits, path, added)
    return after


@lru_cache(50_000)
def _pairs(data: bytes) -> tuple[str, bytes] | None:
    """The characters that the bytes make, and the lead byte left over."""
    chars, at = "", 0
    while at < len(data):
        size = 1 if data[at] <= 0x80 else 2
        if at + size > len(data):
            break
        char = text_of(data[at : at + size], "gb18030")
        if not char:
            return None
        chars, at = chars + char, at + size
    return chars, data[at:]


def _read_back(path: _Path | None) -> str:
    added: list[str] = []
    while path is not None:
        added.append(path.added)
        path = path.before
    return "".join(reversed(added))
