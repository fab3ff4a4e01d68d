"""Lines in which a space stands between every two Han: `政 府 信 息 公 开`.

Made by justified headings and by programs that print one box a character. A line is joined when it has at least
six Han, every pair of neighbours is apart, and the joined line reads as prose; lists of single characters (numerals, the
heavenly stems, names of courts in a row) do not. Where no two Han of the whole text stand together, one such line proves the others.

>>> len(find("政 府 信 息 公 开 工 作")), find("一 二 三 四 五 六 七 八")
(7, [])
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.model import bigrams
from pipelines.hanzi.segment import torn
from pipelines.repairs import gaps

MARKS = gaps.MARKS
SIGN = gaps.SIGN
_TOGETHER = re.compile(f"{gaps.HAN}{gaps.HAN}")
_RUN = re.compile(f"{gaps.HAN}+")
_SPACED = re.compile(f"{gaps.HAN}(?:{gaps.GAP}+{gaps.HAN})+")
_ORDINALS = re.compile("[一二三四五六七八九十百千万甲乙丙丁戊己庚辛壬癸日月火水木金土东南西北年]")
_OTHER = re.compile("[\u3041-\u30ff\u2500-\u257f|\t]")
"""Kana, and the rules of drawn tables, whose columns keep their width."""
FEWEST = 5
LIKELY = 10.0
MANY = 9
LIKELY_OF_MANY = 12.5
LIKELY_WORDS = 8.3
"""Bits a character of the words the line is made of; enumerations and names need more."""


def find(text: str) -> list[Edit]:
    """The gaps of every spaced line."""
    lines = [(start, line) for start, line in gaps.lines(text) if _is_spaced(line)]
    proven = [(start, line) for start, line in lines if _reads_as_prose(line)]
    if proven and not _TOGETHER.search(text):
        proven = lines
    return [
        Edit(start + gap.start(), start + gap.end(), "", "spaced line")
        for start, line in proven
        for gap in gaps.BETWEEN.finditer(line)
    ]


def _is_spaced(line: str) -> bool:
    return not _TOGETHER.search(line) and not _OTHER.search(line)


def _reads_as_prose(line: str) -> bool:
    count = len(gaps.BETWEEN.findall(line))
    spaced = "".join(run[0] for run in _SPACED.finditer(line))
    if count < FEWEST or len(_ORDINALS.findall(spaced)) > 0.5 * (count + 1):
        return False
    joined = gaps.BETWEEN.sub("", line)
    return (
        bigrams().mean(joined) <= (LIKELY if count < MANY else LIKELY_OF_MANY)
        or _words(joined) <= LIKELY_WORDS
    )


def _words(joined: str) -> float:
    """Bits a character of the likeliest words of a line."""
    han = _RUN.findall(joined)
    return sum(torn(run, frozenset()).bits for run in han) / sum(map(len, han))
