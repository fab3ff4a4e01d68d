"""Text that went through the same wrong reading two or three times.

Each save of a wrongly opened page adds a layer: \u653f becomes `\u00c3\u00a6\u00e2\u20ac\u009d\u00c2\u00bf`. The layers come off in one step, since the text between is as damaged
as what it came from.

>>> once = "\u653f\u5e9c\u4fe1\u606f".encode("utf-8").decode("latin-1")
>>> find(once.encode("utf-8").decode("latin-1"))[0].text == "\u653f\u5e9c\u4fe1\u606f"
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


MARKS = re.compile("[\u00c0-\u00f4\u4e00-\u9fff]")
SIGN = re.compile(f"[^{_known()}\\x00-\\x7f]")


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("misread_twice", text)
