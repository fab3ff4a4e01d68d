"""UTF-8 that was read as Big5.

Pages of Hong Kong and Taiwan offices that moved to UTF-8 while the template still said Big5.

>>> find("政府信息公开".encode("utf-8").decode("big5hkscs", "ignore"))
[]
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("utf8_as_big5", text)
