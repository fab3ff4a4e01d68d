"""Text that went through the same wrong reading two or three times.

Each save of a wrongly opened page adds a layer: \u653f becomes `\u00c3\u00a6\u00e2\u20ac\u009d\u00c2\u00bf`. The layers come off in one step, since the text between is as damaged
as what it came from.

>>> once = "\u653f\u5e9c\u4fe1\u606f".encode("utf-8").decode("latin-1")
>>> find(once.encode("utf-8").decode("latin-1"))[0].text == "\u653f\u5e9c\u4fe1\u606f"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ODD, edits_for

MARKS = SIGN = ODD


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("misread_twice", text)
