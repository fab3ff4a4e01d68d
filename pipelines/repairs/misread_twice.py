"""Text that went through the same wrong reading two or three times.

Each save of a wrongly opened page adds a layer: 政 becomes `Ã\u00a6â\u20ac\u009dÂ\u00bf`. The layers come off in one step, since the text between is as damaged
as what it came from.

>>> once = "政府信息".encode("utf-8").decode("latin-1")
>>> find(once.encode("utf-8").decode("latin-1"))[0].text == "政府信息"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("misread_twice", text)
