"""UTF-8 that was read as Big5.

Pages of Hong Kong and Taiwan offices that moved to UTF-8 while the template still said Big5.

>>> find("\u653f\u5e9c\u4fe1\u606f\u516c\u5f00".encode("utf-8").decode("big5hkscs", "ignore"))
[]
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.common import common
from pipelines.repairs.misread import edits_for


def _known() -> str:
    """Characters that no wrong reading is made of alone."""
    return "".join(sorted(common())) + "\u00a0\u3000-\u3002\uff01-\uff5e\u2014\u201c\u201d\u2018\u2019\u2026\u00b7\u300a\u300b"


MARKS = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\u2e80-\u2eff]")
SIGN = re.compile(f"[^{_known()}\\x00-\\x7f]")


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("utf8_as_big5", text)
