"""Kangxi radicals (U+2F00\u20132FD5) in the place of the Han they look like: \u2f00 for 一, \u2f08 for 人.

Fonts embedded in PDF files map both to one glyph, and text copied out of them carries the wrong one: searches fail.
A list of radicals is left alone.

>>> [edit.text for edit in find("\u2f08民")] == ["人"]
True
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.evidence import Edit
from pipelines.repairs.look_alikes import outside_lists

MARKS = SIGN = re.compile("[\u2f00-\u2fd5]")
_HAN_OF = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


def find(text: str) -> list[Edit]:
    """One edit for each radical that stands among words."""
    return outside_lists(text, SIGN, _HAN_OF, "Kangxi radical")
