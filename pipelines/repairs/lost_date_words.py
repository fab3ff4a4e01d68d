"""年, 月 and 日 missing from dates: a signature line `201769`, `于1125日前`, `20176月9日`.

The same cause as `lost_brackets`, so it acts only in a text that shows that damage elsewhere (or has shown it: the brackets are
mended after this row). A date is mended when exactly one way of cutting the digits gives a month and a day.
Where the page says when it was published (发布时间：2017-06-09), a signature must lie within sixty days of that: this settles
a date that can be cut in two ways, and refuses one that would be far off. A deadline may be far from it and is not compared.

>>> sign = "示府〔201760号\\n"
>>> [edit.text for edit in find(sign + "201769")] == ["2017年6月9日"], find(sign + "2022128")
(True, [])
>>> [edit.text for edit in find("发布时间:2022-01-28 10:08\\n" + sign + "2022128")] == ["2022年1月28日"]
True
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.evidence import Edit
from pipelines.repairs import lost_brackets

MARKS = lost_brackets.MARKS
SIGN = re.compile("[〔\ufe5d](?:19|20)\\d{2}(?:第?\\d{1,4}号|\\d{1,4}(?:[ \\t\u3000]*(?:\\n|$)|[)）]))")
NEAR = 60
"""Days between a signature and the day its page was published, at most."""
_SIGNATURE = re.compile(
    r"(?m)(?<![^\n])([ \t\u00a0\u3000]*)((?:19|20)\d{2})(\d{2,4})(?=[ \t\u00a0\u3000]*日?[ \t\u00a0\u3000]*$)"
)
_YEAR_AND_MONTH = re.compile(r"(?m)^[ \t\u00a0\u3000]*(?:19|20)\d{2}(?:0?[1-9]|1[0-2])[ \t\u00a0\u3000]*$")
"""A line like 201712 may be a month; it takes the page's date to make a day of it."""
_DEADLINE = re.compile(
    "(?:于|自|(?<![日天])截?至|(?<!\\d)(?:19|20)\\d{2}年)(\\d{3,4})(?=日(?:前|起|止|至|召开|[，。,.]))"
)
_WITHOUT_YEAR_WORD = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日)")
_PUBLISHED = re.compile(
    r"(?:时间|日期|发布于)[^\S\n]{0,3}[:：]?[^\S\n]{0,3}((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NOTE = "the only date"


def find(text: str) -> list[Edit]:
    """The dates that can be cut in one way only."""
    edits = []
    published = _published(text)
    for line in _SIGNATURE.finditer(text):
        cut = _signed(int(line[2]), line[3], published)
        if cut and (published or not (_YEAR_AND_MONTH.match(line[0]) or _among_numbers(text, line))):
            day = "" if text[line.end() :].lstrip(" \t\u00a0\u3000").startswith("日") else "日"
            edits.append(Edit(line.start(2), line.end(3), f"{line[2]}年{cut[0]}月{cut[1]}{day}", _NOTE))
    for deadline in _DEADLINE.finditer(text):
        cuts = month_and_day(deadline[1])
        if len(cuts) == 1:
            edits.append(Edit(deadline.start(1), deadline.end(1), f"{cuts[0][0]}月{cuts[0][1]}", _NOTE))
    return edits + [Edit(one.end(), one.end(), "年", _NOTE) for one in _WITHOUT_YEAR_WORD.finditer(text)]


def month_and_day(digits: str) -> list[tuple[int, int]]:
    """The ways to cut digits into a month and a day of it.

    >>> month_and_day("69"), month_and_day("1125"), month_and_day("111"), month_and_day("132")
    ([(6, 9)], [(11, 25)], [(1, 11), (11, 1)], [])
    """
    cuts = [
        (int(digits[:at]), int(digits[at:]))
        for at in (1, 2)
        if at < len(digits) and digits[0] != "0" and digits[at] != "0"
    ]
    return [(month, day) for month, day in cuts if month <= 12 and day <= _DAYS[month - 1]]


def _signed(year: int, digits: str, published: date | None) -> tuple[int, int] | None:
    """Month and day of a signature, if only one pair of them is possible."""
    cuts = [cut for cut in month_and_day(digits) if published is None or _near(published, year, *cut)]
    return cuts[0] if len(cuts) == 1 else None


def _near(published: date, year: int, month: int, day: int) -> bool:
    try:
        return abs((published - date(year, month, day)).days) <= NEAR
    except ValueError:  # the 29th of February
        return False


def _published(text: str) -> date | None:
    """The day on which the page says it was published; None where it says nothing, or no day of the calendar."""
    found = _PUBLISHED.search(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _among_numbers(text: str, line: re.Match[str]) -> bool:
    """True when the line before or after is a number too: then it is a column, not a signature."""
    before = text[: line.start()].rstrip().rsplit("\n", 1)[-1].strip()
    after = text[line.end() :].lstrip().split("\n", 1)[0].strip()
    return before.isdigit() or after.isdigit()
