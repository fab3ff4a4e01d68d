"""Readings of a character in pinyin, by pypinyin (loaded on first need, which takes about half a second)."""

from __future__ import annotations

import unicodedata
from functools import cache

from pipelines.hanzi.script import simplified_char

_LETTERS = str.maketrans(
    {
        "\u0261": "g",
        "ă": "ǎ",
        "ĕ": "ě",
        "ĭ": "ǐ",
        "ŏ": "ǒ",
        "ŭ": "ǔ",
    }
)
_TONES = {"\u0304", "\u0301", "\u030c", "\u0300"}


def plain_letters(reading: str) -> str:
    """One spelling for look-alike letters: \u0261 and ă of careless fonts as g and ǎ, composed, lower case."""
    return unicodedata.normalize("NFC", reading).lower().translate(_LETTERS)


def toneless(reading: str) -> str:
    """The reading without its tone mark; the two dots of ü stay.

    >>> toneless("wèi"), toneless("lǚ")
    ('wei', 'lü')
    """
    spread = unicodedata.normalize("NFD", reading)
    return unicodedata.normalize("NFC", "".join(char for char in spread if char not in _TONES))


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a Han character and of its simplified form, with tone marks and without.

    >>> {"wèi", "wei"} <= readings("衛")
    True
    """
    toned = {reading for form in {char, simplified_char(char)} for reading in _listed(form)}
    return frozenset(toned | {toneless(reading) for reading in toned})


@cache
def usual_readings(char: str) -> frozenset[str]:
    """The first reading a dictionary gives for a character and for its simplified form.

    >>> "lè" in usual_readings("樂"), "yuè" in usual_readings("樂"), "yuè" in readings("樂")
    (True, False, True)
    """
    return frozenset(_listed(form)[0] for form in {char, simplified_char(char)})


@cache
def _listed(char: str) -> tuple[str, ...]:
    """The readings of one form in the order of the dictionary; the character itself where it has none."""
    from pypinyin import Style, pinyin

    return tuple(plain_letters(reading) for reading in pinyin(char, style=Style.TONE, heteronym=True)[0])
