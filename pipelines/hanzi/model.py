"""How likely a piece of text is as Chinese: a character bigram model, in bits.

Both courts ask it: decoding (which codec gives Chinese?) and repairs (is this mojibake better undone?). The table is
built by `pipelines.hanzi.build` and is loaded on first need (about 20 ms); without it nothing here is imported by name.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "bigrams.bin"
STEPS = 8
"""Costs are stored in eighths of a bit."""


def cost_of_unknown(char: str) -> float:
    """Bits for a character the table has never seen: by the kind of character it is.

    The order of these kinds is what tells mojibake from rare words: control characters and private use are the
    most suspicious, then rare planes of Han, then rare Han, then marks of the page's own typography.

    >>> cost_of_unknown("\\x85") > cost_of_unknown("\\u3467") > cost_of_unknown("\\u9f98") > cost_of_unknown("\\u3003")
    True
    """
    code = ord(char)
    for last, bits in _UNKNOWN:
        if code <= last:
            return bits
    return 47.0


_UNKNOWN: tuple[tuple[int, float], ...] = (
    (0x08, 44.0),
    (0x0D, 17.0),
    (0x1F, 44.0),
    (0x7E, 17.0),
    (0x9F, 47.0),
    (0x24F, 26.0),
    (0x200F, 29.0),
    (0x203F, 24.0),
    (0x2FFF, 29.0),
    (0x303F, 24.0),
    (0x33FF, 29.0),
    (0x4DBF, 34.0),
    (0x9FA5, 30.0),
    (0x9FFF, 34.0),
    (0xD7FF, 29.0),
    (0xF8FF, 47.0),
    (0xFEFF, 31.0),
    (0xFF5E, 24.0),
    (0xFFEF, 30.0),
    (0xFFFF, 47.0),
    (0x1FFFF, 33.0),
    (0x323AF, 34.0),
)


class Bigrams:
    """The loaded table. `cost(left, char)` is the bits of `char` after `left`; low is likely."""

    def __init__(self, packed: bytes) -> None:
        raw = memoryview(zlib.decompress(packed))
        sizes = array("I", bytes(raw[:8]))
        names = bytes(raw[8 : 8 + sizes[0]]).decode("utf-8")
        at = 8 + sizes[0]
        self.index = {char: number for number, char in enumerate(names)}
        self.single = {char: raw[at + number] / STEPS for char, number in self.index.items()}
        at += len(names)
        self.backoff = {char: raw[at + number] / STEPS for char, number in self.index.items()}
        at += len(names)
        deltas = array("I", bytes(raw[at : at + 4 * sizes[1]]))
        self.keys = array("I", accumulate(deltas))
        self.costs = bytes(raw[at + 4 * sizes[1] :])
        self.seen: dict[str, float] = {}

    def char_cost(self, char: str) -> float:
        """Bits of one character whatever stands before it."""
        found = self.single.get(char)
        if found is None:
            found = self.single[char] = cost_of_unknown(char)
        return found

    def cost(self, left: str, char: str) -> float:
        """Bits of `char` after the character `left` (a line break stands before the first)."""
        pair = left + char
        found = self.seen.get(pair)
        if found is None:
            found = self.seen[pair] = self._cost(left, char)
            if len(self.seen) > 400_000:
                self.seen.clear()
        return found

    def _cost(self, left: str, char: str) -> float:
        first, second = self.index.get(left), self.index.get(char)
        if first is not None and second is not None:
            key = first << 13 | second
            place = bisect_left(self.keys, key)
            if place < len(self.keys) and self.keys[place] == key:
                return self.costs[place] / STEPS
        return self.char_cost(char) + self.backoff.get(left, 0.0)

    def total(self, text: str, left: str = "\n") -> float:
        """Bits of a whole text."""
        bits = 0.0
        for char in text:
            bits += self.cost(left, char)
            left = char
        return bits

    def mean(self, text: str, left: str = "\n") -> float:
        """Bits for each character that is not ASCII; 0.0 where there is none.

        ASCII is left out because every codec agrees on it.
        """
        bits, count = 0.0, 0
        for char in text:
            if char > "\x7f":
                bits += self.cost(left, char)
                count += 1
            left = char
        return bits / count if count else 0.0

    def commonest(self, count: int) -> list[str]:
        """The Han characters of the table in order of frequency."""
        han = (char for char in self.index if "\u3400" <= char <= "\u9fff")
        return list(islice(sorted(han, key=self.single.__getitem__), count))


@cache
def bigrams() -> Bigrams:
    """The table, loaded once.

    >>> bigrams().mean("政府信息公开") < 8 < bigrams().mean("鏀垮簭淇\u2103伅")
    True
    """
    return Bigrams(_FILE.read_bytes())
