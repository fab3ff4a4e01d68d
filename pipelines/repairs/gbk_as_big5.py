"""GBK that was read as Big5.

A visitor or crawler that took every Chinese page for Big5. Full-width commas become \u311b, the particle 的 becomes 腔.

>>> find("政府信息公开工作".encode("gbk").decode("big5hkscs"))[0].text == "政府信息公开工作"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("gbk_as_big5", text)
