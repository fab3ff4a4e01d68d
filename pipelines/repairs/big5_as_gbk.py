"""Big5 that was read as GBK.

Pages of Taiwan and Hong Kong fetched by programs that take every Chinese page for GBK: box drawings and rare Han.

>>> find("政府資訊公開法".encode("big5").decode("gbk"))[0].text == "政府資訊公開法"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("big5_as_gbk", text)
