"""Edits on a text that is cut into runs: sharing them out, and remembering where every character stood at first.

The history of a changed run is kept as a list with one number for each present character: its offset in the original, or
`NEW` for a character that a repair put there. Applying edits to it is slicing, and what was replaced can be read off.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pipelines.evidence import Edit


class Replaced(NamedTuple):
    """`text` stands now where `start:end` of the original run stood."""

    start: int
    end: int
    text: str


def in_order(edits: Iterable[Edit], text: str) -> list[Edit]:
    """The edits that change something, sorted, each overlap settled for the first.

    >>> in_order([Edit(2, 4, "x"), Edit(0, 3, "y"), Edit(5, 6, "f")], "abcdef")
    [Edit(start=0, end=3, text='y', note='', guess=False)]
    """
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if text[edit.start : edit.end] != edit.text and (not kept or edit.start >= kept[-1].end):
            kept.append(edit)
    return kept


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; they must be in order.

    >>> apply("abc", [Edit(0, 1, "x"), Edit(3, 3, "!")])
    'xbc!'
    """
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


class Joined:
    """Text runs and what stands between them, seen as one text.

    >>> page = Joined(["ab", "cd"], ["\\n"])
    >>> page.text, page.allows(Edit(1, 4, "")), page.allows(Edit(2, 2, "!"))
    ('ab\\ncd', False, True)
    """

    def __init__(self, runs: Sequence[str], joints: Sequence[str]) -> None:
        if len(joints) < len(runs) - 1:
            raise ValueError(f"{len(runs)} runs need {len(runs) - 1} joints, {len(joints)} given")
        self.runs = list(runs)
        between = [*joints[: len(runs) - 1], ""] if runs else []
        self._parts = [""] * (2 * len(self.runs))
        self._parts[::2], self._parts[1::2] = self.runs, between
        self.text = "".join(self._parts)

    @cached_property
    def starts(self) -> list[int]:
        """Where each run begins in the text; needed only where something is mended."""
        return [0, *accumulate(map(len, self._parts))][: 2 * len(self.runs) : 2]

    def place(self, offset: int) -> int:
        """Number of the run in which `offset` lies; a joint belongs to the run before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def allows(self, edit: Edit) -> bool:
        """False for an edit that would touch what stands between two runs."""
        first, last = self.place(edit.start), self.place(max(edit.start, edit.end - 1))
        if edit.start > self.starts[first] + len(self.runs[first]):
            return False
        for number in range(first, last + 1):
            end = self.starts[number] + len(self.runs[number])
            next_start = self.starts[number + 1] if number + 1 < len(self.starts) else end
            if next_start > end and edit.start < next_start and edit.end > end:
                return False
        return True

    def share(self, edits: Sequence[Edit]) -> dict[int, list[Edit]]:
        """Each run's own edits, in its own offsets: the first run touched gets the text, the others lose theirs."""
        shares: dict[int, list[Edit]] = {}
        for edit in edits:
            number, text = self._first(edit), edit.text
            while True:
                base, length = self.starts[number], len(self.runs[number])
                start, end = max(0, edit.start - base), min(length, edit.end - base)
                if end > start or text:
                    shares.setdefault(number, []).append(Edit(start, max(start, end), text))
                text = ""
                number += 1
                if number >= len(self.runs) or self.starts[number] >= edit.end:
                    break
        return shares

    def _first(self, edit: Edit) -> int:
        """The run an edit begins in; an insertion between two runs goes to the one before."""
        number = self.place(edit.start)
        if edit.end > edit.start:
            while self.starts[number] + len(self.runs[number]) <= edit.start:
                number += 1
            return number
        while number > 0 and self.starts[number] == edit.start and self._touches(number - 1, edit.start):
            number -= 1
        return number

    def _touches(self, number: int, offset: int) -> bool:
        return self.starts[number] + len(self.runs[number]) == offset


NEW = -1


def follow(origins: Sequence[int], edits: Sequence[Edit]) -> list[int]:
    """The origins of a run's characters after further edits, which are in offsets of its present text.

    >>> follow([0, 1, 2, 3], [Edit(1, 3, "x")])
    [0, -1, 3]
    """
    followed: list[int] = []
    at = 0
    for edit in edits:
        followed += origins[at : edit.start]
        followed += [NEW] * len(edit.text)
        at = edit.end
    return [*followed, *origins[at:]]


def replaced(length: int, text: str, origins: Sequence[int]) -> tuple[Replaced, ...]:
    """What was replaced in a run of that original length, read off its present text and origins.

    >>> replaced(4, "axd", [0, NEW, 3])
    (Replaced(start=1, end=3, text='x'),)
    """
    found: list[Replaced] = []
    expected, fresh = 0, ""
    for char, origin in zip([*text, ""], [*origins, length], strict=True):
        if origin == NEW:
            fresh += char
            continue
        if fresh or origin != expected:
            found.append(Replaced(expected, origin, fresh))
        expected, fresh = origin + 1, ""
    return tuple(found)
