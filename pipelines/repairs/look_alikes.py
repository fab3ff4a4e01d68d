"""Replacing look-alike code points by table, except where a text speaks of them as such."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.evidence import Edit

LIST = 6
"""So many in a row, or separated by marks, are a list of the characters themselves."""
NEAR = 24
_SEPARATORS = "[\\s、，,;；/|]*"
_SPOKEN_OF = re.compile(
    "部首|偏旁|兼容汉字|兼容表意|相容表意|相容漢字|radical|ideograph|U\\+2[EF]|U\\+F[9A]", re.I
)


def outside_lists(text: str, sign: re.Pattern[str], table: Mapping[str, str], note: str) -> list[Edit]:
    """An edit for every character of the table, none inside a list of them or near words that explain them."""
    listed = [one.span() for one in re.finditer(f"(?:{sign.pattern}{_SEPARATORS}){{{LIST},}}", text)]
    return [
        Edit(one.start(), one.end(), table[one[0]], note)
        for one in sign.finditer(text)
        if one[0] in table
        and not any(start <= one.start() < end for start, end in listed)
        and not _SPOKEN_OF.search(text, max(0, one.start() - NEAR), one.end() + NEAR)
    ]
