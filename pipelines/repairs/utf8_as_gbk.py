"""UTF-8 that was read as GBK or GB18030.

A page in UTF-8 whose server or editor said gb2312. Three bytes of one character become one and a half, so the text turns
into rare Han such as 鏀 锛 銆. Where two bytes had no character in GBK the decoder put `?` or U+FFFD: such a character is
restored only as a guess, and only where the rest of its bytes and its neighbours leave one choice.

>>> find("政府信息".encode("utf-8").decode("gbk"))[0].text == "政府信息"
True
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.common import common
from pipelines.repairs.misread import ODD, edits_for


def _lead_characters() -> str:
    """Han that begin with the first byte of a three-byte character, less those that people use."""
    pairs = (bytes([lead, trail]) for lead in (*range(0xE3, 0xEA), 0xEF) for trail in range(0x80, 0xC0))
    return "".join({pair.decode("gbk", "ignore") for pair in pairs} - common())


MARKS = ODD
SIGN = re.compile(f"[{_lead_characters()}]")


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("utf8_as_gbk", text)
