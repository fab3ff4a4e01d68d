"""Folding for matching: two spellings of one label become equal. Never for storage."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = {"〔": "[", "〕": "]", "﹝": "[", "﹞": "]", "【": "[", "】": "]", "﹙": "(", "﹚": ")"}
_DASHES = dict.fromkeys("—―\u2010\u2011\u2012\u2013\u2212", "-")
_WHITE = {code: None for code in range(0x3001) if chr(code).isspace()} | dict.fromkeys(
    [*range(0x200B, 0x2010), 0x2060, 0xFEFF]
)
_FOLDED = _WHITE | _FULL_WIDTH | str.maketrans(_BRACKETS | _DASHES)
"""All of it in one pass: what one of the tables makes of a character, no other would change."""
_SHORT = 100
"""Characters of texts that are worth remembering: several finders ask about each line."""


def half_width(text: str) -> str:
    """Full-width ASCII as ASCII; nothing else changes.

    >>> half_width("（１）")
    '(1)'
    """
    return text.translate(_FULL_WIDTH)


def fold(text: str) -> str:
    """Full width to ASCII, dashes and brackets of document numbers alike, all white space dropped.

    >>> fold(" 自\u2002然\u3000人：〔２０〕") == "自然人:[20]", fold("１\u2212２―３﹙年﹚")
    (True, '1-2-3(年)')
    """
    return _fold(text) if len(text) <= _SHORT else text.translate(_FOLDED)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    return text.translate(_FOLDED)


def search_key(text: str) -> str:
    """A text as one compares it by hand: `fold` after NFKC, in lower case. It loses evidence and is never shown.

    Full-text search folds character by character instead (`pipelines/archive/folding.py`), so that places survive.

    >>> search_key("\u2460 \u33a1 KB")
    '1m2kb'
    """
    return fold(unicodedata.normalize("NFKC", text)).lower()
