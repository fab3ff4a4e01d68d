"""What repairs did, change by change: where each change stands in the text as given, and which belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.evidence import AppliedRepair, Change, Edit
from pipelines.repairs.pieces import apply

NEAR = 24
"""Characters between two changes of one kind that are shown together."""
LONGEST = 80
"""Characters of a stretch with several changes."""


class Hunk(NamedTuple):
    """Neighbouring changes of one repair: the text they were made in, and where each stands in the text as given."""

    name: str
    text: str
    changes: tuple[Change, ...]
    origins: tuple[int, ...]


def hunks(given: str, applied: Sequence[AppliedRepair]) -> list[Hunk]:
    """The changes in the order of the text as given; of two at one place, the one made first comes first."""
    found: list[Hunk] = []
    text = given
    for number, one in enumerate(applied):
        for group in _neighbours(text, one.changes):
            origins = tuple(_origin(change.start, applied[:number]) for change in group)
            found.append(Hunk(one.name, text, tuple(group), origins))
        text = apply(text, [Edit(c.start, c.start + len(c.before), c.after) for c in one.changes])
    return sorted(found, key=lambda hunk: hunk.origins[0])


def _neighbours(text: str, changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Runs of changes that came about in the same way and fit on one line of print."""
    group: list[Change] = []
    for change in changes:
        if group and not _belongs(text, group, change):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _belongs(text: str, group: Sequence[Change], change: Change) -> bool:
    first, last = group[0], group[-1]
    end = last.start + len(last.before)
    return (
        (first.note, first.guess) == (change.note, change.guess)
        and change.start - end <= NEAR
        and change.start + len(change.before) - first.start <= LONGEST
        and "\n" not in text[first.start : change.start]
    )


def _origin(offset: int, applied: Sequence[AppliedRepair]) -> int:
    """Where the character at `offset`, after these repairs, stood before them; what they wrote begins where they wrote."""
    for one in reversed(applied):
        offset = _before(offset, one.changes)
    return offset


def _before(offset: int, changes: Sequence[Change]) -> int:
    shift = 0
    for change in changes:
        start = change.start + shift
        if offset < start:
            break
        if offset < start + len(change.after):
            same = len(change.after) == len(change.before)
            return change.start + (offset - start if same else 0)
        shift += len(change.after) - len(change.before)
    return offset - shift


def counted(applied: Sequence[AppliedRepair]) -> str:
    """A sentence on how much was changed."""
    changes = [change for one in applied for change in one.changes]
    guesses = sum(change.guess for change in changes)
    if not changes:
        return "nothing needed repair"
    names = list(dict.fromkeys(one.name for one in applied))
    sentence = f"{len(changes)} change{'s' * (len(changes) > 1)} by {', '.join(names)}"
    return sentence + (
        f"; {guesses} of them {'are guesses' if guesses > 1 else 'is a guess'}" if guesses else ""
    )
