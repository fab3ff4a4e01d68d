"""GBK that was read as Latin-1 or windows-1252.

The commonest damage of texts copied through western software: 政府 becomes `Õþ\u00b8\u00ae`, the comma `\u00a3\u00ac`, the particle 的 `\u00b5Ä`.

>>> find("Õþ\u00b8\u00aeÐÅÏ\u00a2")[0].text == "政府信息"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("gbk_as_latin1", text)
