"""Readings of a character in pinyin, by pypinyin (loaded on first need)."""

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
    from pypinyin import Style, pinyin

    toned = {
        plain_letters(reading)
        for form in {char, simplified_char(char)}
        for reading in pinyin(form, style=Style.TONE, heteronym=True)[0]
    }
    return frozenset(toned | {toneless(reading) for reading in toned})
