"""Which wrong reading explains a whole unit best?

For a unit that does not read as Chinese every known pair of codecs is tried, up to three times over; the reading with
the fewest bits a character wins, if it wins clearly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipelines.hanzi.common import HAN
from pipelines.repairs.hybrid import read_hybrid
from pipelines.repairs.reading import PAIRS, Pair, Reading, mean_bits, right_readings
from pipelines.repairs.undone import undone
from pipelines.repairs.wrong_codecs import REPLACEMENT

FEWEST = 3
"""Different characters above ASCII that a unit must have to prove anything by itself; a row of rules or stars has one."""
SOUND = 11.0
"""Mean bits for a character below which a unit is sound as a whole."""
GAIN = 2.2
"""Mean bits for a character that a reading must save."""
WORST = 13.5
"""Mean bits for a character that a repaired text may have at most."""
WORST_PROVED = 17.5
"""The same where the bytes are valid UTF-8 of three characters or more, which is a proof by itself."""
CERTAIN = 10.5
"""Mean bits below which nothing better is looked for, if `CERTAIN_GAIN` is saved."""
CERTAIN_GAIN = 6.0
PROOF = 8
"""Characters of three bytes by which valid UTF-8 proves itself."""
MOST_GUESSED = 0.85
"""Part of the characters above ASCII that may be guesses."""
OPEN = 0.1
"""Part of the characters that may become U+FFFD, of which too little is left, beyond those marked as lost."""
GUESSING = 1.2
"""Bits for a character that a reading with guesses is charged."""
FREEDOM = 0.5
"""Bits for a character that a hybrid reading is charged, which can choose between two meanings of most letters."""
HYBRID = Pair("gbk_as_latin1", "utf-8 where valid, else cp1252", "gb18030")
Undo = Callable[[str, Pair], Reading | None]
_HIGH = re.compile("[^\x00-\x7f\u00a0\u3000]")
_LONG = re.compile("[\u0800-\U0010ffff]")


def whole_reading(unit: str, prevailing: Pair | None = None, undo: Undo = undone) -> Reading | None:
    """The reading that explains a whole unit, or None when the unit is sound or nothing explains it.

    `prevailing` is the wrong reading of the units before; it is tried first. `undo` takes back one wrong reading.

    >>> reading = whole_reading("政府信息".encode("gbk").decode("latin-1"))
    >>> reading.text == "政府信息", reading.row
    (True, 'gbk_as_latin1')
    """
    if len(set(_HIGH.findall(unit))) < FEWEST:
        return None
    before: float | None = None
    best: tuple[float, Reading] | None = None
    for reading in _readings(unit, prevailing, undo):
        if _proves_itself(reading):
            return reading if _is_right(unit, reading) else None
        before = mean_bits(unit) if before is None else before
        if before < SOUND and REPLACEMENT not in unit:
            return None
        bits = mean_bits(reading.text) + GUESSING * reading.guess + FREEDOM * (reading.note == HYBRID.note)
        if best is None or bits < best[0]:
            best = bits, reading
        if not reading.guess and bits < CERTAIN and bits + CERTAIN_GAIN < before:
            break
    return best[1] if best and before and _clearly_better(unit, before, *best) else None


def _proves_itself(reading: Reading) -> bool:
    """Bytes that happen to be whole UTF-8 for that long, and of likely Chinese, are no accident."""
    if reading.guess or not reading.note.startswith("utf-8") or reading.row == "misread_twice":
        return False
    return len(_LONG.findall(reading.text)) >= PROOF and mean_bits(reading.text) < CERTAIN


def _readings(unit: str, prevailing: Pair | None, undo: Undo) -> Iterator[Reading]:
    if prevailing:
        yield from _layers(unit, prevailing, undo)
    for pair in PAIRS:
        if pair != prevailing:
            yield from _layers(unit, pair, undo)
    if prevailing != HYBRID:
        yield from _layers(unit, HYBRID, undo)


def _layers(unit: str, pair: Pair, undo: Undo) -> Iterator[Reading]:
    """The unit with the wrong reading undone once, and again as long as that gives anything."""
    reading = _step(unit, pair, undo)
    times, guess = 1, False
    before = unit
    while reading and reading.text != before:
        guess = guess or reading.guess
        if times == 1:
            yield reading
        else:
            yield Reading("misread_twice", reading.text, f"{pair.note}, {times} times", guess)
        if pair.right != "utf-8" or times == 3:
            return
        before, times = reading.text, times + 1
        reading = _step(before, pair, undo)


def _step(unit: str, pair: Pair, undo: Undo) -> Reading | None:
    return hybrid(unit) if pair == HYBRID else undo(unit, pair)


def hybrid(unit: str) -> Reading | None:
    """The GBK text of a unit that was read as UTF-8 where that was possible and as windows-1252 elsewhere."""
    text = read_hybrid(unit)
    return Reading(HYBRID.row, text, HYBRID.note) if text else None


def _clearly_better(unit: str, before: float, after: float, reading: Reading) -> bool:
    if guessed(reading) > MOST_GUESSED * len(_HIGH.findall(reading.text)):
        return False
    proved = not reading.guess and reading.note.startswith("utf-8") and len(_LONG.findall(reading.text)) >= 3
    if after + GAIN > before or after > (WORST_PROVED if proved else WORST) or not HAN.search(reading.text):
        return False
    return _is_right(unit, reading)


def _is_right(unit: str, reading: Reading) -> bool:
    """The test of all readings; one with guesses may leave a few characters open."""
    if not reading.guess:
        return right_readings(unit, reading.text)
    opened = reading.text.count(REPLACEMENT) - unit.count(REPLACEMENT) - unit.count("?")
    return opened <= OPEN * len(reading.text) and right_readings(unit, reading.text.replace(REPLACEMENT, ""))


def guessed(reading: Reading) -> int:
    """Characters of a reading that are guesses."""
    return sum(len(part.text) for part in reading.parts if part.guess)
