"""Lines in which a space stands between every two Han: `\u653f \u5e9c \u4fe1 \u606f \u516c \u5f00`.

Made by justified headings and by programs that print one box a character. A line is joined when it has at least
six Han, every pair of neighbours is apart, and the joined line reads as prose; lists of single characters (numerals, the
heavenly stems, names of courts in a row) do not.

>>> len(find("\u653f \u5e9c \u4fe1 \u606f \u516c \u5f00 \u5de5 \u4f5c")), find("\u4e00 \u4e8c \u4e09 \u56db \u4e94 \u516d \u4e03 \u516b")
(7, [])
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.model import bigrams

_GAP = "[ \u00a0\u2002-\u200a\u3000]"
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
MARKS = re.compile("[\u3400-\u9fff]")
SIGN = re.compile(f"{_GAP}{_HAN}{_GAP}+{_HAN}{_GAP}")
_LINE = re.compile(r"[^\n]+")
_APART = re.compile(f"(?<={_HAN}){_GAP}+(?={_HAN})")
_TOGETHER = re.compile(f"{_HAN}{_HAN}")
_ORDINALS = re.compile(
    "[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u7532\u4e59\u4e19\u4e01\u620a\u5df1\u5e9a\u8f9b\u58ec\u7678\u65e5\u6708\u706b\u6c34\u6728\u91d1\u571f\u4e1c\u5357\u897f\u5317\u5e74]"
)
_OTHER = re.compile("[\u3041-\u30ff\u2500-\u257f|\t]")
"""Kana, and the rules of drawn tables, whose columns keep their width."""
FEWEST = 5
LIKELY = 10.0
MANY = 9
LIKELY_OF_MANY = 12.5


def find(text: str) -> list[Edit]:
    """The gaps of every spaced line."""
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        gaps = list(_APART.finditer(line[0]))
        if len(gaps) < FEWEST or _TOGETHER.search(line[0]) or _OTHER.search(line[0]):
            continue
        joined = _APART.sub("", line[0])
        if len(_ORDINALS.findall(joined)) > 0.5 * (len(gaps) + 1) or bigrams().mean(joined) > (
            LIKELY if len(gaps) < MANY else LIKELY_OF_MANY
        ):
            continue
        edits += [
            Edit(line.start() + gap.start(), line.start() + gap.end(), "", "spaced line") for gap in gaps
        ]
    return edits
