"""Which of two lists of texts belong together: equal ones first, then those that are most alike, never crossing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")
Likeness = Callable[[Item, Item], float]

ALIKE = 0.5
"""From this likeness on two texts are one text that was changed, below it one went and another came."""
_MOST_PAIRS = 10_000
"""Pairs looked at in one stretch of changed texts; a larger stretch is paired in order."""


class Pair(NamedTuple):
    """Indices of an item in the earlier and in the later list; None where it has no partner."""

    earlier: int | None
    later: int | None


def align(earlier: Sequence[str], later: Sequence[str]) -> list[Pair]:
    """Every index of both lists once, in an order that keeps that of both.

    >>> [tuple(pair) for pair in align(["一、概况", "收到12件", "完"], ["一、概况", "收到13件"])]
    [(0, 0), (1, 1), (2, None)]
    """
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            pairs += map(Pair, range(first, last), range(start, end))
        else:
            pairs += _most_alike(earlier, later, range(first, last), range(start, end))
    return pairs


def likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for equal texts."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _most_alike(earlier: Sequence[str], later: Sequence[str], left: range, right: range) -> Iterator[Pair]:
    """Pairs of a stretch in which no two are equal: the set of pairs that do not cross with most likeness in all."""
    partner = (
        _best_pairs(earlier, later, left, right)
        if len(left) * len(right) <= _MOST_PAIRS
        else {a: b for a, b in zip(left, right, strict=False) if likeness(earlier[a], later[b]) >= ALIKE}
    )
    waiting = iter(right)
    for one in left:
        other = partner.get(one)
        if other is None:
            yield Pair(one, None)
            continue
        for unpaired in waiting:
            if unpaired == other:
                break
            yield Pair(None, unpaired)
        yield Pair(one, other)
    for unpaired in waiting:
        yield Pair(None, unpaired)


def _best_pairs(earlier: Sequence[str], later: Sequence[str], left: range, right: range) -> dict[int, int]:
    """Partners by index, found from the end: `best[i][j]` is the likeness that the rest from there can have."""
    alike = [[likeness(earlier[a], later[b]) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            together = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    found: dict[int, int] = {}
    i = j = 0
    while i < len(left) and j < len(right):
        if alike[i][j] >= ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found[left[i]] = right[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found
