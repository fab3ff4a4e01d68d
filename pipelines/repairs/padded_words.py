"""Words spread with spaces to fill a cell or a heading: `自 然 人`, `规\u3000\u3000章`, `目  录`.

Layout, not text: the word cannot be found. Joined only where a line, or a field of it between wide gaps and punctuation, is
nothing but that word and the word is in the lexicon; spaces between words of running text, lists and names stay.

>>> [edit.text for edit in find("自 然 人\\n张 三")]
['', '']
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.repairs.lexicon import WORDS

_GAP = "[ \u00a0\u2002-\u200a\u3000]"
MARKS = re.compile("[\u3400-\u9fff]")
SIGN = re.compile(f"{_GAP}[\u4e00-\u9fff](?:{_GAP}|$|[\\n:：)）])", re.M)
_WORD = re.compile(
    f"(?<![^\\n(（|\\t)）、.])({_GAP}*)((?:[\u4e00-\u9fff]{_GAP}*)+[\u4e00-\u9fff])(?={_GAP}*(?:$|[\\n:：)）|\\t]))",
    re.M,
)
_SPACES = re.compile(f"{_GAP}+")


def find(text: str) -> list[Edit]:
    """The gaps inside each padded word."""
    edits = []
    for word in _WORD.finditer(text):
        if not _SPACES.search(word[2]) or _SPACES.sub("", word[2]) not in WORDS:
            continue
        edits += [
            Edit(word.start(2) + gap.start(), word.start(2) + gap.end(), "", "padded word")
            for gap in _SPACES.finditer(word[2])
        ]
    return edits
