"""Where on a page may a wrong reading be? Most pages have a few odd characters; only what stands around them is weighed."""

from __future__ import annotations

import re

from pipelines.hanzi.common import common

_TYPOGRAPHY = (
    "\u00a0\u00a7\u00a9\u00ae\u00b0\u00b1\u00b7\u00d7\u00f7\u2002-\u2003\u200b\u2010-\u2027\u2030\u2032-\u2033\u203b\u2103\u2109"
    "\u2116\u2122\u2160-\u216b\u2170-\u217b\u2190-\u2193\u2460-\u2490\u25a0-\u25a1\u25b2-\u25b3\u25c6-\u25c7\u25cb\u25ce-\u25cf\u2605-\u2606"
    "\u2713-\u2717\u3000-\u3002\u3003-\u3017\u3220-\u3229\u3394-\u33d5\ufe59-\ufe5e\uff01-\uff5e\uffe5"
)
ODD = re.compile(f"[^{''.join(sorted(common()))}\\x00-\\x7f{_TYPOGRAPHY}]")
"""A character that every misreading has and clean Chinese pages seldom: neither common Han nor a mark of typography."""
Unit = tuple[int, int]
"""Where something between line ends and angle brackets begins and ends."""
SHORT = 24
"""Length up to which a unit is weighed for a single odd character."""
NEAR = 8
"""How near two odd characters must be for a longer unit to be weighed."""
FEW = 24
"""Distinct odd characters up to which each is looked for by itself, which is quicker than one pass."""
_ASCII = bytes(range(0x80))
_UNIT = re.compile("[^\n<>]+")
_EDGE = re.compile("[\n<>]")


def suspects(text: str) -> list[Unit]:
    """The units that may be damaged, in order.

    >>> suspects("政府信息公开\\n鏀垮簻淇℃伅\\n王\u9f91是本次会议的主持人，以及其他若干名工作人员代表")
    [(7, 13)]
    """
    places = _odd_places(text)
    units: list[Unit] = []
    at = -NEAR
    end = 0
    for place in places:
        if units and place < units[-1][1]:
            continue
        if place >= end:
            start, end = _around(text, place)
            at = -NEAR
        if end - start <= SHORT or place - at <= NEAR:
            units.append((start, end))
        at = place
    return units


def _odd_places(text: str) -> list[int]:
    high = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    odd = set(ODD.findall(high))
    if len(odd) > FEW:
        return [found.start() for found in ODD.finditer(text)]
    return sorted(place for char in odd for place in _places(text, char))


def _places(text: str, char: str) -> list[int]:
    places = []
    at = text.find(char)
    while at >= 0:
        places.append(at)
        at = text.find(char, at + 1)
    return places


def _around(text: str, place: int) -> Unit:
    start = max(text.rfind(edge, 0, place) for edge in "\n<>") + 1
    end = _EDGE.search(text, place)
    return start, end.start() if end else len(text)


def other_units(text: str, known: set[int]) -> list[Unit]:
    """The remaining units that are not all ASCII; `known` has the starts of those already seen."""
    return [
        found.span()
        for found in _UNIT.finditer(text)
        if not found[0].isascii() and found.start() not in known
    ]
