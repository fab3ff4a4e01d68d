"""The bracket missing after the year of a document number: `〔201760号` for `〔\u0032\u0030\u0031\u0037〕60号`.

Word processors put year, bracket and number into elements of their own, and one widely used extractor drops every text node that
is a single character of three bytes. A year has four digits, so the place of the bracket is certain. Where 号 went the
same way it is restored only when the number is all that its line holds: elsewhere the line is flagged.

>>> [(edit.start, edit.text) for edit in find("明政办〔201760号")] == [(8, "〕")]
True
>>> [edit.text for edit in find("示府〔20221\\n各区人民政府")], find("（示府〔20221）")
(['〕', '号'], [])
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

MARKS = re.compile("[〔\ufe5d]")
SIGN = re.compile("[〔\ufe5d](?:19|20)\\d{2}(?:第?\\d{1,4}号|\\d{1,4}[ \\t\u3000]*(?:\\n|$))")
_NUMBER = re.compile("([〔\ufe5d])(?:19|20)\\d{2}(?=第?\\d{1,4}号)")
_LINE = re.compile(
    "(?m)^[ \\t\u3000]*[\u4e00-\u9fff]{1,12}([〔\ufe5d])((?:19|20)\\d{2})(\\d{1,4})(?=[ \\t\u3000]*$)(?!\\s*[号期])"
)
_CLOSING = {"〔": "〕", "\ufe5d": "\ufe5e"}
_NOTE = "one-character node lost"


def find(text: str) -> list[Edit]:
    """One bracket for each number that lacks it, and 号 for a line that is nothing but a number without it."""
    edits = [Edit(one.end(), one.end(), _CLOSING[one[1]], _NOTE) for one in _NUMBER.finditer(text)]
    for one in _LINE.finditer(text):
        edits.append(Edit(one.end(2), one.end(2), _CLOSING[one[1]], _NOTE))
        edits.append(Edit(one.end(3), one.end(3), "号", _NOTE))
    return edits
