"""Where the words of a run of Han begin and end: the likeliest path through `pipelines.hanzi.words`.

A run may have gaps in it. A gap is either the border of two words or stands inside a word that layout has torn; a torn word
has a gap between all its characters. What the gaps cost decides which reading wins.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from pipelines.hanzi.words import LONGEST, UNKNOWN, words

TORN = 3.0
"""Bits for tearing a word, when words are torn at all: one in eight."""
BORDER = 12.0
"""Bits for a gap between two words of running prose, which has none."""


class Segmented(NamedTuple):
    """The words of a run and their bits; `inside` are the gaps within words, by the number of the character behind."""

    bits: float
    words: tuple[str, ...]
    inside: frozenset[int]


def apart(han: str, gaps: frozenset[int]) -> float:
    """Bits of the run when every gap is the border of two words and costs nothing.

    >>> apart("政府工作", frozenset({2})) < apart("政府工作", frozenset({3}))
    True
    """
    return _best(han, gaps, tear=math.inf, border=0.0).bits


def torn(han: str, gaps: frozenset[int], whole: frozenset[int] = frozenset()) -> Segmented:
    """The run read as prose whose words were torn; gaps in `whole` are borders all the same.

    >>> torn("政府工作报告", frozenset({3})).words
    ('政府', '工作', '报告')
    """
    return _best(han, gaps, tear=TORN, border=BORDER, closed=whole)


def _best(
    han: str, gaps: frozenset[int], tear: float, border: float, closed: frozenset[int] = frozenset()
) -> Segmented:
    listed = words()
    marks = "".join("|" if place in gaps else "-" for place in range(len(han)))
    shut = "".join("|" if place in closed else "-" for place in range(len(han)))
    bits = [0.0] + [math.inf] * len(han)
    begins = [0] * (len(han) + 1)
    for end in range(1, len(han) + 1):
        for start in range(max(0, end - LONGEST), end):
            word = han[start:end]
            cost = listed.costs.get(word, UNKNOWN if end - start == 1 else math.inf)
            if cost == math.inf:
                continue
            inner = slice(start + 1, end)
            if "|" in marks[inner]:
                everywhere = "-" not in marks[inner] and "|" not in shut[inner]
                cost += tear if everywhere and word not in listed.names else math.inf
            cost += bits[start] + (border if start in gaps else 0.0)
            if cost < bits[end]:
                bits[end], begins[end] = cost, start
    return _trace(han, gaps, bits[-1], begins)


def _trace(han: str, gaps: frozenset[int], bits: float, begins: list[int]) -> Segmented:
    found: list[str] = []
    inside: set[int] = set()
    end = len(han)
    while end:
        start = begins[end]
        found.append(han[start:end])
        inside |= gaps.intersection(range(start + 1, end))
        end = start
    return Segmented(bits, tuple(reversed(found)), frozenset(inside))
