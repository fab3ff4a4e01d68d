"""Big5 that was read as GBK.

Pages of Taiwan and Hong Kong fetched by programs that take every Chinese page for GBK: box drawings and rare Han.

>>> find("\u653f\u5e9c\u8cc7\u8a0a\u516c\u958b\u6cd5".encode("big5").decode("gbk"))[0].text == "\u653f\u5e9c\u8cc7\u8a0a\u516c\u958b\u6cd5"
True
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.common import common
from pipelines.repairs.misread import edits_for


def _known() -> str:
    """Characters that no wrong reading is made of alone."""
    return "".join(sorted(common())) + "\u00a0\u3000-\u3002\uff01-\uff5e\u2014\u201c\u201d\u2018\u2019\u2026\u00b7\u300a\u300b"


MARKS = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\u2500-\u257f]")
SIGN = re.compile(f"[^{_known()}\\x00-\\x7f]")


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("big5_as_gbk", text)
