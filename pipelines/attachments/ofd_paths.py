"""The ruling lines of an OFD path object.

Source: GB/T 33190-2016, 9.1 (path objects), table 35: S and M move, L draws, Q, B and A draw curves, C closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from pipelines.attachments.matrix import Matrix, Point, box_around, moved
from pipelines.attachments.sheet import RULINGS, Ruling, line_in_box

_WORD = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
_TRUE = ("true", "1")


def rulings_of(node: etree._Element, place: Matrix) -> Iterator[Ruling]:
    """The level and upright lines of a PathObject, whose own coordinates `place` takes to the page.

    Stroked lines, and filled areas thin as a line; a path is stroked unless it says otherwise, and filled only if it does.
    """
    data = node.find("{*}AbbreviatedData")
    stroked = node.get("Stroke", "true").lower() in _TRUE
    filled = node.get("Fill", "false").lower() in _TRUE
    if data is None or not (stroked or filled):
        return
    for points in subpaths(data.text or ""):
        drawn = [moved(place, point) for point in points]
        if stroked:
            for pair in pairwise(drawn):
                yield from line_in_box(*box_around(pair))
        elif len(drawn) > 1:
            yield from line_in_box(*box_around(drawn))


def subpaths(data: str) -> Iterator[list[Point]]:
    """The corners of each part of a path; a curve counts by its end, which no line of a table has.

    >>> list(subpaths("M 0 0 L 5 0 L 5 5 C S 9 9 L 9 0"))
    [[(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0)], [(9.0, 9.0), (9.0, 0.0)]]
    """
    points: list[Point] = []
    command, numbers, count = "", [0.0] * 0, 0
    for word in _WORD.findall(data):
        if word.isalpha():
            command, numbers = word.upper(), []
            if command == "C" and points:
                points.append(points[0])
            continue
        numbers.append(float(word))
        if len(numbers) < _NUMBERS.get(command, 2):
            continue
        if command in ("S", "M"):
            if points:
                yield points
            points = []
        points.append((numbers[-2], numbers[-1]))
        numbers, count = [], count + 1
        if count > RULINGS:
            break
    if points:
        yield points
