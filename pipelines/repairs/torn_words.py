"""Words of running prose torn by a gap: `依法公开工 作报告`, `应当自收到申\u3000请之日起`.

Made by justified columns, by lines wrapped inside a word and by programs that pad the words they know. Chinese prose has no
gaps, but titles, names, lists and poems have them between words. So each run of Han with gaps is read twice: with
every gap as a border of words, and as prose whose words were torn (`pipelines.hanzi.segment`). The bits that are saved are
the evidence. A text is mended when it has enough of it, when nearly all its gaps are inside words, and when they are not
rare: a single one in a long text is a typist's slip and part of the document.

>>> [edit.start for edit in find("本机关依法公开工 作报告，并接受社会监 督。")]
[8, 19]
>>> find("联系人 张 三 政务公开科 工作日")
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.evidence import Edit
from pipelines.hanzi.segment import BORDER, Segmented, apart, torn
from pipelines.hanzi.words import words
from pipelines.repairs import gaps

MARKS = gaps.MARKS
SIGN = gaps.SIGN
_RUN = re.compile(f"(?<!{gaps.HAN}){gaps.HAN}+(?:(?:\u00a0 |{gaps.GAP}){gaps.HAN}+)+")
_GAP = re.compile(f"{gaps.GAP}+")
_HAN_RUN = re.compile(f"{gaps.HAN}+")
_OTHER = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3\u2500-\u257f]")
"""Kana and Hangul, whose neighbours are spaced in other ways, and the rules of drawn tables."""
_NUMBER = re.compile("第[一二三四五六七八九十百零〇]+[章节節编編条條款项項]|[一二三四五六七八九十百零〇]+")
"""At the start of a line this and a gap are a number and its item."""
ENOUGH = 3.0
"""Bits of evidence a text needs."""
STRAY = 135
"""Han and marks of their width for each run with gaps at most."""
PLENTY, MANY = 20.0, 3
"""Bits and gaps with which a line of a long text proves itself; they must be in more than one run."""
BORDERS = 0.2
"""Share of gaps that may be at borders of words."""
PROSE = 10
"""Han a line needs to count as prose. A run of nothing but single characters never proves anything: it may be a label."""
OVERWHELMING = 60.0
"""Bits with which a text also proves what the list has not: rare words and names of single characters."""
LONGEST_NAME = 3
"""Characters of a run of nothing but single ones that may be one name."""


class Run(NamedTuple):
    """A stretch of Han with gaps, as it was read; gaps go by the number of the character behind them."""

    places: dict[int, tuple[int, int]]
    """Start and end of each gap in the text."""
    inside: frozenset[int]
    """Gaps inside words."""
    border: frozenset[int]
    """Gaps between words, without those that belong there."""
    single: frozenset[int]
    """Those of the gaps between words that stand between single characters: perhaps words that the list has not."""
    evidence: float


def find(text: str) -> list[Edit]:
    """The gaps inside each torn word."""
    if not _may_be_torn(text):
        return []
    frequent = len(gaps.places(text)) * STRAY >= _count_wide(text)
    found = [
        (start, line, matches)
        for start, line in gaps.lines(text)
        if (frequent or _may_prove_itself(line)) and not _OTHER.search(line)
        for matches in [list(_RUN.finditer(line))]
    ]
    if not any(_may_prove(match, line) for _, line, matches in found for match in matches):
        return []
    lines = [[_read(match, start, line) for match in matches] for start, line, matches in found]
    every = [run for line in lines for run in line]
    runs = every if frequent and _proven(every, ENOUGH) else _runs_of_proven(lines)
    overwhelming = sum(run.evidence for run in runs) >= OVERWHELMING
    return [
        Edit(*run.places[number], "", "torn word")
        for run in runs
        for number in sorted(run.inside | run.single if overwhelming else run.inside)
    ]


def _may_be_torn(text: str) -> bool:
    """The cheap half of reading: a gap with a word across it, or two gaps with one character between."""
    return _across(text, gaps.places(text))


def _may_prove(match: re.Match[str], line: str) -> bool:
    """The same of one run, if it can prove anything."""
    return _counts(match, line) and _has_word_across(match)


def _may_prove_itself(line: str) -> bool:
    """True for a line of a long text that has enough gaps, more than one of them inside a word perhaps."""
    found = [gap.span() for gap in gaps.BETWEEN.finditer(line)]
    return len(found) >= MANY and _chained(found) + _words_across(line, found) > 1


def _has_word_across(match: re.Match[str]) -> bool:
    return _across(match[0], [gap.span() for gap in _GAP.finditer(match[0])])


def _across(text: str, found: Sequence[tuple[int, int]]) -> bool:
    return bool(_chained(found) or _words_across(text, found))


def _chained(found: Sequence[tuple[int, int]]) -> int:
    """Gaps with a single character between them and the next."""
    return sum(start - end == 1 for (_, end), (start, _) in pairwise(found))


def _words_across(text: str, found: Sequence[tuple[int, int]]) -> int:
    """Gaps whose neighbours are a word together."""
    listed = words().costs
    return sum(text[start - 1] + text[end] in listed for start, end in found)


def _count_wide(text: str) -> int:
    """About how many characters are Han or their punctuation: those of three bytes."""
    return (len(text.encode("utf-8", "surrogatepass")) - len(text)) // 2


def _count_han(text: str) -> int:
    return sum(map(len, _HAN_RUN.findall(text)))


def _counts(match: re.Match[str], line: str) -> bool:
    """True for a run that can prove anything: more than single characters, in a line of prose."""
    singles = len(_GAP.findall(match[0])) + 1 == _count_han(match[0])
    return not singles and _count_han(line) >= PROSE


def _proven(runs: Iterable[Run], bits: float) -> bool:
    runs = list(runs)
    inside = sum(len(run.inside) for run in runs)
    border = sum(len(run.border) for run in runs)
    return sum(run.evidence for run in runs) >= bits and border <= BORDERS * (inside + border)


def _runs_of_proven(lines: list[list[Run]]) -> list[Run]:
    return [
        run
        for line in lines
        if sum(bool(run.inside) for run in line) > 1 and _proven(line, PLENTY)
        for run in line
    ]


def _read(match: re.Match[str], start: int, line: str) -> Run:
    han = _GAP.sub("", match[0])
    places = _places(match, start)
    at = frozenset(places)
    belong = _belong(han, at, not line[: match.start()].strip())
    read = torn(han, at, belong)
    single = _single(read, at)
    chained = frozenset(gap for gap in at - belong if {gap - 1, gap} <= single)
    inside = _with_neighbours(read.inside, chained)
    border = at - belong - inside
    bare = len(at) == len(han) - 1
    unlisted = frozenset() if bare and len(han) > LONGEST_NAME else border & chained
    evidence = apart(han, at) - read.bits + BORDER * len(inside - read.inside)
    return Run(places, inside, border, unlisted, evidence if _counts(match, line) else 0.0)


def _places(match: re.Match[str], start: int) -> dict[int, tuple[int, int]]:
    """Each gap of a run in a line that starts there, by the number of the Han behind the gap."""
    places, width = {}, 0
    base = start + match.start()
    for gap in _GAP.finditer(match[0]):
        places[gap.start() - width] = (base + gap.start(), base + gap.end())
        width += gap.end() - gap.start()
    return places


def _belong(han: str, at: frozenset[int], first: bool) -> frozenset[int]:
    """Gaps that have nothing to do with words: behind the number of a line, and in the blanks of a date."""
    number = _NUMBER.match(han) if first else None
    last = number.end() if number else 0
    return frozenset(gap for gap in at if gap <= last or {han[gap - 1], han[gap]} <= set("年月日"))


def _single(read: Segmented, at: frozenset[int]) -> frozenset[int]:
    """The characters that are no part of a whole word: each a word of its own, or torn."""
    single: set[int] = set()
    place = 0
    for word in read.words:
        if len(word) == 1 or place + 1 in at:
            single.update(range(place, place + len(word)))
        place += len(word)
    return frozenset(single)


def _with_neighbours(inside: frozenset[int], chained: frozenset[int]) -> frozenset[int]:
    """The gaps inside words, and those one character further on: a long word is torn everywhere."""
    grown = inside | {gap for gap in chained if gap - 1 in inside or gap + 1 in inside}
    return grown if grown == inside else _with_neighbours(grown, chained)
