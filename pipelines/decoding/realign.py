"""Read two-byte text from which a byte is missing: find the likeliest way to pair the bytes up again.

After one lost byte of GBK or Big5 all following characters are read from the wrong halves until the next byte that can
be no half, often without any error. The character model knows Chinese from such noise. Of all ways to cut the bytes
into pairs, single ASCII bytes and bytes to be given up, the cheapest is taken; what a character costs depends on the
one before it, so that the search keeps, for every place, the best way for each last character that can stand there.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from pipelines.decoding.bits import pair_bits
from pipelines.decoding.readers import REPLACEMENT, read_strictly

AT_THE_EDGE = 0.5
"""Part of the price for the first or last byte of a body that was cut, and for one before a question mark: half of a
character is easily replaced by that."""
_PRICE_OF_FOUR_BYTES = 26.0
_INFINITE = float("inf")
_WIDTHS = {"gb18030": (1, 2, 4), "big5hkscs": (2,)}


class Surroundings(NamedTuple):
    """What stands around a stretch of bytes: characters, or '' where the body begins or ends."""

    before: str = ""
    behind: str = ""


class _Way(NamedTuple):
    """The cheapest way to a place that ends with `char`; `came` is the way before it."""

    bits: float
    char: str
    came: _Way | None


def realign(data: bytes, codec: str, drop: float, around: Surroundings) -> str:
    """The cheapest reading of `data`; a byte given up costs `drop` bits and stands as U+FFFD.

    >>> broken = "各省人民政府办公厅".encode("gb18030")[1:]
    >>> realign(broken, "gb18030", 30.0, Surroundings()) == REPLACEMENT + "省人民政府办公厅"
    True
    """
    size = len(data)
    ways: list[list[_Way]] = [[] for _ in range(size + 1)]
    ways[0].append(_Way(0.0, around.before or "\n", None))
    for at in range(size):
        here = ways[at]
        if not here:
            continue
        for step, char in _characters(data, at, codec):
            price = _PRICE_OF_FOUR_BYTES if step == 4 else 0.0
            ways[at + step].append(_gone_on(here, char, price))
        if data[at] >= 0x80:
            cheapest = min(here, key=_bits)
            price = _price_of_drop(at, size, drop, around)
            ways[at + 1].append(_Way(cheapest.bits + price, REPLACEMENT, cheapest))
    return _text(_gone_on(ways[size], around.behind or "\n", 0.0).came)


_bits = itemgetter(0)


def _gone_on(ways: list[_Way], char: str, price: float) -> _Way:
    """The cheapest of the ways when `char` follows; `price` 0.0 means that the model tells it."""
    table = pair_bits()
    least, best = _INFINITE, ways[0]
    for way in ways:
        bits = way.bits + (price or table[way.char + char])
        if bits < least:
            least, best = bits, way
    return _Way(least, char, best)


def _price_of_drop(at: int, size: int, drop: float, around: Surroundings) -> float:
    cut_off = (at == 0 and not around.before) or (at == size - 1 and around.behind in ("", "?"))
    return drop * AT_THE_EDGE if cut_off else drop


def _text(way: _Way | None) -> str:
    chars: list[str] = []
    while way is not None and way.came is not None:
        chars.append(way.char)
        way = way.came
    return "".join(reversed(chars))


def _characters(data: bytes, at: int, codec: str) -> list[tuple[int, str]]:
    """The characters that can begin at a place, with the bytes each takes."""
    if data[at] < 0x80:
        return [(1, chr(data[at]))]
    found = [
        (width, _one(data[at : at + width], codec)) for width in _WIDTHS[codec] if at + width <= len(data)
    ]
    return [(width, char) for width, char in found if char]


@lru_cache(maxsize=65_536)
def _one(code: bytes, codec: str) -> str:
    """The character of a code; '' when it is none, or is several."""
    text = read_strictly(code, codec)
    return text if text and len(text) == 1 else ""
