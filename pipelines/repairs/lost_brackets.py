"""The bracket missing after the year of a document number: `\u3014201760\u53f7` for `\u3014\u0032\u0030\u0031\u0037\u301560\u53f7`.

Word processors put year, bracket and number into elements of their own, and one widely used extractor drops every text node that
is a single character of three bytes. A year has four digits, so the place of the bracket is certain.

>>> [(edit.start, edit.text) for edit in find("\u660e\u653f\u529e\u3014201760\u53f7")] == [(8, "\u3015")]
True
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

MARKS = re.compile("[\u3014\ufe5d]")
SIGN = re.compile("[\u3014\ufe5d](?:19|20)\\d{3,6}\u53f7")
_NUMBER = re.compile("([\u3014\ufe5d])(?:19|20)\\d{2}(?=\\d{1,4}\u53f7)")
_CLOSING = {"\u3014": "\u3015", "\ufe5d": "\ufe5e"}


def find(text: str) -> list[Edit]:
    """One bracket for each number that lacks it."""
    return [
        Edit(one.end(), one.end(), _CLOSING[one[1]], "one-character node lost")
        for one in _NUMBER.finditer(text)
    ]
