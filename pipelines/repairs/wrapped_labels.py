"""Labels of the statutory tables with a space where the cell wrapped: `\u672c\u5e74\u65b0 \u5236\u4f5c\u6570\u91cf`.

Word processors end the line inside a word and the export writes a space. Joined only when the whole line, white space aside, is one
of the known labels.

>>> [edit.start for edit in find("\u79d1\u7814 \u673a\u6784")]
[2]
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.fold import fold
from pipelines.repairs.lexicon import folded_labels

_GAP = "[ \u00a0\u2002-\u200a\u3000]"
MARKS = re.compile("[\u3400-\u9fff]")
SIGN = re.compile(f"{_GAP}[\u3400-\u9fff]")
_LINE = re.compile(r"[^\n|]+")
_INNER = re.compile(f"(?<=[^\\s]){_GAP}+(?=[^\\s])")
LONGEST = 90


def find(text: str) -> list[Edit]:
    """The gaps inside each wrapped label."""
    edits = []
    for line in _LINE.finditer(text):
        if len(line[0]) > LONGEST or not _INNER.search(line[0].strip()) or fold(line[0]) not in folded_labels():
            continue
        edits += [
            Edit(line.start() + gap.start(), line.start() + gap.end(), "", "wrapped label")
            for gap in _INNER.finditer(line[0])
        ]
    return edits
