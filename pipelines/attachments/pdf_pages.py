"""The pages of a PDF as letters and ruling lines, in points from the top left corner as the page is shown.

Source: pypdfium2 for both, so that letters and lines share one system of coordinates, and so that letters of fonts
that are not embedded (STSong-Light by its standard map) are known; ISO 32000-1, 8.5 (paths), 8.3.4 (matrices).
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from pipelines.attachments.matrix import Matrix, Point, moved, then
from pipelines.attachments.sheet import LETTERS, RULINGS, Letter, Ruling, Sheet, line_in_box
from pipelines.attachments.unsupported import UnsupportedFormat, damaged, extra

PAGES = 2_000
_SMALLEST = 4.0
"""Points: a drawn shape smaller than this says nothing of its character."""
_NO_WIDTH = 0.01
_LATIN = ("Times", "Arial", "Helvetica", "Courier", "Calibri", "Symbol", "Wingdings")
_ABSURD = 3.0
"""A character's box is at most this many times the size of its font."""


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """The pages in order. Raises UnsupportedFormat when the file is encrypted, damaged, or of too many pages."""
    pdfium = extra("pypdfium2")
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise UnsupportedFormat("The PDF file is encrypted.") from error
        raise damaged("PDF file", error) from error
    if len(file) > PAGES:
        raise UnsupportedFormat(f"The PDF file has more than {PAGES:,} pages.")
    left = LETTERS
    try:
        for number in range(len(file)):
            sheet = _sheet(pdfium, file[number])
            left -= len(sheet.letters)
            if left < 0:
                raise UnsupportedFormat(f"The PDF file has more than {LETTERS:,} characters.")
            yield sheet
    except pdfium.PdfiumError as error:
        raise damaged("PDF file", error) from error
    finally:
        file.close()


def _sheet(pdfium: Any, page: Any) -> Sheet:
    raw = pdfium.raw
    shown = _shown(page)
    letters = tuple(_letters(raw, page.get_textpage(), shown))
    rulings: list[Ruling] = []
    pictures = lost = 0
    for item in page.get_objects():
        if item.type == raw.FPDF_PAGEOBJ_PATH and len(rulings) < RULINGS:
            rulings += _rulings(raw, item, shown)
        elif item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif item.type == raw.FPDF_PAGEOBJ_TEXT:
            lost += _is_lost(raw, item)
    width, height = page.get_size()
    return Sheet(width, height, letters, tuple(rulings), pictures, lost)


def _shown(page: Any) -> Callable[[float, float], Point]:
    """From the page's own coordinates to where a point is seen: cropped, turned, and counted from the top."""
    left, bottom, right, top = page.get_cropbox()
    turns: dict[int, Callable[[float, float], Point]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns.get(page.get_rotation(), turns[0])


def _letters(raw: Any, text: Any, shown: Callable[[float, float], Point]) -> Iterator[Letter]:
    """Characters as drawn. White space that pdfium adds by its own measure is left out: gaps are measured later."""
    for index in range(min(text.count_chars(), LETTERS + 1)):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if raw.FPDFText_IsGenerated(text.raw, index) == 1 or not 0x20 <= code <= 0x10FFFF:
            continue
        left, bottom, right, top = _box(raw, text, index)
        (x0, y0), (x1, y1) = shown(left, top), shown(right, bottom)
        yield Letter(chr(code), min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_lost(raw: Any, item: Any) -> bool:
    """True for text of no width in a font from elsewhere. Latin fonts have a stand-in; there it is a space."""
    left, _, right, _ = item.get_bounds()
    if right - left > _NO_WIDTH:
        return False
    font = raw.FPDFTextObj_GetFont(item.raw)
    if not font or raw.FPDFFont_GetIsEmbedded(font):
        return False
    name = ctypes.create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(font, name, 100)
    return not name.value.decode("latin-1").split("+")[-1].startswith(_LATIN)


def _box(raw: Any, text: Any, index: int) -> tuple[float, float, float, float]:
    """The box of a character with the height of its font; of upright columns the drawn shape, as pdfium has no more.

    The drawn shape is not to be trusted otherwise: of a font that is not in the file it is that of whatever font
    this machine has, or nothing.
    """
    loose: tuple[float, float, float, float] = text.get_charbox(index, loose=True)
    if max(loose[2] - loose[0], loose[3] - loose[1]) <= _ABSURD * _size(raw, text, index):
        return loose
    tight: tuple[float, float, float, float] = text.get_charbox(index)
    return tight if max(tight[2] - tight[0], tight[3] - tight[1]) > _SMALLEST else loose


def _size(raw: Any, text: Any, index: int) -> float:
    """The size of a character's font in points, as its text matrix scales it."""
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix)):
        scale = max(math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d))
    return float(raw.FPDFText_GetFontSize(text.raw, index)) * scale


def _rulings(raw: Any, item: Any, shown: Callable[[float, float], Point]) -> Iterator[Ruling]:
    """Straight level or upright lines that a path draws: stroked ones, and filled rectangles thin as a line."""
    fill, stroke = ctypes.c_int(0), raw.FPDF_BOOL(0)
    if not raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke)):
        return
    matrix = _matrix(item)
    for points in _subpaths(raw, item):
        drawn = [shown(*moved(matrix, point)) for point in points]
        if stroke.value:
            for (x0, y0), (x1, y1) in pairwise(drawn):
                yield from line_in_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        elif fill.value and len(drawn) > 1:
            xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
            yield from line_in_box(min(xs), min(ys), max(xs), max(ys))


def _subpaths(raw: Any, item: Any) -> Iterator[list[Point]]:
    """The corners of each part of a path; a curve counts by its ends, which no table line has."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item.raw), RULINGS)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if points:
                yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _matrix(item: Any) -> Matrix:
    """From the path's coordinates to the page's: its own matrix, then those of the forms around it."""
    matrix: Matrix = item.get_matrix().get()
    around = item.container
    while around is not None:
        matrix = then(matrix, around.get_matrix().get())
        around = around.container
    return matrix
