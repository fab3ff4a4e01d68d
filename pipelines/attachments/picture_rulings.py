"""Ruling lines on the picture of a page: long level and upright runs of dark pixels.

Source: morphological opening, as OpenCV (Apache-2.0, comes with the recogniser) does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipelines.attachments.matrix import Matrix, box_around, moved
from pipelines.attachments.sheet import Letter, Ruling, line_in_box
from pipelines.attachments.unsupported import extra

_LEVEL, _UPRIGHT = 20.0, 12.0
"""Points: shorter runs are strokes of characters."""
_MOST = 5_000
"""Runs of one page; a page of more is a photograph."""
_NEIGHBOURHOOD = 25
"""Pixels around a pixel that tell whether it is dark: paper is not evenly lit."""
_DARKER = 12
"""Of 255, than its neighbourhood."""


def rulings_in(picture: Any, place: Matrix, letters: Sequence[Letter]) -> list[Ruling]:
    """The lines of a grey picture whose lines are level, moved by `place` to points; strokes of `letters` are none."""
    cv2 = extra("cv2")
    scale = place[0]
    dark = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEIGHBOURHOOD, _DARKER
    )
    found: list[Ruling] = []
    for width, height in ((int(_LEVEL / scale), 1), (1, int(_UPRIGHT / scale))):
        # Noise tears a line of one pixel, so runs are first thickened across and gaps of a few pixels closed.
        across = cv2.dilate(
            dark, cv2.getStructuringElement(cv2.MORPH_RECT, (3 if height > 1 else 1, 3 if width > 1 else 1))
        )
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (width, height))
        found += _runs(cv2, cv2.morphologyEx(across, cv2.MORPH_OPEN, kernel), place)
    return [ruling for ruling in found if not _is_stroke(ruling, letters)]


def _runs(cv2: Any, mask: Any, place: Matrix) -> Iterator[Ruling]:
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mask)
    for left, top, width, height, _ in boxes[1 : min(count, _MOST)].tolist():
        corners = ((left, top), (left + width, top + height))
        yield from line_in_box(*box_around(moved(place, corner) for corner in corners))


def _is_stroke(ruling: Ruling, letters: Sequence[Letter]) -> bool:
    """True for a run that lies within the height of a letter beside or under it: part of a large character."""
    middle = (ruling.start + ruling.end) / 2
    x, y = (middle, ruling.at) if ruling.horizontal else (ruling.at, middle)
    length = ruling.end - ruling.start
    return any(
        letter.left <= x <= letter.right
        and letter.top <= y <= letter.bottom
        and length <= 1.3 * (letter.bottom - letter.top)
        for letter in letters
    )
