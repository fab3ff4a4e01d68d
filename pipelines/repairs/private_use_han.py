"""Characters that GBK fonts kept in the private use area before Unicode had them: U+E863 for \u4dae.

Old fonts and the codec tables of 2000 put some eighty Han of GBK there, many of them used in names. The table is fixed and one to
one. Any other private character belongs to the page's own font and is only flagged.

>>> [edit.text for edit in find("李\\ue863")] == ["\u4dae"]
True
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.private_use import FORMER, FORMER_SIGN

MARKS = re.compile("[\ue000-\uf8ff]")
SIGN = FORMER_SIGN


def find(text: str) -> list[Edit]:
    """One edit for each character of the table."""
    return [
        Edit(one.start(), one.end(), chr(FORMER[ord(one[0])]), "private use of GBK")
        for one in SIGN.finditer(text)
    ]
