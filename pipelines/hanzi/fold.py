"""Folding for matching: two spellings of one label become equal. Never for storage."""

from __future__ import annotations

import re
import unicodedata

SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ALIKE = str.maketrans(
    {
        "\u3014": "[",
        "\u3015": "]",
        "\ufe5d": "[",
        "\ufe5e": "]",
        "\u3010": "[",
        "\u3011": "]",
        "\u2014": "-",
        "\u2013": "-",
    }
)


def half_width(text: str) -> str:
    """Full-width ASCII as ASCII; nothing else changes.

    >>> half_width("\uff08\uff11\uff09")
    '(1)'
    """
    return text.translate(_FULL_WIDTH)


def fold(text: str) -> str:
    """Full width to ASCII, dashes and brackets of document numbers alike, all white space dropped.

    >>> fold(" \u81ea\u2002\u7136\u3000\u4eba\uff1a\u3014\uff12\uff10\u3015") == "\u81ea\u7136\u4eba:[20]"
    True
    """
    return SPACES.sub("", text).translate(_FULL_WIDTH).translate(_ALIKE)


def search_key(text: str) -> str:
    """What full-text search compares: `fold` after NFKC, in lower case. It loses evidence and is for search only.

    >>> search_key("\u2460 \u33a1 KB")
    '1m2kb'
    """
    return fold(unicodedata.normalize("NFKC", text)).lower()
