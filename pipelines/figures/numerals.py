"""Counts as prose writes them: 1,204 and １２, 十二 and 一百零五."""

from __future__ import annotations

import unicodedata

NUMERAL = r"(?:\d{1,3}(?:[,，]\d{3})+|\d{1,7}|[〇零一二两三四五六七八九十百千万]{1,12})"
"""Digits with or without thousands separators, or a number in Chinese characters."""
_DIGITS = {
    char: value for value, chars in enumerate("零〇 一 二两 三 四 五 六 七 八 九".split()) for char in chars
}
_WEIGHTS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def count_of(words: str) -> int | None:
    """The number that `NUMERAL` matched; None for characters that are no number in this order.

    >>> [count_of(words) for words in ("1,204", "１２", "十二", "一百零五", "二〇", "三万零两百", "十百")]
    [1204, 12, 12, 105, 20, 30200, None]
    """
    plain = unicodedata.normalize("NFKC", words).replace(",", "")
    if plain.isdecimal():
        return int(plain)
    if all(char in _DIGITS for char in plain):
        return int("".join(str(_DIGITS[char]) for char in plain)) if plain else None
    return _weighed(plain)


def _weighed(words: str) -> int | None:
    total, digit, last = 0, None, 100_000
    for char in words:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            continue
        weight = _WEIGHTS.get(char)
        if weight is None or weight >= last:
            return None
        if weight == 10_000:
            return None if total else _ten_thousands(digit, words.partition("万")[2])
        total += (1 if digit is None else digit) * weight
        digit, last = None, weight
    return total + (digit or 0)


def _ten_thousands(digit: int | None, rest: str) -> int | None:
    below = _weighed(rest) if rest else 0
    return None if digit is None or below is None else digit * 10_000 + below
