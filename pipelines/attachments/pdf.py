"""A PDF as blocks: paragraphs, headings, ruled tables at their place, and the lines every page repeats, marked as such."""

from __future__ import annotations

from pipelines.attachments.markup import FileBlock
from pipelines.attachments.pdf_lost import with_lost_letters
from pipelines.attachments.pdf_pages import sheets_of
from pipelines.attachments.scanned import FEW, can_recognise, is_picture, with_recognised
from pipelines.attachments.sheet_blocks import blocks_of_sheets, doubts_about
from pipelines.attachments.unsupported import INSTALL_OCR, UnsupportedFormat


def blocks_of_pdf(data: bytes) -> tuple[list[FileBlock], list[str]]:
    """The blocks of all pages. Pages that are pictures of text are recognised where the extra `ocr` is installed.

    Raises UnsupportedFormat, also for a file of such pages where it is not.
    """
    sheets, doubts = with_lost_letters(data, list(sheets_of(data)))
    pictures = any(sheet.pictures for sheet in sheets)
    if any(map(is_picture, sheets)) and can_recognise():
        sheets, left = with_recognised(data, sheets)
        doubts += left
    shown = sum(sheet.shown for sheet in sheets)
    if pictures and shown < FEW * len(sheets) and not any(sheet.recognised for sheet in sheets):
        raise UnsupportedFormat(_scanned())
    if not shown:
        raise UnsupportedFormat("The PDF file shows no text; its letters may be drawn as shapes.")
    return blocks_of_sheets(sheets), doubts + doubts_about(sheets)


def _scanned() -> str:
    if can_recognise():
        return "The PDF file is scanned, and no text was recognised on its pages."
    return f"The PDF file is scanned: its pages are pictures, whose text only OCR could read: {INSTALL_OCR}."
