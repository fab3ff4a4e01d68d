"""The bracket missing after the year of a document number: `〔201760号` for `〔\u0032\u0030\u0031\u0037〕60号`.

Word processors put year, bracket and number into elements of their own, and one widely used extractor drops every text node that
is a single character of three bytes. A year has four digits, so the place of the bracket is certain.

>>> [(edit.start, edit.text) for edit in find("明政办〔201760号")] == [(8, "〕")]
True
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

MARKS = re.compile("[〔\ufe5d]")
SIGN = re.compile("[〔\ufe5d](?:19|20)\\d{3,6}号")
_NUMBER = re.compile("([〔\ufe5d])(?:19|20)\\d{2}(?=\\d{1,4}号)")
_CLOSING = {"〔": "〕", "\ufe5d": "\ufe5e"}


def find(text: str) -> list[Edit]:
    """One bracket for each number that lacks it."""
    return [
        Edit(one.end(), one.end(), _CLOSING[one[1]], "one-character node lost")
        for one in _NUMBER.finditer(text)
    ]
