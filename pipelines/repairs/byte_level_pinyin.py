"""Pinyin that a mirror kit printed into the middle of characters: `變?yōu)楫a品` for `變為產品`.

The kits of `bracket_pinyin` work on GBK bytes and do not mind where characters begin. `torn_bytes` tells how a stretch is torn and
puts it together again. What is left then are whole characters with readings behind them, which is the business of the
next rows; where these are too few for the gates there, they go here, since a torn stretch proves the kit.

>>> find("各種圖紙變?yōu)楫a品的場所")[0][:3]
(5, 12, '為產')
>>> find("你去哪里?(he)他說"), find("真的?haha)")
([], [])
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.evidence import Edit
from pipelines.hanzi.model import bigrams
from pipelines.repairs import bracket_pinyin
from pipelines.repairs.damage import is_an_example
from pipelines.repairs.pieces import apply
from pipelines.repairs.torn_bytes import LETTERS, LOST, Mended, behind, mend, without_readings

MARKS = re.compile(f"[{LOST}]")
SIGN = re.compile(
    f"[{LOST}](?:(?<=[^\\x00-(*-\x7f].)\\(?[{LETTERS}]{{1,6}}\\)"
    f"|\\?(?<=[^\\x00-(*-\x7f]..)(?=[@-~\u4e00-\u9fff]|\\?[{LETTERS}]))"
)

READS = 16.0
"""At most so many bits a character has a stretch that is put together rightly; a wrong alignment has 18 and more."""
GAIN = 2.2
"""Bits a character that must be saved where the reading has no tone mark and so may be a word."""


def find(text: str) -> list[Edit]:
    """One edit for each torn stretch, and the removal of other readings where no later row would do it.

    A `??` is mended only where a reading proves the kit.
    """
    signs = list(SIGN.finditer(text))
    torn = [sign for sign in signs if sign[0] != "??"]
    edits = _mended(text, torn)
    if len(torn) < len(signs) and (edits or bracket_pinyin.find(text)):
        edits = _mended(text, signs)
    if not edits or bracket_pinyin.find(apply(text, edits)):
        return edits
    return _without_readings(text, edits)


def _mended(text: str, signs: Sequence[re.Match[str]]) -> list[Edit]:
    edits: list[Edit] = []
    for sign in signs:
        start = sign.start()
        if (edits and start < edits[-1].end) or is_an_example(text, start, sign.end()):
            continue
        mended = mend(text, start)
        if mended and mended.text != text[start : mended.end] and _believed(text, sign, mended):
            edits.append(Edit(start, mended.end, mended.text, "torn GBK bytes", mended.guess))
    return edits


def _believed(text: str, sign: re.Match[str], mended: Mended) -> bool:
    """True when the stretch, with a few characters behind it, reads as Chinese, and is no question before a bracket."""
    left, following = text[sign.start() - 1], behind(text, mended.end)
    bits = bigrams().mean(without_readings(mended.text).replace("\ufffd", "") + following, left)
    if bits > READS:
        return False
    if sign[0] == "??" or not sign[0].isascii():
        return True
    torn = text[sign.end() : mended.end] + following
    return bits + GAIN <= bigrams().mean(torn, left)


def _without_readings(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits without readings in their texts, and edits for the readings between them."""
    bare = [
        edit._replace(text=apply(edit.text, bracket_pinyin.removals(bracket_pinyin.glosses(edit.text))))
        for edit in edits
    ]
    others = [
        other
        for other in bracket_pinyin.removals(bracket_pinyin.glosses(text))
        if all(other.end <= edit.start or other.start >= edit.end for edit in edits)
    ]
    return sorted([*bare, *others])
