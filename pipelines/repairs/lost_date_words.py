"""年, 月 and 日 missing from dates: a signature line `201769`, `于1125日前`.

The same cause as `lost_brackets`, so it acts only in a text that shows that damage elsewhere (or has shown it: the brackets are
mended after this row). A date is mended when exactly one way of cutting the digits gives a month and a day.

>>> sign = "〔201760号\\n"
>>> [edit.text for edit in find(sign + "201769")] == ["2017年6月9日"], find(sign + "2022128")
(True, [])
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.repairs import lost_brackets

MARKS = lost_brackets.MARKS
SIGN = lost_brackets.SIGN
_SIGNATURE = re.compile(r"(?m)(?<![^\n])([ \t\u00a0\u3000]*)((?:19|20)\d{2})(\d{2,4})(?=[ \t\u00a0\u3000]*$)")
_DEADLINE = re.compile("(?<=[于至自年])(\\d{3,4})(?=日(?:前|起|止|至|召开|[，。,.]))")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def find(text: str) -> list[Edit]:
    """The dates that can be cut in one way only."""
    edits = []
    for date in _SIGNATURE.finditer(text):
        cut = month_and_day(date[3])
        if cut:
            edits.append(
                Edit(
                    date.start(2),
                    date.end(3),
                    f"{date[2]}年{cut[0]}月{cut[1]}日",
                    "the only date",
                )
            )
    for date in _DEADLINE.finditer(text):
        cut = month_and_day(date[1])
        if cut:
            edits.append(Edit(date.start(1), date.end(1), f"{cut[0]}月{cut[1]}", "the only date"))
    return edits


def month_and_day(digits: str) -> tuple[int, int] | None:
    """Month and day, when the digits can be cut in one way only.

    >>> month_and_day("69"), month_and_day("1125"), month_and_day("111")
    ((6, 9), (11, 25), None)
    """
    cuts = {
        (int(digits[:at]), int(digits[at:]))
        for at in (1, 2)
        if at < len(digits) and digits[0] != "0" and digits[at] != "0"
    }
    valid = [(month, day) for month, day in cuts if month <= 12 and day <= _DAYS[month - 1]]
    return valid[0] if len(valid) == 1 else None
