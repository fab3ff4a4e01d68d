"""Runs of table pipes that an extractor left where it dropped the tables.

Trafilatura 2.0 counts a layout table's width over all nested cells, pads each row with that many pipes and loses the nested
tables. The length is evidence: the column spans of the three statutory tables add up to 347 in both editions (72 + 220 + 55
and 56 + 236 + 55), so a run of 347 proves that a complete set was on the page.

>>> find("报告 " + "|" * 347 + "\\n|\\n正文")[0].note
'347 pipes: three statutory tables lost'
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

CANONICAL_SET = 347
FEWEST = 30
"""Pipes in a row that no table has: the widest statutory one has fifteen columns, and its empty rows are a table's own."""
MARKS = re.compile(r"\|")
SIGN = re.compile(rf"(?:\|[ \t]*){{{FEWEST}}}")
_RUN = re.compile(rf"[ \t]*(?:\|[ \t]*){{{FEWEST},}}")
_LONE = re.compile(r"(?<=\n)[ \t]*\|[ \t]*(?=\n|$)|[ \t]+\|[ \t]*(?=\n|$)")


def find(text: str) -> list[Edit]:
    """The runs, and the pipes that stand alone on a line beside them."""
    runs = [Edit(run.start(), run.end(), "", _note(run[0].count("|"))) for run in _RUN.finditer(text)]
    if not runs:
        return []
    return runs + [Edit(one.start(), one.end(), "", "pipe of the same row") for one in _LONE.finditer(text)]


def _note(pipes: int) -> str:
    # A row that holds text carries one pipe of its own before the padding.
    whole = pipes in (CANONICAL_SET, CANONICAL_SET + 1)
    return f"{pipes} pipes: three statutory tables lost" if whole else f"{pipes} pipes"
