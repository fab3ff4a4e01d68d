"""Letters that pdfium passes over: a single character drawn alone, in a font that is neither in the file nor here.

Without the font such a character has no width, and pdfium leaves out text without width. What it is is still written
in the file; pdfplumber reads it, slowly, so only pages with such characters are read a second time.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pipelines.attachments.sheet import Letter, Sheet
from pipelines.attachments.unsupported import extra


def with_lost_letters(data: bytes, sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[str]]:
    """The pages with the letters that were passed over, and a doubt for what could not be recovered."""
    wanting = [number for number, sheet in enumerate(sheets) if sheet.lost]
    if not wanting:
        return list(sheets), []
    pdfplumber = extra("pdfplumber")
    mended = list(sheets)
    failed: list[str] = []
    for number in wanting:
        try:
            # Opened for each page alone and never closed by hand: on damage even closing walks all pages.
            page = pdfplumber.open(io.BytesIO(data), pages=[number + 1]).pages[0]
            found = _missing(page, sheets[number])
        except Exception:  # noqa: BLE001 - what pdfium opened, pdfminer may stumble over in any way
            found = ()
        mended[number] = sheets[number].with_letters(found)
        if len(found) < sheets[number].lost:
            failed.append(str(number + 1))
    doubt = (
        f"Single characters in a font that is not in the file may be missing on pages {', '.join(failed)}."
    )
    return mended, [doubt] if failed else []


def _missing(page: Any, sheet: Sheet) -> tuple[Letter, ...]:
    """Letters of the second reading that stand where the first has none. A code without a meaning is no letter."""
    known = {_place(letter) for letter in sheet.letters}
    left, top = page.cropbox[0], page.cropbox[1]
    letters = (
        Letter(char["text"], char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top)
        for char in page.chars
        if len(char["text"]) == 1 and not char["text"].isspace()
    )
    return tuple(letter for letter in letters if not _around(letter) & known)


def _place(letter: Letter) -> tuple[int, int]:
    """The square of 4 points in which a letter's middle stands."""
    return round((letter.left + letter.right) / 8), round(letter.middle / 4)


def _around(letter: Letter) -> set[tuple[int, int]]:
    x, y = _place(letter)
    return {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
