"""Pinyin in brackets behind characters: `衛(wèi)生` for `衛生`.

Mirror kits that copy real portals under other names disguise the copy: they convert it to traditional characters and
print the reading behind some of them, with tone marks (`務(wù)`), without (`公(gong)`), or several times over. The readings are
right, so they are told from the few genuine glosses of a text only by number, density and ordinariness: see `gate`.

>>> find("涪(fú)陵区")
[]
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.evidence import Edit
from pipelines.hanzi.common import HAN, common_600
from pipelines.hanzi.pinyin import plain_letters, readings
from pipelines.hanzi.script import simplified_char

_LETTERS = "a-z\u00e0-\u01dcăĕĭŏŭ\u0261\u1e3f\u0300-\u030c"
MARKS = re.compile(r"[(\uff08]")
# Some kits leave a blank behind the reading: (lu\u00f2 ).
SIGN = re.compile(f"[(（](?<=[\u3400-\u9fff].)[{_LETTERS}]{{1,6}} ?[)）]")
_TOKEN = re.compile(f"([\u3400-\u4dbf\u4e00-\u9fff])((?:[(（][{_LETTERS}]{{1,6}} ?[)）])+)", re.I)
_READING = re.compile(f"[{_LETTERS}]+", re.I)

FEWEST = 10
LEAST_MATCHING = 0.95
DENSITY = (0.02, 0.5)
LEAST_COMMON = 0.5


class Gloss(NamedTuple):
    """A character and the brackets behind it, as a place in the text."""

    char: str
    start: int
    end: int
    matches: bool


def glosses(text: str) -> list[Gloss]:
    """Every character with Latin letters in brackets behind it, and whether they are its reading."""
    found = []
    for token in _TOKEN.finditer(text):
        said = {plain_letters(one) for one in _READING.findall(token[2])}
        matches = len(said) == 1 and said <= readings(token[1])
        found.append(Gloss(token[1], token.start(2), token.end(2), matches))
    return found


def gate(text: str, found: list[Gloss]) -> bool:
    """True when the glosses are damage: many, nearly all right, dense but not everywhere, on ordinary characters.

    Genuine glosses are few and on rare characters; a reader for schools has one on every character.
    """
    matching = [one for one in found if one.matches]
    if len(matching) < FEWEST or len(matching) / len(found) < LEAST_MATCHING:
        return False
    if not DENSITY[0] <= len(matching) / max(1, len(HAN.findall(text))) <= DENSITY[1]:
        return False
    ordinary = sum(simplified_char(one.char) in common_600() for one in matching)
    return ordinary / len(matching) >= LEAST_COMMON


def find(text: str) -> list[Edit]:
    """The brackets to take away; none when the gate stays shut."""
    found = glosses(text)
    return (
        [Edit(one.start, one.end, "", "reading in brackets") for one in found if one.matches]
        if gate(text, found)
        else []
    )
