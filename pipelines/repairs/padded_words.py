"""Words spread with spaces to fill a cell or a heading: `自 然 人`, `规\u3000\u3000章`, `目  录`.

Layout, not text: the word cannot be found. Joined only where a line, or a field of it between brackets and punctuation, is
nothing but that word and the word is in the lexicon of forms. Words torn inside running text are `torn_words`; spaces
between words, lists and names stay.

>>> [edit.text for edit in find("自 然 人\\n张 三")]
['', '']
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.repairs import gaps
from pipelines.repairs.lexicon import WORDS, pairs_of_words

MARKS = gaps.MARKS
SIGN = gaps.SIGN
_FIELD = re.compile(
    f"(?<![^(（|\\t)）、.])({gaps.GAP}*)({gaps.HAN}(?:{gaps.GAP}*{gaps.HAN})+)(?={gaps.GAP}*(?:$|[:：)）|\\t]))"
)
_SPACES = re.compile(f"{gaps.GAP}+")


def find(text: str) -> list[Edit]:
    """The gaps inside each padded word."""
    if pairs_of_words().isdisjoint(gaps.pairs(text)):
        return []
    return [
        Edit(start + field.start(2) + gap.start(), start + field.start(2) + gap.end(), "", "padded word")
        for start, line in gaps.lines(text)
        for field in _FIELD.finditer(line)
        if _SPACES.sub("", field[2]) in WORDS
        for gap in _SPACES.finditer(field[2])
    ]
