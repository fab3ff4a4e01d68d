"""A reading of damaged text, the wrong readings that are known, and the test every reading has to pass."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.hanzi.common import HAN, common
from pipelines.hanzi.model import bigrams
from pipelines.repairs.lost_bytes import Part

_OTHER_SCRIPT = re.compile("[\u0370-\u11ff\u3041-\u30ff\uac00-\ud7a3]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")
_LOSS = re.compile("[?\N{REPLACEMENT CHARACTER}]")
_SAMPLE = 150
"""Characters from either end by which a very long line is weighed."""


class Pair(NamedTuple):
    """A row of the table, the codec a text was wrongly read in, and the right one."""

    row: str
    wrong: str
    right: str

    @property
    def note(self) -> str:
        """How a person would say it."""
        return f"{self.right} read as {self.wrong}"


PAIRS: tuple[Pair, ...] = (
    Pair("utf8_as_latin1", "latin-1", "utf-8"),
    Pair("utf8_as_latin1", "cp1252", "utf-8"),
    Pair("utf8_as_latin1", "iso8859-15", "utf-8"),
    Pair("utf8_as_gbk", "gb18030", "utf-8"),
    Pair("utf8_as_big5", "big5hkscs", "utf-8"),
    Pair("gbk_as_latin1", "latin-1", "gb18030"),
    Pair("gbk_as_latin1", "cp1252", "gb18030"),
    Pair("big5_as_latin1", "latin-1", "big5hkscs"),
    Pair("big5_as_latin1", "cp1252", "big5hkscs"),
    Pair("gbk_as_big5", "big5hkscs", "gb18030"),
    Pair("big5_as_gbk", "gb18030", "big5hkscs"),
)


class Reading(NamedTuple):
    """The text as it was meant, the row of the table that says so, and how it came about.

    `parts` tells the guesses from what is sure, in offsets of the damaged text; it is empty where the whole is sure, or
    where there is no telling them apart (`guess` is True then).
    """

    row: str
    text: str
    note: str
    guess: bool = False
    parts: tuple[Part, ...] = ()


def mean_bits(text: str) -> float:
    """Bits for a character that is not ASCII; a very long text is weighed by its two ends."""
    return bigrams().mean(_sample(text))


def _sample(text: str) -> str:
    return text if len(text) <= 2 * _SAMPLE else f"{text[:_SAMPLE]}\n{text[-_SAMPLE:]}"


def known_share(text: str) -> float:
    """The part of the Han that is in the larger common set; 0.0 where there is no Han."""
    han = HAN.findall(_sample(text))
    listed = common()
    return sum(char in listed for char in han) / len(han) if han else 0.0


def right_readings(before: str, after: str) -> bool:
    """True when the repaired text is made of known Han, more so than the damaged one, and of nothing odd.

    A text in another script is somebody's language, not damage, unless nearly all of the result is common Han.
    """
    share = known_share(after)
    if share < 0.75 or len(_CONTROL.findall(after)) > len(_CONTROL.findall(before)):
        return False
    if after.count("\N{REPLACEMENT CHARACTER}") > len(_LOSS.findall(before)):
        return False
    if len(_OTHER_SCRIPT.findall(before)) > 0.4 * len(before):
        return share > 0.97 and len(HAN.findall(after)) >= 6
    return share > known_share(before) or share == 1.0
