"""UTF-8 that was read as Latin-1, windows-1252 or Latin-9.

What a server does that says nothing, or a database column of the wrong kind: 政 becomes `æ”\u00bf`. Every byte survives as a
character of its own unless the five bytes that windows-1252 leaves out were dropped.

>>> find("æ”\u00bfå\u00baœ")[0].text == "政府"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("utf8_as_latin1", text)
