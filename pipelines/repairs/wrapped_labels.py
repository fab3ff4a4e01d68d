"""Labels of the statutory tables with a space where the cell wrapped: `本年新 制作数量`.

Word processors end the line inside a word and the export writes a space. Joined only when the whole line, white space aside, is one
of the known labels.

>>> [edit.start for edit in find("科研 机构")]
[2]
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.evidence import Edit
from pipelines.hanzi.fold import fold
from pipelines.repairs.lexicon import folded_labels

_GAP = "[ \u00a0\u2002-\u200a\u3000]"
MARKS = re.compile("[\u3400-\u9fff]")
SIGN = re.compile(f"{_GAP}(?<=[^\\s].){_GAP}*[\u3400-\u9fff（(]")
_INNER = re.compile(f"(?<=[^\\s]){_GAP}+(?=[^\\s])")
LONGEST = 90


@cache
def _ends() -> frozenset[str]:
    """First and last character of every label: the cheap half of the comparison."""
    return frozenset(label[0] + label[-1] for label in folded_labels())


def find(text: str) -> list[Edit]:
    """The gaps inside each wrapped label."""
    edits: list[Edit] = []
    done = 0
    for gap in SIGN.finditer(text):
        if gap.start() < done:
            continue
        start = max(text.rfind("\n", 0, gap.start()), text.rfind("|", 0, gap.start())) + 1
        done = min(
            at for at in (text.find("\n", gap.start()), text.find("|", gap.start()), len(text)) if at >= 0
        )
        edits += _gaps(text[start:done], start)
    return edits


def _gaps(line: str, base: int) -> list[Edit]:
    bare = line.strip()
    if (
        len(bare) > LONGEST
        or fold(bare[:1]) + fold(bare[-1:]) not in _ends()
        or fold(bare) not in folded_labels()
    ):
        return []
    return [Edit(base + gap.start(), base + gap.end(), "", "wrapped label") for gap in _INNER.finditer(line)]
