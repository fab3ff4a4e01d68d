"""The GBK bytes under a stretch that a mirror kit tore, found by a small search.

A kit that works on bytes prints a reading wherever two bytes look like one of its characters, also where they are the end of
one character and the beginning of the next. Read strictly, the byte before the bracket is left alone, and a `?` takes the place of
both; behind it all pairs are shifted by one byte, until a plain letter or another `?` sets them right:
變為產品, with a reading behind 83 9E (the end of 變, the beginning of 為), becomes 變?yōu)楫a品.

Some kits write `?` for the bytes A3 BF (the full-width question mark), too, also out of step: 。可 and 常看 become `??` and
a shifted stretch. And a byte may have taken a `<` with it, so that the rest of a tag stands in the text.

The reading tells which byte was lost. The search walks over the stretch, keeps the readings of the bytes so far that are whole
characters, and takes the one that is likeliest as Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from typing import NamedTuple

from pipelines.hanzi.model import bigrams
from pipelines.hanzi.pinyin import plain_letters, readings
from pipelines.repairs.gbk_pairs import (
    FIRST_BYTES,
    begun_by,
    char_of,
    ended_by,
    impossible_behind,
    is_traditional,
    pair,
    read_so,
)

LETTERS = "a-z\u00e0-\u01dcńňǹ\u0261\u1e3f"
LOST = "?\ufffd"
_TORN = re.compile(f"[{LOST}]\\(?([{LETTERS}]{{1,6}})\\)")
_BRACKET = re.compile(f"\\(([{LETTERS}]{{1,6}})\\)")
_TAG = re.compile("/?(?:p|br|div|span|strong|b|a|td|tr|li|h[1-6])(?: [^<>]{0,80})?/?>")
_MARK = (0xA3, 0xBF)

BEAM = 48
"""Readings of the bytes that are kept at each step."""
WITNESSES = 4
"""Characters behind a stretch that are weighed with it: it may be a single character."""
SWALLOWED = 14.0
"""Bits for a character of which no byte is known."""
CLEAR = 8.0
"""Bits between the likeliest text and the next by which it is no guess."""
FOREIGN_SCRIPT = 10.0
"""Bits against a simplified character among those of which a byte is lost."""
LONGEST = 300
"""Characters after which the pairs must be in step again: traditional characters have plain letters for second bytes."""


class Mended(NamedTuple):
    """What stood in the text up to `end`, and whether the bytes left a choice."""

    end: int
    text: str
    guess: bool


class _Reading(NamedTuple):
    """One way to read the bytes so far."""

    bits: float
    text: str
    left: str
    """The last whole character."""
    leads: tuple[int, ...] = ()
    """First bytes, one of which waits for its second; none where the pairs are in step."""
    guess: bool = False


def mend(text: str, start: int) -> Mended | None:
    """The stretch that begins with a lost byte at `start`, read anew; None where no reading of the bytes is possible.

    >>> mend("各種圖紙變?yōu)楫a品的場所", 5)
    Mended(end=12, text='為產', guess=False)
    """
    at, alive = start, [_Reading(0.0, "", _character_before(text, start))]
    while alive and at - start < LONGEST:
        at, alive = _step(text, at, alive)
        in_step = not any(one.leads for one in alive)
        if alive and in_step and (at >= len(text) or text[at] not in LOST):
            return _likeliest(text, at, alive)
        if at >= len(text):
            break
    return None


def _character_before(text: str, start: int) -> str:
    """The character whose second byte comes before the lost one; a reading of its own may stand between."""
    while bracket := re.search(f"\\([{LETTERS}]{{1,6}}\\)$", text[max(0, start - 8) : start]):
        start -= len(bracket[0])
    return text[start - 1] if start else "\n"


def without_readings(text: str) -> str:
    """The text without anything that looks like a reading in brackets."""
    return _BRACKET.sub("", text)


def behind(text: str, at: int) -> str:
    """A few characters that follow a stretch, without readings and not beyond the next torn place.

    >>> behind("(shè)立登記，方可", 0)
    '立登記，'
    """
    bare = without_readings(text[at : at + WITNESSES + 20])
    return re.split(f"[{LOST}]", bare)[0][:WITNESSES]


def _likeliest(text: str, at: int, alive: list[_Reading]) -> Mended:
    """The choice, with the next character as a witness."""
    following = behind(text, at)[:1] or "\n"
    ranked = sorted((one.bits + bigrams().cost(one.left, following), one) for one in alive)
    others = [bits for bits, one in ranked if one.text != ranked[0][1].text]
    close = bool(others) and others[0] - ranked[0][0] < CLEAR
    return Mended(at, ranked[0][1].text, ranked[0][1].guess or close)


def _step(text: str, at: int, alive: list[_Reading]) -> tuple[int, list[_Reading]]:
    """All readings one item further: a torn reading, a lost pair, a bracket or a character."""
    if torn := _TORN.match(text, at):
        return torn.end(), _best(new for one in alive for new in _after_torn(one, torn[1]))
    if text[at] in LOST:
        return _over_lost(text, at, alive)
    if bracket := _BRACKET.match(text, at):
        return bracket.end(), _best(new for one in alive for new in _after_bracket(one, bracket))
    return at + 1, _best(new for one in alive for new in _after_char(one, text[at]))


def _over_lost(text: str, at: int, alive: list[_Reading]) -> tuple[int, list[_Reading]]:
    """All readings one lost pair further, with what it swallowed; or two, where they may be A1 A3 BF."""
    if (tag := _TAG.match(text, at + 1)) and all(one.leads for one in alive):
        return tag.end(), _best(whole for one in alive for whole, _ in _completed(one))
    nothing_more = at + 1 == len(text)
    after = _best(new for one in alive for new in _after_lost(one, text[at], nothing_more))
    if not text.startswith("??", at) or _TORN.match(text, at + 1):
        return at + 1, after
    after = [new for one in after for new in _after_lost(one, text[at], at + 2 == len(text))]
    return at + 2, _best([*after, *(new for one in alive for new in _after_mark(one))])


def _after_mark(one: _Reading) -> Iterator[_Reading]:
    """The bytes A3 BF where they are a question mark, and where they belong to two characters."""
    if one.leads:
        for whole, _ in _completed(one):
            yield _append(whole, "？")
        return
    for char in ended_by(_MARK[0]):
        yield _append(one, char)._replace(leads=_MARK[1:], guess=True)


def _best(continued: Iterable[_Reading]) -> list[_Reading]:
    """The likeliest; of those that cannot differ in what follows only one, a guess where the next was close."""
    best: dict[tuple[str, tuple[int, ...]], _Reading] = {}
    for one in sorted(continued):
        kept = best.setdefault((one.left, one.leads), one)
        if kept.text != one.text and one.bits - kept.bits < CLEAR:
            best[one.left, one.leads] = kept._replace(guess=True)
    return nsmallest(BEAM, best.values())


def _after_torn(one: _Reading, said: str) -> Iterator[_Reading]:
    """The lost byte is the second of a character with this reading, whose first byte is the one before."""
    reading = plain_letters(said)
    if one.leads:
        for lead in one.leads:
            for char, bits in read_so(lead, reading):
                whole = _append(one, char)
                yield whole._replace(bits=whole.bits + bits, text=f"{whole.text}({said})")
        return
    before = pair(one.left)
    if len(before) == 2:
        for char, bits in read_so(before[1], reading):
            if (lost := pair(char)[1]) > 0x80:
                yield one._replace(bits=one.bits + bits, leads=(lost,))


def _after_lost(one: _Reading, mark: str, at_end: bool) -> Iterator[_Reading]:
    """A pair that is no character: the second byte of ours, and the first of the next or a plain character.

    At the end of the text nothing followed. In step, the mark is what it looks like.
    """
    if not one.leads:
        yield _append(one, mark)
        return
    for whole, following in _completed(one):
        if at_end:
            yield whole
            continue
        yield _unknown(whole)
        if following:
            yield whole._replace(leads=following)


def _completed(one: _Reading) -> Iterator[tuple[_Reading, tuple[int, ...]]]:
    """Our character with each second byte, and the first bytes that make no pair behind that."""
    if len(one.leads) > 1:
        yield _unknown(one), FIRST_BYTES
        return
    for trail, char in begun_by(one.leads[0]):
        whole = _append(one, char)
        bits = whole.bits + (0.0 if is_traditional(char) else FOREIGN_SCRIPT)
        yield whole._replace(bits=bits, guess=True), impossible_behind(trail)


def _unknown(one: _Reading) -> _Reading:
    return _Reading(one.bits + SWALLOWED, one.text + "\ufffd", "\ufffd", (), True)


def _after_bracket(one: _Reading, bracket: re.Match[str]) -> Iterator[_Reading]:
    """Behind a whole character a bracket is text; behind half of one it is torn in between and goes."""
    if not one.leads:
        yield one._replace(text=one.text + bracket[0])
        return
    before = pair(one.left)
    for lead in one.leads:
        torn = char_of(before[1], lead) if len(before) == 2 else ""
        if torn and plain_letters(bracket[1]) in readings(torn):
            yield one._replace(leads=(lead,))


def _after_char(one: _Reading, char: str) -> Iterator[_Reading]:
    """The bytes of a character, in step or shifted by one."""
    if not one.leads:
        yield _append(one, char)
        return
    shifted = pair(char)
    for lead in one.leads:
        if shifted and (whole := char_of(lead, shifted[0])):
            yield _with_rest(_append(one, whole), shifted[1:])


def _with_rest(one: _Reading, rest: bytes) -> _Reading:
    """A second byte left over is a plain letter or the first byte of the next character."""
    if rest and rest[0] < 0x80:
        return _append(one, chr(rest[0]))
    return one._replace(leads=tuple(rest))


def _append(one: _Reading, char: str) -> _Reading:
    return _Reading(one.bits + bigrams().cost(one.left, char), one.text + char, char, (), one.guess)
