"""Which strings of Han are words, and how common: what tells a torn word from two words with a gap between them.

The list is built by `pipelines.hanzi.build_words` from the dictionary of jieba (MIT licence) and is loaded on first need
(about 0.1 s); nothing here is read before.
"""

from __future__ import annotations

import lzma
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("data") / "words.bin"
LONGEST = 4
"""Characters of the longest word listed."""
STEPS = 2
"""Costs are stored in halves of a bit."""
UNKNOWN = 26.0
"""Bits of a single character that is not listed."""


class Words(NamedTuple):
    """Words with their cost in bits (low is common), and those of them that are only names of persons."""

    costs: dict[str, float]
    names: frozenset[str]


@cache
def words() -> Words:
    """The list, loaded once; in simplified script.

    >>> words().costs["工作"] < words().costs["奔忙"], "工作" in words().names
    (True, False)
    """
    costs: dict[str, float] = {}
    names: list[str] = []
    for line in lzma.decompress(FILE.read_bytes()).decode("utf-8").splitlines():
        steps, kind, *group = line.split(" ")
        costs.update(dict.fromkeys(group, int(steps) / STEPS))
        if kind == "name":
            names += group
    return Words(costs, frozenset(names))
