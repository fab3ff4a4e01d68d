"""How likely a piece of text is as Chinese: a character bigram model, in bits.

Both courts ask it: decoding (which codec gives Chinese?) and repairs (is this mojibake better undone?). The table is
built by `pipelines.hanzi.build` and is loaded on first need, in about
the time it takes to read a long page.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

_FILE = Path(__file__).with_name("data") / "bigrams.bin"
STEPS = 8
"""Costs are stored in eighths of a bit."""
MOST_REMEMBERED = 250_000
"""Pairs whose bits are kept at hand before all are forgotten: a bound for memory."""


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


def _two_bytes(data: bytes | bytearray) -> array[int]:
    """Numbers of two bytes, the lower one first."""
    numbers = array("H", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class _Row(dict[str, float]):
    """The bits of each character after one certain character, looked up in the table when first asked for and kept."""

    __slots__ = ("backoff", "end", "model", "start")

    def __init__(self, model: Bigrams, start: int, end: int, backoff: float) -> None:
        self.model = model
        self.start = start
        self.end = end
        self.backoff = backoff

    def __missing__(self, char: str) -> float:
        model = self.model
        model.remember_one_more()
        number = model.index.get(char)
        if number is not None:
            place = bisect_left(model.followers, number, self.start, self.end)
            if place < self.end and model.followers[place] == number:
                found = self[model.names[number]] = model.bits[model.costs[place]]
                return found
        found = self[char] = model.char_cost(char) + self.backoff
        return found


class _Rows(dict[str, _Row]):
    """The rows by the character on the left, each made when first asked for."""

    __slots__ = ("model",)

    def __init__(self, model: Bigrams) -> None:
        self.model = model

    def __missing__(self, left: str) -> _Row:
        row = self[left] = self.model.row(left)
        return row


class Bigrams:
    """The loaded table. `cost(left, char)` is the bits of `char` after `left`; low is likely.

    The bytes, written by `build.pack`: the length of the names and the number of pairs (four bytes each), the names in
    order of frequency, for each name its cost, its back-off and the number of its followers (two bytes); then for all
    pairs the lower bytes of the numbers of the followers, the upper bytes, and the costs.
    """

    def __init__(self, packed: bytes) -> None:
        raw = zlib.decompress(packed)
        listed, pairs = (int.from_bytes(raw[at : at + 4], "little") for at in (0, 4))
        self.names = raw[8 : 8 + listed].decode("utf-8")
        self.bits = [step / STEPS for step in range(256)]
        self.index = {char: number for number, char in enumerate(self.names)}
        at, size = 8 + listed, len(self.names)
        self.single = dict(zip(self.names, map(self.bits.__getitem__, raw[at : at + size]), strict=True))
        self._backoffs = raw[at + size : at + 2 * size]
        self._ends = [0, *accumulate(_two_bytes(raw[at + 2 * size : at + 4 * size]))]
        at += 4 * size
        both = bytearray(2 * pairs)
        both[0::2], both[1::2] = raw[at : at + pairs], raw[at + pairs : at + 2 * pairs]
        self.followers = _two_bytes(both)
        self.costs = raw[at + 2 * pairs :]
        self._remembered = 0
        self._rows = _Rows(self)
        self._after_unknown = _Row(self, 0, 0, 0.0)

    def row(self, left: str) -> _Row:
        """The row of one character; all that the table does not know share one without back-off."""
        number = self.index.get(left)
        if number is None:
            return self._after_unknown
        return _Row(self, self._ends[number], self._ends[number + 1], self._backoffs[number] / STEPS)

    def remember_one_more(self) -> None:
        """Count the pairs kept in all rows, and forget them when they are too many."""
        self._remembered += 1
        if self._remembered > MOST_REMEMBERED:
            self._remembered = 0
            self._rows.clear()
            self._after_unknown.clear()

    def char_cost(self, char: str) -> float:
        """Bits of one character whatever stands before it."""
        found = self.single.get(char)
        if found is None:
            found = self.single[char] = cost_of_unknown(char)
        return found

    def cost(self, left: str, char: str) -> float:
        """Bits of `char` after the character `left` (a line break stands before the first)."""
        return self._rows[left][char]

    def total(self, text: str, left: str = "\n") -> float:
        """Bits of a whole text."""
        rows, bits = self._rows, 0.0
        row = rows[left]
        for char in text:
            bits += row[char]
            row = rows[char]
        return bits

    def mean(self, text: str, left: str = "\n") -> float:
        """Bits for each character that is not ASCII; 0.0 where there is none.

        ASCII is left out because every codec agrees on it.
        """
        if text.isascii():
            return 0.0
        rows, bits, count = self._rows, 0.0, 0
        row = rows[left]
        for char in text:
            if char > "\x7f":
                bits += row[char]
                count += 1
            row = rows[char]
        return bits / count

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
