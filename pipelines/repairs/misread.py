"""Which wrong reading explains this text best? The court of the page-level repairs.

A page is looked at in units: what stands between line ends and angle brackets. For a unit that does not read as Chinese
every known pair of codecs is tried, up to three times over; the reading with the fewest bits a character wins, if it
wins clearly. All rows of the table ask here, so that each unit goes to the row that explains it, not to the first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.evidence import Edit
from pipelines.hanzi.common import HAN, common
from pipelines.hanzi.model import bigrams
from pipelines.repairs.damage import is_an_example
from pipelines.repairs.fragments import fragments
from pipelines.repairs.hybrid import read_hybrid
from pipelines.repairs.lost_bytes import REPLACEMENT, fill
from pipelines.repairs.reading import Reading, right_readings
from pipelines.repairs.wrong_codecs import LOST, bytes_of, text_of

_UNIT = re.compile(r"[^\n<>]+")
ODD = re.compile(
    f"[^{''.join(sorted(common()))}\\x00-\\x7f\u00a0·—\u2018\u2019“”…\u3000-\u3002\uff01-\uff5e《》]"
)
"""A character that clean Chinese pages seldom have and every misreading has: the sign of all rows of this kind."""
FEWEST = 3
"""Characters above ASCII that a unit must have to prove anything by itself."""
SOUND = 11.0
"""Mean bits for a character below which a unit is sound as a whole."""
GAIN = 2.2
"""Mean bits for a character that a reading must save."""
WORST = 13.5
"""Mean bits for a character that a repaired text may have at most."""
WORST_PROVED = 17.5
"""The same where the bytes are valid UTF-8 of three characters or more, which is a proof by itself."""
HOPELESS = 22.0
"""Mean bits above which a unit cannot be anything that was meant."""


class Pair(NamedTuple):
    """A row of the table, the codec a text was wrongly read in, and the right one."""

    row: str
    wrong: str
    right: str

    @property
    def note(self) -> str:
        """How a person would say it."""
        return f"{self.right} read as {self.wrong}"


PAIRS: tuple[Pair, ...] = (
    Pair("utf8_as_latin1", "latin-1", "utf-8"),
    Pair("utf8_as_latin1", "cp1252", "utf-8"),
    Pair("utf8_as_latin1", "iso8859-15", "utf-8"),
    Pair("utf8_as_gbk", "gbk", "utf-8"),
    Pair("utf8_as_gbk", "gb18030", "utf-8"),
    Pair("utf8_as_big5", "big5hkscs", "utf-8"),
    Pair("gbk_as_latin1", "latin-1", "gb18030"),
    Pair("gbk_as_latin1", "cp1252", "gb18030"),
    Pair("big5_as_latin1", "latin-1", "big5hkscs"),
    Pair("big5_as_latin1", "cp1252", "big5hkscs"),
    Pair("gbk_as_big5", "big5hkscs", "gb18030"),
    Pair("big5_as_gbk", "gb18030", "big5hkscs"),
)


def edits_for(row: str, text: str) -> list[Edit]:
    """The edits by which one row of the table mends the text."""
    return [edit for name, edit in _all_edits(text) if name == row]


class Found(NamedTuple):
    """A reading of `start:end` of the text; `whole` when that is a whole unit."""

    reading: Reading
    start: int
    end: int
    whole: bool


@lru_cache(8)
def _all_edits(text: str) -> tuple[tuple[str, Edit], ...]:
    units = [unit for unit in _UNIT.finditer(text) if not unit[0].isascii()]
    found = [one for unit in units for one in _readings(unit)]
    found += _with_the_page(units, found)
    return tuple(
        (one.reading.row, Edit(one.start, one.end, one.reading.text, one.reading.note, one.reading.guess))
        for one in sorted(found, key=lambda one: one.start)
        if not is_an_example(text, one.start, one.end)
    )


def _readings(unit: re.Match[str]) -> Iterator[Found]:
    if not ODD.search(unit[0]):
        return
    whole = best_reading(unit[0])
    if whole:
        yield Found(whole, unit.start(), unit.end(), True)
    else:
        for reading, start, end in fragments(unit[0]):
            yield Found(reading, unit.start() + start, unit.start() + end, False)


def _with_the_page(units: list[re.Match[str]], found: list[Found]) -> Iterator[Found]:
    """Short units of a damaged page, which prove nothing alone, read as the rest of the page was.

    Only where one wrong reading explains the greater part of the page, and only where it makes the unit likelier.
    """
    weights: Counter[str] = Counter()
    for one in found:
        if one.whole:
            weights[one.reading.note] += one.end - one.start
    if not weights:
        return
    note, weight = weights.most_common(1)[0]
    pair = next((pair for pair in PAIRS if pair.note == note), None)
    if pair is None or weight < 0.5 * sum(len(unit[0]) for unit in units):
        return
    done = {one.start for one in found}
    for unit in units:
        step = None if unit.start() in done else _undone(unit[0], pair)
        if step and not step[1] and step[0] != unit[0] and _likelier(unit[0], step[0]):
            yield Found(Reading(pair.row, step[0], note, False), unit.start(), unit.end(), True)


def _likelier(before: str, after: str) -> bool:
    mean_before = bigrams().mean(before)
    return mean_before > HOPELESS or bigrams().mean(after) + 0.5 < mean_before


def best_reading(unit: str) -> Reading | None:
    """The reading that explains a whole unit, or None when the unit is sound or nothing explains it.

    >>> reading = best_reading("政府信息".encode("gbk").decode("latin-1"))
    >>> reading.text == "政府信息", reading.row
    (True, 'gbk_as_latin1')
    """
    model = bigrams()
    before = model.mean(unit)
    high = [char for char in unit if char > "\x7f" and char not in "\u00a0\u3000"]
    if len(high) < FEWEST or (before < SOUND and REPLACEMENT not in unit):
        return None
    candidates = list(_candidates(unit))
    hybrid = read_hybrid(unit)
    if hybrid:
        candidates.append(
            Reading("gbk_as_latin1", hybrid, "gb18030 read as utf-8 where valid, else cp1252", False)
        )
    if not candidates:
        return None
    best = min(candidates, key=lambda one: model.mean(one.text) + 1.2 * one.guess)
    proved = best.note.startswith("utf-8")
    return best if _clearly_better(unit, best.text, before, best.guess, proved) else None


def _candidates(unit: str) -> Iterator[Reading]:
    for pair in PAIRS:
        text, guess = unit, False
        for time in (1, 2, 3) if pair.right == "utf-8" else (1,):
            step = _undone(text, pair)
            if step is None or step[0] == text:
                break
            text, guess = step[0], guess or step[1]
            note = pair.note + (f", {time} times" if time > 1 else "")
            yield Reading(pair.row if time == 1 else "misread_twice", text, note, guess)


def _undone(text: str, pair: Pair) -> tuple[str, bool] | None:
    """One wrong reading undone, and whether something was guessed; None when the bytes forbid it."""
    found = bytes_of(text, pair.wrong)
    if found is None:
        return None
    data, lost = found
    strict = None if lost and pair.right == "utf-8" else text_of(data.replace(LOST.encode(), b""), pair.right)
    if strict is not None:
        return strict, lost > 0
    if pair.right != "utf-8":
        return None
    sound = data.decode("utf-8", "ignore")
    if 3 * sum(char > "\u07ff" for char in sound) < 0.5 * sum(byte > 0x7F for byte in data):
        return None
    filled = fill(data)
    if filled.lost > lost + filled.guessed + text.count("?") or filled.guessed + filled.lost > 0.5 * len(
        filled.text
    ):
        return None
    return filled.text, True


def _clearly_better(before: str, after: str, mean_before: float, guess: bool, proved: bool) -> bool:
    model = bigrams()
    mean_after = model.mean(after) + 1.2 * guess
    worst = WORST_PROVED if proved and not guess and sum(char > "\u07ff" for char in after) >= 3 else WORST
    if mean_after + GAIN > mean_before or mean_after > worst or not HAN.search(after):
        return False
    return right_readings(before, after)


__all__ = ["ODD", "PAIRS", "Reading", "best_reading", "edits_for"]
