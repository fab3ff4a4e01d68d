"""How unlikely a reading is, in bits a character: the character model, with what decoding knows better.

The model was counted in statutes, where nobody shouts and no name of a product stands. Here an ordinary full-width mark
or line is never rare, a character repeated is cheap to repeat again (！！！ must not lose to 。。。, its halves exchanged),
words in other letters, formulas and drawn tables are as good as prose, and nothing is so unlikely that it outweighs a sentence.
"""

from __future__ import annotations

from functools import cache
from operator import add

from pipelines.decoding.readers import REPLACEMENT
from pipelines.hanzi.model import bigrams

LOST = 26.0
"""Bits of a lost character: dearer than a rare one, cheaper than a run of noise."""
_MOST = 34.0
"""Of any character: a rare one alone never pays for a byte given up."""
_AGAIN = 4.0
_AKIN = 8.0
_MARK = 13.0
_SYMBOL = 20.0
_IN_ASCII = 6.0
_ASCII_MARK = 9.0
_LETTER = 18.0
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～％　")
_MOST_KEPT = 300_000


class Bits(dict[str, float]):
    """Bits of the second character of a pair after the first; what follows a lost character follows anything."""

    def __missing__(self, pair: str) -> float:
        if len(self) > _MOST_KEPT:
            self.clear()
        bits = self[pair] = _bits(pair[0], pair[1])
        return bits


def _bits(left: str, char: str) -> float:
    if char == REPLACEMENT:
        return LOST
    if char < "\x80":
        return _bits_of_ascii(left, char)
    model = bigrams()
    bits = model.char_cost(char) if left == REPLACEMENT else model.cost(left, char)
    if char == left:
        bits = min(bits, _AGAIN)
    elif _akin(left, char):
        bits = min(bits, _AKIN)
    if char in _MARKS or "\u2500" <= char <= "\u257f":
        return min(bits, _MARK)
    return min(bits, _SYMBOL if "\u2000" <= char < "\u2e00" else _MOST)


def _akin(left: str, char: str) -> bool:
    """Neighbours in the code that are no Han: lines of a drawn table, words in kana, full-width letters."""
    return ord(left) >> 7 == ord(char) >> 7 and ("\u2000" <= char < "\u3400" or char >= "\uff00")


def _bits_of_ascii(left: str, char: str) -> float:
    """What may be half of a character is dear where no ASCII stands before it; but ~ stands for a dash or a sigh."""
    if left < "\x80":
        return _IN_ASCII
    return _LETTER if "@" <= char < "~" else _ASCII_MARK


@cache
def pair_bits() -> Bits:
    """The one table of pairs, filled as pairs are met."""
    return Bits()


def bits_of(text: str, left: str = "\n") -> list[float]:
    """The bits of every character of `text`.

    >>> sum(bits_of("政府信息公开")) < 50 < 100 < sum(bits_of("鏀垮簭淇\u2103伅"))
    True
    """
    return list(map(pair_bits().__getitem__, map(add, left + text, text)))
