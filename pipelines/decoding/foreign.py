"""Pages that are not in Chinese: a declaration that fits its own bytes, else what a general detector finds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipelines.decoding.readers import read_strictly
from pipelines.decoding.scales import CHINESE
from pipelines.decoding.scripts import in_its_own_script
from pipelines.decoding.witnesses import Case, detector


class Foreign(NamedTuple):
    """The codec of another language, whose word it was, how sure."""

    codec: str
    winner: str
    confidence: float


LIKELY = ("cp932", "euc_jp", "cp949", "cp1251", "koi8-r", "cp1252")
"""Tried in this order when the detector has no answer; the script check decides."""
_CONTROLS = re.compile("[\x80-\x9f]")
"""What the bytes become that a codec of one byte a character has no use for."""
_OF_WESTERN_EUROPE = "cp1250 cp1254 cp1257 cp1258 iso8859-2 iso8859-9 iso8859-15 latin_1".split()


def other_language(case: Case, claims: Mapping[str, str]) -> Foreign | None:
    """Which other language the bytes are in; None when nothing fits."""
    for name, codec in claims.items():
        if _fits(case, codec):
            return Foreign(codec, name, 0.9)
    for codec in filter(None, (_guess(case), *LIKELY)):
        if _fits(case, codec):
            return Foreign(codec, "detector", 0.6)
    return None


def _guess(case: Case) -> str | None:
    """The detector's answer. Undeclared, the small variants of Latin are hardly to be told from the commonest of them."""
    guess = detector(case)
    return "cp1252" if guess in _OF_WESTERN_EUROPE or (guess or "").startswith("mac") else guess


def _fits(case: Case, codec: str) -> bool:
    text = read_strictly(case.data, codec) if codec not in CHINESE else None
    return text is not None and not _CONTROLS.search(text) and in_its_own_script(text, codec)
