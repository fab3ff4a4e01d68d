"""Text in a picture: the letters a recogniser sees on it, each with how sure it is.

Source: RapidOCR (Apache-2.0) with the PP-OCR models that lie in its wheel; nothing is fetched. Its text stands in a
picture at an angle; the angle is measured on its lines and taken out, so that lines are level afterwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from pipelines.attachments.matrix import Matrix, box_around, moved
from pipelines.attachments.sheet import Letter
from pipelines.attachments.sheet_lines import is_narrow
from pipelines.attachments.unsupported import extra

_HEIGHT = 0.8
"""Em of a line to the height of the box the recogniser draws around it."""
_ALIKE = 1.25
"""Boxes of one font differ by less than this; a line whose box is near the usual one is of the usual size."""
_LONG = 4
"""Times its height: a line that can show the angle of the page. Of these the longer ones are asked."""
_APART = 1.5
"""Times its height between two letters of one line: words set apart on purpose."""

Corners = Sequence[Sequence[float]]
SeenChar = tuple[str, float, Corners]
"""A character, how sure the recogniser is of it, and its box in pixels."""


class SeenLine(NamedTuple):
    """One line as recognised: its box in pixels, and its characters."""

    box: Corners
    chars: tuple[SeenChar, ...]


def lines_in(picture: Any) -> list[SeenLine]:
    """The lines of a picture (an array of rows of pixels). Raises UnsupportedFormat when the extra is not installed."""
    seen = _recogniser()(picture, return_word_box=True, return_single_char_box=True)
    if seen.boxes is None or not seen.word_results:
        return []
    lines: list[SeenLine] = []
    for box, text, score, chars in zip(seen.boxes, seen.txts, seen.scores, seen.word_results, strict=True):
        corners = [[float(x), float(y)] for x, y in box]
        placed: list[SeenChar] = [(str(char), float(sure), at) for char, sure, at in chars]
        if "".join(char for char, _, _ in placed) == "".join(text.split()):
            lines.append(SeenLine(corners, tuple(_with_spaces(text, placed))))
        else:
            lines.append(SeenLine(corners, tuple(_spread(text, float(score), corners))))
    return lines


def _with_spaces(text: str, chars: Sequence[SeenChar]) -> Iterator[SeenChar]:
    """The characters of a line with the spaces of its text, which have no box: between Latin words and numbers only,
    for next to a Han character what looks like a space is the width of a mark."""
    words = text.split()
    ends = {sum(map(len, words[: n + 1])) for n in range(len(words) - 1)}
    for index, (char, sure, at) in enumerate(chars):
        if index in ends and is_narrow(chars[index - 1][0]) and is_narrow(char):
            before = chars[index - 1][2]
            yield " ", sure, [before[1], at[0], at[3], before[2]]
        yield char, sure, at


def _spread(text: str, sure: float, box: Corners) -> Iterator[SeenChar]:
    """The characters of a text at even distances in its box, where the recogniser does not say where each stands."""

    def between(start: Sequence[float], end: Sequence[float], share: float) -> list[float]:
        return [a + (b - a) * share for a, b in zip(start, end, strict=True)]

    for n, char in enumerate(text):
        first, last = n / len(text), (n + 1) / len(text)
        upper = [between(box[0], box[1], share) for share in (first, last)]
        yield char, sure, [*upper, *(between(box[3], box[2], share) for share in (last, first))]


def slope_of(lines: Sequence[SeenLine]) -> float:
    """The angle at which the lines rise or fall, in radians; 0 when none is long enough to tell."""
    rises = [
        (right[0] - left[0], right[1] - left[1])
        for left, right, _, below in (line.box for line in lines)
        if right[0] - left[0] > _LONG * math.dist(left, below)
    ]
    longest = max((width for width, _ in rises), default=0.0)
    angles = [math.atan2(rise, width) for width, rise in rises if 2 * width >= longest]
    return median(angles) if angles else 0.0


def letters_of_lines(lines: Sequence[SeenLine], place: Matrix) -> list[Letter]:
    """The letters of all lines, moved by `place`, with one height for all lines of like size."""
    if not lines:
        return []
    corners = [[moved(place, (x, y)) for x, y in line.box] for line in lines]
    heights = [math.dist(box[0], box[3]) for box in corners]
    usual = median(heights)
    letters: list[Letter] = []
    for line, box, height in zip(lines, corners, heights, strict=True):
        _, top, _, bottom = box_around(box)
        size = _HEIGHT * (usual if usual / _ALIKE < height < usual * _ALIKE else height)
        letters += _letters(line, (top + bottom) / 2, size, place)
    return letters


def _letters(line: SeenLine, middle: float, size: float, place: Matrix) -> Iterator[Letter]:
    """The letters of one line, shoulder to shoulder: their boxes are estimates, and the recogniser writes its spaces."""
    placed = [
        (char, sure, box_around(moved(place, (x, y)) for x, y in corners))
        for char, sure, corners in line.chars
    ]
    for index, (char, sure, (left, _, right, _)) in enumerate(placed):
        following = placed[index + 1][2][0] if index + 1 < len(placed) else right
        if right < following < right + _APART * size:
            right = following
        yield Letter(char, left, middle - size / 2, max(right, left), middle + size / 2, sure)


@cache
def _recogniser() -> Any:
    module = extra("rapidocr")
    extra("onnxruntime")
    return module.RapidOCR(params={"Global.log_level": "critical"})
