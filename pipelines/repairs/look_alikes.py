"""Replacing look-alike code points by table, except where a text lists them as such."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.evidence import Edit

LIST = 6
"""So many in a row, or separated by marks, are a list of the characters themselves."""
_SEPARATORS = "[\\s、，,;；/|]*"


def outside_lists(text: str, sign: re.Pattern[str], table: Mapping[str, str], note: str) -> list[Edit]:
    """An edit for every character of the table, none inside a list of them."""
    listed = [one.span() for one in re.finditer(f"(?:{sign.pattern}{_SEPARATORS}){{{LIST},}}", text)]
    edits = []
    for one in sign.finditer(text):
        if one[0] in table and not any(start <= one.start() < end for start, end in listed):
            edits.append(Edit(one.start(), one.end(), table[one[0]], note))
    return edits
