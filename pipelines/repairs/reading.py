"""A reading of damaged text, and the test every reading has to pass besides its score."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.hanzi.common import HAN, common

_OTHER_SCRIPT = re.compile("[\u0370-\u11ff\u3041-\u30ff\uac00-\ud7a3]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")


class Reading(NamedTuple):
    """The text as it was meant, the row of the table that says so, how it came about, and whether bytes were guessed."""

    row: str
    text: str
    note: str
    guess: bool


def known_share(text: str) -> float:
    """The part of the Han that is in the larger common set; 0.0 where there is no Han."""
    han = HAN.findall(text)
    listed = common()
    return sum(char in listed for char in han) / len(han) if han else 0.0


def right_readings(before: str, after: str) -> bool:
    """True when the repaired text is made of known Han, more so than the damaged one, and of nothing odd.

    A text in another script is somebody's language, not damage, unless nearly all of the result is common Han.
    """
    share = known_share(after)
    if share < 0.75 or len(_CONTROL.findall(after)) > len(_CONTROL.findall(before)):
        return False
    if after.count("\N{REPLACEMENT CHARACTER}") > before.count("\N{REPLACEMENT CHARACTER}") + before.count(
        "?"
    ):
        return False
    if len(_OTHER_SCRIPT.findall(before)) > 0.4 * len(before):
        return share > 0.97 and len(HAN.findall(after)) >= 6
    return share > known_share(before) or share == 1.0
