"""A cell's words as a number: what is printed, never what it might have meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.document import Number

_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\(?(?P<unit>[^\d\s().,+-]{0,4})\)?"
)
_UNITS = frozenset(
    "件 条 个 项 次 篇 人 份 部 宗 起 家 元 万元 亿元 人次 件次 万条 万件 万 千元 百元 例 批 批次 期 场 % ‰".split()
)
_LONGEST = 60
"""A longer text is no number."""
_MINUS = str.maketrans(dict.fromkeys("−–﹣", "-"))
_DASHES = frozenset("/／\\＼-‐—―－~～无_")


def number_of(words: str) -> tuple[Number | None, str]:
    """The printed number and its unit; (None, '') for a blank, a dash or words. Ints stay ints.

    >>> number_of("503.59万元"), number_of("1,204"), number_of("＋３"), number_of("12件")
    ((503.59, '万元'), (1204, ''), (3, ''), (12, '件'))
    >>> number_of("——"), number_of("约5件"), number_of("1,2")
    ((None, ''), (None, ''), (None, ''))
    """
    return _number_of(words) if len(words) <= _LONGEST else (None, "")


@lru_cache(maxsize=8192)
def _number_of(words: str) -> tuple[Number | None, str]:
    folded = "".join(unicodedata.normalize("NFKC", words).translate(_MINUS).split())
    match = _NUMBER.fullmatch(folded)
    if match is None or (match["unit"] and match["unit"] not in _UNITS):
        return None, ""
    digits = match["number"].replace(",", "")
    return (float(digits) if "." in digits else int(digits)), match["unit"]


def is_blank_sign(words: str) -> bool:
    """True for what people write into a cell that has no number: nothing, a dash, a slash, 无."""
    return all(sign in _DASHES or sign.isspace() for sign in words)


def is_unit(words: str) -> bool:
    """True for a unit alone, as a column of units prints it."""
    return words in _UNITS


def looks_like_value(words: str) -> bool:
    """True for a number, a blank or a dash, as opposed to a label."""
    return _looks_like_value(words) if len(words) <= _LONGEST else is_blank_sign(words)


@lru_cache(maxsize=8192)
def _looks_like_value(words: str) -> bool:
    return is_blank_sign(words) or _number_of(words)[0] is not None
