"""Which parts of a page were read in a wrong codec, and how? The court of the page-level repairs.

A page is looked at in units: what stands between line ends and angle brackets. All rows of the table ask here, so that
each unit goes to the row that explains it, not to the first. First come units that prove a wrong reading by themselves;
then, on a page that is damaged as a whole, the rest in the light of these; at last fragments inside sound lines.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from pipelines.evidence import Edit
from pipelines.repairs.damage import is_an_example
from pipelines.repairs.fragments import fragments
from pipelines.repairs.reading import PAIRS, Pair, Reading, mean_bits
from pipelines.repairs.suspects import ODD, Unit, other_units, suspects
from pipelines.repairs.undone import strictly, undone, undone_on_page
from pipelines.repairs.whole import HYBRID, guessed, hybrid, whole_reading
from pipelines.repairs.wrong_codecs import REPLACEMENT

HOPELESS = 22.0
"""Mean bits above which a unit cannot be anything that was meant."""
ANYWHERE = re.compile("")
"""The sign of all rows of this kind: the court itself looks where there may be damage."""
UNEXPLAINED = 60_000
"""Characters of suspect units that may stay unexplained before the court gives up on a page."""
PER_MARK = 20
"""What a mark of loss counts for among them: filling it takes so much longer than reading."""
GUESSES = 3_000
"""Guesses made at most on one page; after so many only what is sure is read."""


def edits_for(row: str, text: str) -> list[Edit]:
    """The edits by which one row of the table mends the text."""
    return [edit for name, edit in _all_edits(text) if name == row]


class Found(NamedTuple):
    """A reading of what begins at `start`."""

    reading: Reading
    start: int
    end: int


@lru_cache(8)
def _all_edits(text: str) -> tuple[tuple[str, Edit], ...]:
    units = suspects(text)
    if not units:
        return ()
    found = _by_themselves(text, units)
    found += _with_the_page(text, units, found)
    if sum(guessed(one.reading) for one in found) < GUESSES:
        found += _in_sound_lines(text, units, found)
    return tuple(
        (one.reading.row, edit)
        for one in sorted(found, key=lambda one: one.start)
        if not is_an_example(text, one.start, one.end)
        for edit in _edits(one)
    )


def _edits(found: Found) -> list[Edit]:
    reading = found.reading
    if not reading.parts:
        return [Edit(found.start, found.end, reading.text, reading.note, reading.guess)]
    return [
        Edit(found.start + part.start, found.start + part.end, part.text, reading.note, part.guess)
        for part in reading.parts
    ]


def _by_themselves(text: str, units: list[Unit]) -> list[Found]:
    found: list[Found] = []
    prevailing, unexplained, guesses = None, 0, 0
    for start, end in units:
        unit = text[start:end]
        reading = whole_reading(unit, prevailing, undone if guesses < GUESSES else strictly)
        if reading:
            found.append(Found(reading, start, end))
            prevailing = _pair(reading.note)
            guesses += guessed(reading)
        else:
            unexplained += len(unit) + PER_MARK * unit.count(REPLACEMENT)
        if unexplained > UNEXPLAINED:
            break
    return found


def _pair(note: str) -> Pair | None:
    return next((pair for pair in (*PAIRS, HYBRID) if pair.note == note), None)


def _with_the_page(text: str, units: list[Unit], found: list[Found]) -> list[Found]:
    """Units that prove nothing alone, read as most of the damage of the page was, if that makes them likelier.

    A suspect unit needs no more than that; one that looks sound is touched only on a page damaged for the greater part.
    """
    weights: Counter[str] = Counter()
    for one in found:
        weights[one.reading.note] += one.end - one.start
    note, weight = weights.most_common(1)[0] if weights else ("", 0)
    pair = _pair(note)
    if pair is None:
        return []
    done = {one.start for one in found}
    rest = [unit for unit in units if unit[0] not in done]
    others = other_units(text, {*done, *(start for start, _ in rest)})
    if weight >= 0.5 * (sum(weights.values()) + sum(end - start for start, end in (*rest, *others))):
        rest += others
    more: list[Found] = []
    guesses = sum(guessed(one.reading) for one in found)
    for start, end in sorted(rest):
        reading = _likelier(text[start:end], pair) if guesses < GUESSES else None
        if reading:
            more.append(Found(reading, start, end))
            guesses += guessed(reading)
    return more


def _likelier(unit: str, pair: Pair) -> Reading | None:
    reading = hybrid(unit) if pair == HYBRID else undone_on_page(unit, pair)
    if reading is None or reading.text == unit:
        return None
    before, after = mean_bits(unit), mean_bits(reading.text) + reading.guess
    return reading if before > HOPELESS or after + 0.5 < before else None


def _in_sound_lines(text: str, units: list[Unit], found: list[Found]) -> list[Found]:
    done = {one.start for one in found}
    return [
        Found(reading, unit[0] + start, unit[0] + end)
        for unit in units
        if unit[0] not in done
        for reading, start, end in fragments(text[slice(*unit)])
    ]


__all__ = ["ANYWHERE", "ODD", "edits_for"]
