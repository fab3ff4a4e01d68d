"""The text of two readings, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipelines.comparison.alignment import align
from pipelines.document import Block


class ParagraphChange(NamedTuple):
    """One paragraph that is not in both readings as it was. Numbers count the paragraphs of a reading from 1."""

    what: Literal["changed", "gone", "new", "moved"]
    earlier: int | None
    later: int | None
    before: str
    after: str


def compare_paragraphs(earlier: Sequence[Block], later: Sequence[Block]) -> tuple[ParagraphChange, ...]:
    """Changes in the order of the texts. Tables are left out: they are compared by cell."""
    before = [block.text for block in earlier if block.kind != "table"]
    after = [block.text for block in later if block.kind != "table"]
    changes: list[ParagraphChange] = []
    for old, new in align(before, after):
        if old is None and new is not None:
            changes.append(ParagraphChange("new", None, new + 1, "", after[new]))
        elif new is None and old is not None:
            changes.append(ParagraphChange("gone", old + 1, None, before[old], ""))
        elif old is not None and new is not None and before[old] != after[new]:
            changes.append(ParagraphChange("changed", old + 1, new + 1, before[old], after[new]))
    return tuple(_with_moves(changes))


def _with_moves(changes: Sequence[ParagraphChange]) -> list[ParagraphChange]:
    """A paragraph that went and stands word for word elsewhere has moved; told once, where it stands now."""
    gone: dict[str, list[int]] = {}
    for change in changes:
        if change.what == "gone" and change.earlier is not None:
            gone.setdefault(change.before, []).append(change.earlier)
    moved: Counter[str] = Counter()
    told: list[ParagraphChange] = []
    for change in changes:
        places = gone.get(change.after) if change.what == "new" else None
        if places and moved[change.after] < len(places):
            origin = places[moved[change.after]]
            moved[change.after] += 1
            told.append(ParagraphChange("moved", origin, change.later, change.after, change.after))
        else:
            told.append(change)
    left = moved.copy()
    kept: list[ParagraphChange] = []
    for change in told:
        if change.what == "gone" and left[change.before]:
            left[change.before] -= 1
            continue
        kept.append(change)
    return kept
