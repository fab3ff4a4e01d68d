"""The prose guard: what reads like a sentence of the document is never furniture, whatever else it looks like."""

from __future__ import annotations

import re

from pipelines.hanzi.fold import fold

_HAN = re.compile("[\u3400-\u9fff]")
_ACT = re.compile(r"(?:应|按|通过|关注|下载).{0,20}(?:报告|公众号|办理|查询)")
_SENTENCE_MARKS = "。；;！!？?"
PROSE_HAN = 25


def is_prose(text: str) -> bool:
    """True for a sentence: at least 25 Han and a sentence mark, or words of acting on a report or an account.

    >>> is_prose("扫一扫二维码，关注“健康示范”公众号，查询办理进度")
    True
    >>> is_prose("扫一扫在手机打开当前页")
    False
    """
    folded = fold(text)
    if len(folded) < 8:
        return False
    if any(mark in folded for mark in _SENTENCE_MARKS) and len(_HAN.findall(folded)) >= PROSE_HAN:
        return True
    return len(folded) >= 16 and _ACT.search(folded) is not None
