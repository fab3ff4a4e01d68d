"""Runs of table pipes that an extractor left where it dropped the tables.

Trafilatura 2.0 counts a layout table's width over all nested cells, pads each row with that many pipes and loses the nested
tables. The length is evidence: the column spans of the three statutory tables add up to 347 in both editions (72 + 220 + 55
and 56 + 236 + 55), so a run of 347 proves that a complete set was on the page. A table that is still there has runs too,
where a row has fewer cells than the grid, up to fourteen in the widest statutory one: a short run counts only
where the lines around it have no cells.

>>> find("报告 " + "|" * 347 + "\\n|\\n正文")[0].note
'347 pipes: three statutory tables lost'
>>> find("行政复议 |\\n行政诉讼 |\\n" + "|" * 13 + "\\n结果维持 |")
[]
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

CANONICAL_SET = 347
FEWEST, CERTAIN = 12, 30
"""Pipes in a row that may tell of a lost table, and so many that no table has."""
_GAP = "[ \\t\u00a0\u3000]*"
MARKS = re.compile(r"\|")
SIGN = re.compile(rf"(?:\|{_GAP}){{{FEWEST}}}")
_RUN = re.compile(rf"{_GAP}(?:\|{_GAP}){{{FEWEST},}}")
_LONE = re.compile(rf"(?<=\n){_GAP}\|{_GAP}(?=\n|$)")
_TRAILING = re.compile(r"(?m)^[^|\n]+?([ \t\u00a0\u3000]+\|[ \t\u00a0\u3000]*)$")
_AROUND = 2
"""Lines looked at on either side of a run."""


def find(text: str) -> list[Edit]:
    """The runs, and the pipes that stand alone on a line beside them."""
    runs = [
        Edit(run.start(), run.end(), "", _note(pipes))
        for run in _RUN.finditer(text)
        if (pipes := run[0].count("|")) >= CERTAIN or not _in_a_table(text, run)
    ]
    if not runs:
        return []
    lone = [one.span() for one in _LONE.finditer(text)]
    trailing = [one.span(1) for one in _TRAILING.finditer(text)]
    if len(trailing) <= len(runs):
        lone += trailing  # more of them would be a table with a cell in each line
    return runs + [Edit(start, end, "", "pipe of the same row") for start, end in lone]


def _in_a_table(text: str, run: re.Match[str]) -> bool:
    """True when cells stand in the line of the run or in those next to it."""
    before = [line for line in text[: run.start()].split("\n")[-_AROUND * 2 :] if line.strip(" |\t")]
    after = [line for line in text[run.end() :].split("\n", _AROUND * 2)[: _AROUND * 2] if line.strip(" |\t")]
    return any("|" in line for line in [*before[-_AROUND:], *after[:_AROUND]])


def _note(pipes: int) -> str:
    # A row that holds text carries one pipe of its own before the padding.
    whole = pipes in (CANONICAL_SET, CANONICAL_SET + 1)
    return f"{pipes} pipes: three statutory tables lost" if whole else f"{pipes} pipes"
