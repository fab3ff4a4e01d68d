"""Two spellings of one word made equal, character by character, so that every place in a text keeps its number.

NFKC (full-width letters and digits, radicals and compatibility forms), small letters, and the simplified form of each
Han character. Never for storage: 乾 and 干 become one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate, chain

from opencc import OpenCC


def folded(text: str) -> str:
    """What is compared in place of a text.

    >>> folded("ＰＤＦ：２０２１年度預算⼯作"), folded("①")
    ('pdf:2021年度预算工作', '1')
    """
    return "".join(map(_FOLDS.__getitem__, text))


def places(text: str) -> list[int]:
    """For each character of `text`, and for its end, where it begins in the folded text.

    >>> places("㈠年"), folded("㈠年")
    ([0, 3, 4], '(一)年')
    """
    return [0, *accumulate(len(_FOLDS[character]) for character in text)]


def words_are_plain(text: str) -> bool:
    """Whether no Han character, letter or digit of a text is another one folded, but for capitals of ASCII.

    Quicker than to fold it: what does not stand in such a text as it is typed does not stand there folded.

    >>> words_are_plain("预算：PDF"), words_are_plain("預算"), words_are_plain("２０")
    (True, False, False)
    """
    return _odd().search(text) is None


class _Folds(dict[str, str]):
    """Each character is looked up once. Surrogates, which no codec takes, stay as they are."""

    def __missing__(self, character: str) -> str:
        plain = unicodedata.normalize("NFKC", character)
        if not plain.isascii() and not unicodedata.category(plain[0]).startswith("C"):
            plain = _simplified().convert(plain)
        self[character] = plain.lower()
        return self[character]


_FOLDS = _Folds()


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


@cache
def _odd() -> re.Pattern[str]:
    """Every character outside ASCII that folds to another one with a letter, a digit or Han in it, as the planes beyond
    the first may all do: one range is quicker to search for than some hundred characters."""
    codes = chain(range(0x80, 0xAC00), range(0xF900, 0x10000))
    normal = [(chr(code), unicodedata.normalize("NFKC", chr(code)).lower()) for code in codes]
    simple = _simplified().convert("\n".join(form for _, form in normal)).split("\n")
    odd = "".join(
        character
        for (character, _), other in zip(normal, simple, strict=True)
        if other != character and any(map(str.isalnum, other))
    )
    return re.compile(f"[{re.escape(odd)}\U00010000-\U0010ffff]")
