"""GBK that a lenient decoder read as UTF-8 where the bytes allowed it and as windows-1252 elsewhere.

Seen on reposted pages: most of the text is `Î\u00acÐÞ` as usual, but now and then two bytes happen to be valid UTF-8 and stand
as one Cyrillic or Arabic letter. Each character then means either one byte or two; the likeliest pairing of all these
bytes to GBK characters is found by dynamic programming.
"""

from __future__ import annotations

import re

from pipelines.hanzi.model import bigrams
from pipelines.repairs.wrong_codecs import hybrid_bytes, text_of

LONGEST = 1500
_MIXED = re.compile("[\u0100-\u07ff]")
_State = dict[bytes, tuple[float, list[str], str]]


def read_hybrid(text: str) -> str | None:
    """The GBK text under a hybrid reading, or None when there is none."""
    high = [char for char in text if char > "\x7f"]
    low = sum(char < "\u0800" for char in high)
    if not 2 < len(high) < LONGEST or low < 0.6 * len(high) or not _MIXED.search(text):
        return None
    states: _State = {b"": (0.0, [], "\n")}
    for char in text:
        states = _step(states, char)
        if not states:
            return None
    return "".join(states[b""][1]) if b"" in states else None


def _step(states: _State, char: str) -> _State:
    """Every way to go on: keyed by the byte left over, the cheapest for each."""
    after: _State = {}
    model = bigrams()
    for pending, (bits, chars, last) in states.items():
        for more in hybrid_bytes(char):
            read = _pairs(pending + more)
            if read is None:
                continue
            fresh, rest = read
            cost, left = bits, last
            for one in fresh:
                cost += model.cost(left, one)
                left = one
            if rest not in after or cost < after[rest][0]:
                after[rest] = (cost, [*chars, *fresh], left)
    return after


def _pairs(data: bytes) -> tuple[str, bytes] | None:
    chars, at = "", 0
    while at < len(data):
        if data[at] < 0x80:
            chars += chr(data[at])
            at += 1
            continue
        if at + 1 >= len(data):
            break
        char = text_of(data[at : at + 2], "gb18030")
        if not char or len(char) != 1:
            return None
        chars += char
        at += 2
    return chars, data[at:]
