"""UTF-8 that was read as GBK or GB18030.

A page in UTF-8 whose server or editor said gb2312. Three bytes of one character become one and a half, so the text turns
into rare Han such as 鏀 锛 銆. Where two bytes had no character in GBK the decoder put `?` or U+FFFD, or nothing at all: such
a character is restored as a guess, by the rest of its bytes and its neighbours.

>>> find("政府信息".encode("utf-8").decode("gbk"))[0].text == "政府信息"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("utf8_as_gbk", text)
