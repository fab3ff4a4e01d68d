"""Labels of the statutory tables with a space where the cell wrapped: `本年新 制作数量`.

Word processors end the line inside a word and the export writes a space. Joined only when the whole line or cell, white space
aside, is one of the known labels.

>>> [edit.start for edit in find("科研 机构")]
[2]
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.evidence import Edit
from pipelines.hanzi.fold import fold
from pipelines.repairs import gaps
from pipelines.repairs.lexicon import folded_labels, pairs_of_labels

MARKS = gaps.MARKS
SIGN = gaps.SIGN
_CELL = re.compile(r"[^|]+")
_INNER = re.compile(f"(?<=[^\\s]){gaps.GAP}+(?=[^\\s])")
LONGEST = 90


@cache
def _ends() -> frozenset[str]:
    """First and last character of every label: the cheap half of the comparison."""
    return frozenset(label[0] + label[-1] for label in folded_labels())


def find(text: str) -> list[Edit]:
    """The gaps inside each wrapped label."""
    if pairs_of_labels().isdisjoint(gaps.pairs(text)):
        return []
    return [
        Edit(start + cell.start() + gap.start(), start + cell.start() + gap.end(), "", "wrapped label")
        for start, line in gaps.lines(text)
        for cell in _CELL.finditer(line)
        if _is_label(cell[0].strip())
        for gap in _INNER.finditer(cell[0])
    ]


def _is_label(bare: str) -> bool:
    return (
        len(bare) <= LONGEST
        and fold(bare[:1]) + fold(bare[-1:]) in _ends()
        and gaps.BETWEEN.search(bare) is not None
        and fold(bare) in folded_labels()
    )
