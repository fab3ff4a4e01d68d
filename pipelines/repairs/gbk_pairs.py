"""Pairs of GBK bytes: what character they make, and what can stand before or behind one of them.

Only characters in use are proposed, that is those of the character model.
"""

from __future__ import annotations

from functools import cache

from pipelines.hanzi.model import bigrams
from pipelines.hanzi.pinyin import readings, toneless, usual_readings

FIRST_BYTES = tuple(range(0x81, 0xFF))

UNUSUAL = 6.0
"""Bits against a reading that is not the first in the dictionary: kits print the first."""


@cache
def pair(char: str) -> bytes:
    """The bytes of a character; empty where GBK does not have it.

    >>> pair("區").hex(), pair("a"), pair("\u0e01")
    ('855e', b'a', b'')
    """
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""


@cache
def char_of(first: int, second: int) -> str:
    """The character of a pair; empty where it has none."""
    try:
        return bytes((first, second)).decode("gbk") if first > 0x80 and second >= 0x40 else ""
    except UnicodeDecodeError:
        return ""


@cache
def is_traditional(char: str) -> bool:
    """True for a character that traditional text has: kits convert every other.

    >>> is_traditional("過"), is_traditional("于"), is_traditional("过")
    (True, True, False)
    """
    try:
        return bool(char.encode("cp950"))
    except UnicodeEncodeError:
        return False


@cache
def begun_by(first: int) -> list[tuple[int, str]]:
    """Second bytes and the characters in use that they make with a first."""
    pairs = ((second, char_of(first, second)) for second in range(0x40, 0xFF))
    return [(second, char) for second, char in pairs if char in bigrams().index]


@cache
def ended_by(second: int) -> list[str]:
    """Characters in use with that second byte."""
    return [char for first in FIRST_BYTES if (char := char_of(first, second)) in bigrams().index]


@cache
def impossible_behind(byte: int) -> tuple[int, ...]:
    """First bytes of characters that make no pair when read as a second byte behind this one."""
    if byte <= 0x80:
        return ()
    return tuple(other for other in FIRST_BYTES if not char_of(byte, other) and begun_by(other))


@cache
def read_so(first: int, reading: str) -> list[tuple[str, float]]:
    """Characters with that first byte and reading, and bits by how rare they and the reading are.

    >>> [char for char, bits in read_so(0x83, "yōu")]
    ['優']
    """
    found = []
    for _, char in begun_by(first):
        if reading in readings(char):
            usual = {spelt for one in usual_readings(char) for spelt in (one, toneless(one))}
            found.append((char, bigrams().char_cost(char) + (0.0 if reading in usual else UNUSUAL)))
    return found
