"""The cheap look that spares a sound page everything else: which characters does it have that tell of damage?

Every row of the table names its marks, characters without which its damage cannot be. One pass over the text collects
the marks of all rows at once; a row whose marks are not among them is not asked.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.hanzi.common import common

EVERYDAY = "|%&\\?!^()# \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}（）？！〔于公烫屯"
"""Marks that ordinary pages have too. Each is looked for by itself, which costs next to nothing."""
_PUNCTUATION = "\u00a0·—‘’“”…\u3000-\u3002《》〔〕！-／：-＠［-｀｛-～"
_EVERYDAY_BYTES = b"\t\n\r" + bytes(range(0x20, 0x7F))


@cache
def odd() -> re.Pattern[str]:
    """A character that clean Chinese pages seldom have: neither common Han nor their punctuation nor printable ASCII.

    >>> odd().findall("政府信息公开（2020年）"), odd().findall("１鏀—")
    ([], ['１', '鏀'])
    """
    return re.compile(f"[^{''.join(sorted(common()))}\\t\\n\\r -~{_PUNCTUATION}]")


def odd_ones(text: str) -> str:
    """The distinct odd characters of a text, in no order.

    >>> sorted(odd_ones("鏀垮簻 (1) 公开"))
    ['簻', '鏀']
    """
    return "".join(set(odd().findall(_without_everyday_ascii(text))))


def telltales(text: str) -> str:
    """The odd characters, and the everyday marks the text has.

    >>> sorted(telltales("鏀垮簻 (1) 公开"))
    [' ', '(', ')', '公', '簻', '鏀']
    """
    return odd_ones(text) + "".join(mark for mark in EVERYDAY if mark in text)


def _without_everyday_ascii(text: str) -> str:
    """The text less what most of a page's markup is made of; cut out bytewise, since that is quickest."""
    return (
        text.encode("utf-8", "surrogatepass")
        .translate(None, _EVERYDAY_BYTES)
        .decode("utf-8", "surrogatepass")
    )
