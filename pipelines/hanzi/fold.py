"""Folding for matching: two spellings of one label become equal. Never for storage."""

from __future__ import annotations

import re
import unicodedata

SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = {"〔": "[", "〕": "]", "﹝": "[", "﹞": "]", "【": "[", "】": "]", "﹙": "(", "﹚": ")"}
_DASHES = dict.fromkeys("—―\u2010\u2011\u2012\u2013\u2212", "-")
_ALIKE = str.maketrans(_BRACKETS | _DASHES)


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
    return SPACES.sub("", text).translate(_FULL_WIDTH).translate(_ALIKE)


def search_key(text: str) -> str:
    """What full-text search compares: `fold` after NFKC, in lower case. It loses evidence and is for search only.

    >>> search_key("\u2460 \u33a1 KB")
    '1m2kb'
    """
    return fold(unicodedata.normalize("NFKC", text)).lower()
