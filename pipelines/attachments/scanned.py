"""Pages that are pictures of text, with the letters and ruling lines a recogniser finds on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from time import monotonic
from typing import Any

from pipelines.attachments.matrix import Matrix, then
from pipelines.attachments.picture_rulings import rulings_in
from pipelines.attachments.recognise import letters_of_lines, lines_in, slope_of
from pipelines.attachments.sheet import Letter, Sheet
from pipelines.attachments.unsupported import UnsupportedFormat, extra

FEW = 10
"""Letters: a page of fewer, beside pictures, shows stamps and page numbers on a scan and not its text."""
PAGES = 60
"""Of one file that are recognised; one takes some seconds."""
SECONDS = 900.0
"""After which no further page of a file is begun."""
_DOTS = 200.0
"""An inch: what the models were made for; finer pictures are only slower."""
_LONGEST = 4_000
"""Pixels of the longer side of a page."""


def is_picture(sheet: Sheet) -> bool:
    """True for a page whose text, if it has any, is in its pictures."""
    return sheet.pictures > 0 and sheet.shown < FEW


def can_recognise() -> bool:
    """True when the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def with_recognised(data: bytes, sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[str]]:
    """The pages of a PDF with what was recognised on those that are pictures, and doubts about those left as they are.

    Raises UnsupportedFormat when the extra is not installed.
    """
    waiting = [number for number, sheet in enumerate(sheets) if is_picture(sheet)]
    recognised = list(sheets)
    ends = monotonic() + SECONDS
    left: list[str] = []
    failed: list[str] = []
    file = extra("pypdfium2").PdfDocument(data)
    try:
        for count, number in enumerate(waiting):
            if count >= PAGES or monotonic() > ends:
                left.append(str(number + 1))
                continue
            try:
                recognised[number] = _recognised(file[number], sheets[number])
            except UnsupportedFormat:
                raise
            except Exception:  # noqa: BLE001 - what a model stumbles over costs its page
                failed.append(str(number + 1))
    finally:
        file.close()
    doubts = {
        f"Pages that are pictures and were not recognised, being too many: {', '.join(left)}.": left,
        f"Pages that are pictures and that the recogniser could not work on: {', '.join(failed)}.": failed,
    }
    return recognised, [sentence for sentence, true in doubts.items() if true]


def _recognised(page: Any, sheet: Sheet) -> Sheet:
    cv2 = extra("cv2")
    dots = min(_DOTS / 72, _LONGEST / max(sheet.width, sheet.height, 1.0))
    picture = page.render(scale=dots, grayscale=True).to_numpy()
    picture = picture.reshape(picture.shape[0], picture.shape[1])
    lines = lines_in(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    turn = _turned_back(slope_of(lines), picture.shape[1] / 2, picture.shape[0] / 2)
    points: Matrix = (1 / dots, 0.0, 0.0, 1 / dots, 0.0, 0.0)
    letters = letters_of_lines(lines, then(turn, points))
    a, b, c, d, e, f = turn
    level = cv2.warpAffine(
        picture, extra("numpy").array([[a, c, e], [b, d, f]]), picture.shape[::-1], borderValue=255
    )
    own = tuple(letter for letter in sheet.letters if not _is_on_one(letter, letters))
    return replace(
        sheet, letters=own + tuple(letters), rulings=(*sheet.rulings, *rulings_in(level, points, letters))
    )


def _is_on_one(letter: Letter, others: Sequence[Letter]) -> bool:
    """True for one of the page's few own letters that was seen on its picture too."""
    middle = (letter.left + letter.right) / 2
    return any(
        other.left <= middle <= other.right and other.top <= letter.middle <= other.bottom for other in others
    )


def _turned_back(angle: float, x: float, y: float) -> Matrix:
    """The matrix that turns a picture around a point until lines of that angle are level."""
    cos, sin = math.cos(angle), math.sin(angle)
    there: Matrix = (1.0, 0.0, 0.0, 1.0, -x, -y)
    return then(then(there, (cos, -sin, sin, cos, 0.0, 0.0)), (1.0, 0.0, 0.0, 1.0, x, y))
