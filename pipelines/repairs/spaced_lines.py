"""Lines in which a space stands between every two Han: `政 府 信 息 公 开`.

Made by justified headings and by programs that print one box a character. A line is joined when it has at least
six Han, every pair of neighbours is apart, and the joined line reads as prose; lists of single characters (numerals, the
heavenly stems, names of courts in a row) do not.

>>> len(find("政 府 信 息 公 开 工 作")), find("一 二 三 四 五 六 七 八")
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
_ORDINALS = re.compile("[一二三四五六七八九十百千万甲乙丙丁戊己庚辛壬癸日月火水木金土东南西北年]")
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
