"""GBK that was read as Big5.

A visitor or crawler that took every Chinese page for Big5. Full-width commas become \u311b, the particle \u7684 becomes \u8154.

>>> find("\u653f\u5e9c\u4fe1\u606f\u516c\u5f00\u5de5\u4f5c".encode("gbk").decode("big5hkscs"))[0].text == "\u653f\u5e9c\u4fe1\u606f\u516c\u5f00\u5de5\u4f5c"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ODD, edits_for

MARKS = SIGN = ODD


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("gbk_as_big5", text)
