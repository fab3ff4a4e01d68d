"""Runs the table: looks for signs, lets each repair propose edits, makes them, and records every one.

No repair knows that it is recorded, and only names of the table are recorded, so that whatever was done can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipelines.evidence import AppliedRepair, Change, Edit, Level
from pipelines.repairs import damage
from pipelines.repairs.pieces import Joined, Replaced, apply, follow, in_order, replaced
from pipelines.repairs.signs import odd_ones, telltales
from pipelines.repairs.table import REPAIRS, Repair

_ASKED: dict[Level, frozenset[Level]] = {
    "page": frozenset({"page"}),
    "run": frozenset({"run"}),
    "cell": frozenset({"run", "cell"}),
    "extract": frozenset({"run", "cell", "extract"}),
}
"""The levels of the rows that a text of each level is given to: what is known of its origin adds rows."""
_MARKS = {"page": odd_ones, "run": telltales, "cell": telltales, "extract": telltales}
"""A page's markup is full of everyday marks, and no row of its level asks for one."""
PASSES = 5
"""Times the table is run at most: one repair may uncover what another mends."""


@dataclass(frozen=True)
class Repaired:
    """A text after repair, what was done, and what could not be done."""

    text: str = field(repr=False)
    applied: tuple[AppliedRepair, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class RunsRepaired:
    """Text runs after repair. `applied` counts offsets in the runs joined with their joints.

    `replaced` has, for each changed run and by its number, what stands now in the place of what, in the offsets of the
    run as it was given.
    """

    runs: tuple[str, ...] = field(repr=False)
    applied: tuple[AppliedRepair, ...]
    flags: tuple[str, ...]
    replaced: dict[int, tuple[Replaced, ...]] = field(repr=False)


def repair_page(text: str) -> Repaired:
    """Undo wrong codecs on a decoded page, before it is parsed.

    >>> wrong = "政府信息公开".encode("utf-8").decode("gb18030")
    >>> page = repair_page(f"<title>{wrong}</title>")
    >>> page.text == "<title>政府信息公开</title>", [one.name for one in page.applied]
    (True, ['utf8_as_gbk'])
    """
    return _repair(text, "page")


def repair_text(text: str) -> Repaired:
    """Page level, then run level, on a plain text, until neither finds anything.

    Whether the text is an extract is not known here: what an extractor lost is flagged and stays.
    """
    return _repair_whole(text, "run")


def repair_extract(text: str) -> Repaired:
    """The same for a text that is known to be what somebody's extractor made of a page.

    >>> repair_extract("示府办函〔201760号").text
    '示府办函〔2017〕60号'
    """
    return _repair_whole(text, "extract")


def _repair_whole(text: str, level: Level) -> Repaired:
    applied: list[AppliedRepair] = []
    flags: set[str] = set()
    for _ in range(PASSES):
        page = _repair(text, "page")
        runs = _repair(page.text, level)
        applied += [*page.applied, *runs.applied]
        flags |= {*page.flags, *damage.flags_of_repairs(runs.applied)}
        text = runs.text
        if not page.applied and not runs.applied:
            break
    return Repaired(text, tuple(applied), damage.in_order(flags | {*runs.flags}))


def _repair(text: str, level: Level) -> Repaired:
    after = repair_runs([text], [], level)
    return Repaired(after.runs[0], after.applied, after.flags)


def repair_runs(runs: Sequence[str], joints: Sequence[str], level: Level = "run") -> RunsRepaired:
    """Repair the text runs of a parsed page.

    `joints[i]` stands between run i and the next: "" inside a line, "\\n" at the border of a block. A repair sees the
    whole joined document. An edit across several runs puts its text into the first and cuts the rest; one that touches
    a joint other than "" is refused. The runs of a page are repaired at the level `cell`, those of a plain text that somebody's
    extractor made of one at `extract`. Raises ValueError when there are fewer joints than gaps.
    """
    joined = Joined(runs, joints)
    given = joined.text
    applied: list[AppliedRepair] = []
    origins: dict[int, list[int]] = {}
    for _ in range(PASSES):
        marks, before = _MARKS[level](joined.text), len(applied)
        for repair in _worth_asking(marks, level):
            joined = _apply_one(repair, joined, joints, applied, origins)
        if len(applied) == before:
            break
    else:
        marks = _MARKS[level](joined.text)
    flags = damage.flags_of_repairs(applied, joined.text)
    if level != "page":
        flags |= damage.flags_of_text(joined.text, marks) | _glosses(given, applied)
    history = {
        number: replaced(len(runs[number]), joined.runs[number], kept)
        for number, kept in sorted(origins.items())
    }
    return RunsRepaired(tuple(joined.runs), tuple(applied), damage.in_order(flags), history)


def _worth_asking(marks: str, level: Level) -> list[Repair]:
    """The rows whose marks the text has: one look at the text spares a sound page almost all of them."""
    return [repair for repair in _rows(level) if repair.marks.search(marks)]


@cache
def _rows(level: Level) -> tuple[Repair, ...]:
    """The rows asked at a level, in order."""
    return tuple(repair for repair in REPAIRS if repair.level in _ASKED[level])


def _apply_one(
    repair: Repair,
    joined: Joined,
    joints: Sequence[str],
    applied: list[AppliedRepair],
    origins: dict[int, list[int]],
) -> Joined:
    """The document after one row; what it did is added to `applied` and `origins`."""
    if not repair.sign.search(joined.text):
        return joined
    edits = [edit for edit in in_order(repair.find(joined.text), joined.text) if joined.allows(edit)]
    if not edits:
        return joined
    applied.append(_record(repair, joined.text, edits))
    return _make(joined, joints, edits, origins)


def _record(repair: Repair, text: str, edits: Sequence[Edit]) -> AppliedRepair:
    changes = (Change(e.start, text[e.start : e.end], e.text, e.note, e.guess) for e in edits)
    return AppliedRepair(repair.name, repair.level, tuple(changes))


def _make(
    joined: Joined, joints: Sequence[str], edits: Sequence[Edit], origins: dict[int, list[int]]
) -> Joined:
    """The runs after the edits; `origins` is kept up for those that change."""
    runs = list(joined.runs)
    for number, own in joined.share(edits).items():
        before = origins.get(number)
        origins[number] = follow(range(len(runs[number])) if before is None else before, own)
        runs[number] = apply(runs[number], own)
    return Joined(runs, joints)


def _glosses(text: str, applied: Sequence[AppliedRepair]) -> set[str]:
    """`pinyin_gloss` for a text whose pinyin in brackets was left alone."""
    from pipelines.repairs.bracket_pinyin import SIGN, glosses

    if any(one.name in ("bracket_pinyin", "byte_level_pinyin") for one in applied) or not SIGN.search(text):
        return set()
    return {damage.PINYIN_GLOSS} if glosses(text) else set()


def undo(text: str, applied: Sequence[AppliedRepair]) -> str:
    """The text as it was before the repairs that are recorded.

    Raises ValueError when the record does not fit the text.

    >>> mended = repair_text("公\\u200b开")
    >>> mended.text == "公开", undo(mended.text, mended.applied) == "公\\u200b开"
    (True, True)
    """
    for one in reversed(applied):
        text = _undo_one(text, one)
    return text


def _undo_one(text: str, one: AppliedRepair) -> str:
    parts, at, shift = [], 0, 0
    for change in one.changes:
        start = change.start + shift
        if not text.startswith(change.after, start):
            raise ValueError(f"the record of {one.name} does not fit: {change.after!r} is not at {start}")
        parts += [text[at:start], change.before]
        at = start + len(change.after)
        shift += len(change.after) - len(change.before)
    return "".join([*parts, text[at:]])
