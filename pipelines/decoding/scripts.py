"""Is this text in the script its codec is made for? The check on every claim that a page is not Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable

_HIGH = re.compile(r"[^\x00-\x7f]")
_CYRILLIC = re.compile(r"[\u0400-\u045f\u0490-\u04ff]")
_CYRILLIC_WORD = re.compile(r"[\u0410-\u042f\u0401]?[\u0430-\u045f]{2,}")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN_WORD = re.compile(
    r"[A-Za-z][\u00c0-\u017f]{1,2}(?![\u00c0-\u017f])|(?<![\u00c0-\u017f])[\u00c0-\u017f]{1,2}[A-Za-z]"
)


def _cyrillic(text: str, high: int) -> bool:
    letters = len(_CYRILLIC.findall(text))
    return letters > 0.85 * high and sum(map(len, _CYRILLIC_WORD.findall(text))) > 0.8 * letters


def _japanese(text: str, high: int) -> bool:
    return len(_KANA.findall(text)) > 0.3 * high


def _korean(text: str, high: int) -> bool:
    return len(_HANGUL.findall(text)) > 0.6 * high


def _latin(text: str, high: int) -> bool:
    """Accented letters stand alone inside words of plain letters."""
    return (
        sum(c.isascii() and c.isalpha() for c in text) > 3 * high
        or len(_LATIN_WORD.findall(text)) > 0.7 * high
    )


_OF_CODEC: tuple[tuple[str, Callable[[str, int], bool]], ...] = (
    ("cp1251 koi8-r koi8-u iso8859-5 cp866 mac-cyrillic ptcp154 kz1048", _cyrillic),
    ("cp932 shift_jis shift_jis_2004 shift_jisx0213 euc_jp iso2022_jp euc_jis_2004 euc_jisx0213", _japanese),
    ("cp949 euc_kr johab iso2022_kr", _korean),
    ("cp1250 cp1252 cp1254 cp1257 cp1258 iso8859-2 iso8859-9 iso8859-15 latin_1 mac_roman", _latin),
)


def in_its_own_script(text: str, codec: str) -> bool:
    """True when `text` looks as text in `codec` should; codecs nobody described are taken at their word.

    >>> in_its_own_script("\u041f\u0440\u0430\u0432\u0438\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e", "cp1251")
    True
    >>> in_its_own_script("Õþ\u00b8\u00aeÐÅÏ\u00a2", "cp1252")
    False
    """
    high = len(_HIGH.findall(text))
    for codecs, test in _OF_CODEC:
        if codec in codecs.split():
            return high == 0 or test(text, high)
    return True
