"""Characters that GBK fonts kept in the private use area before Unicode had them: U+E863 for \u4dae.

Old fonts and the codec tables of 2000 put some hundred characters of GBK there, many of them used in names. The table is fixed and
one to one. Icon fonts use the same code points: a character at the beginning of a line or behind a space, where icons stand,
stays. Any other private character belongs to the page's own font and is only flagged.

>>> [edit.text for edit in find("李\\ue863，")] == ["\u4dae"], find("\\ue863 首页")
(True, [])
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.private_use import FORMER, FORMER_SIGN, IN_WORDS

MARKS = re.compile("[\ue000-\uf8ff]")
SIGN = FORMER_SIGN
_SPACE = "\ue5e5"
"""The double-byte space indents lines."""


def find(text: str) -> list[Edit]:
    """One edit for each character of the table that is no icon."""
    in_words = {at for stretch in IN_WORDS.finditer(text) for at in range(*stretch.span())}
    return [
        Edit(one.start(), one.end(), chr(FORMER[ord(one[0])]), "private use of GBK")
        for one in SIGN.finditer(text)
        if one[0] == _SPACE or one.start() in in_words
    ]
