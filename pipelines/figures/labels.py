"""Labels compared as people compare them: without numbering, spaces, punctuation and notes in brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

ALIKE = 0.85
"""Lowest similarity of a damaged label; the worst true one seen was 0.92, the best false one 0.8."""
_PREFIX = 6
"""Characters of a cut label that are enough to know it, if no other begins so."""

_LONGEST = 200
"""A longer text is no label."""

_NUMBERING = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.,，]|\d{1,2}(?:[、.,，)]|(?=[\u4e00-\u9fff])))"
)
_OF_WHICH = re.compile(r"其中[:：]?")
_NOTE = re.compile(r"\((?:[^()]*单位[^()]*|[^()]{6,})\)?")
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=16384)
def plain_label(label: str) -> str:
    """What is left of a label to compare.

    >>> plain_label("（二）部分 公开（区分处理的，只计这一情形，不计其他情形）")
    '部分公开'
    >>> plain_label("3.危及“三安全一稳定”"), plain_label("第二十条第（五）项"), plain_label("本年增/减")
    ('危及三安全一稳定', '第二十条第五项', '本年增减')
    """
    words = "".join(unicodedata.normalize("NFKC", label).split())
    while match := _NUMBERING.match(words) or _OF_WHICH.match(words):
        words = words[match.end() :]
    return _NOT_WORDS.sub("", _NOTE.sub("", words))


def likeness(label: str, known: str) -> float:
    """How surely a printed label is a known one, both plain: 1 the same, 0 not the same, between them damaged."""
    if label == known:
        return 1.0
    if not label or not known:
        return 0.0
    shorter, longer = (label, known) if len(label) <= len(known) else (known, label)
    if len(shorter) >= _PREFIX and longer.startswith(shorter):
        return 0.99
    if 2 * len(shorter) < ALIKE * (len(label) + len(known)):
        return 0.0
    matcher = SequenceMatcher(None, label, known, autojunk=False)
    if matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0.0


class KnownLabels:
    """Labels that printed ones are compared with, by their indices, each with its variants, all plain.

    A printed label is compared once; after that it is a look-up, for a report repeats few labels many times.
    """

    def __init__(self, labels: Iterable[Iterable[str]]) -> None:
        self.labels = tuple(tuple(variants) for variants in labels)
        self._exact: dict[str, tuple[int, ...]] = {}
        for index, variants in enumerate(self.labels):
            for variant in dict.fromkeys(variants):
                self._exact[variant] = (*self._exact.get(variant, ()), index)
        self._compared = lru_cache(maxsize=4096)(self._compare)

    def knows(self, label: str) -> bool:
        """True when a printed label is one of them, not only like it."""
        return plain_label(label) in self._exact

    def matches(self, label: str) -> tuple[int, ...]:
        """Indices of the known labels that a printed one resembles most.

        Two and more when the same words stand for several rows; none when it resembles none.

        >>> KnownLabels([["新收"], ["本年新收"]]).matches("三、本年 新收")
        (1,)
        """
        return self._compared(label) if len(label) <= _LONGEST else ()

    def _compare(self, label: str) -> tuple[int, ...]:
        plain = plain_label(label)
        if not plain:
            return ()
        if exact := self._exact.get(plain):
            return exact
        scores = [max((likeness(plain, v) for v in variants), default=0.0) for variants in self.labels]
        best = max(scores, default=0.0)
        return tuple(index for index, score in enumerate(scores) if score == best) if best else ()
