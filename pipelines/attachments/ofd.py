"""An OFD document (GB/T 33190) as blocks, by the same lines, grids and paragraphs as a PDF."""

from __future__ import annotations

from pipelines.attachments.markup import FileBlock
from pipelines.attachments.ofd_pages import sheets_of_ofd
from pipelines.attachments.sheet_blocks import blocks_of_sheets, doubts_about
from pipelines.attachments.unsupported import UnsupportedFormat


def blocks_of_ofd(data: bytes) -> tuple[list[FileBlock], list[str]]:
    """The blocks of all pages. Raises UnsupportedFormat, also for pages that are pictures of text."""
    sheets, doubts = sheets_of_ofd(data)
    if not any(sheet.shown for sheet in sheets):
        if any(sheet.pictures for sheet in sheets):
            raise UnsupportedFormat(
                "The OFD file is scanned: its pages are pictures, whose text only OCR could read."
            )
        raise UnsupportedFormat("The OFD file shows no text; its letters may be drawn as shapes.")
    private = sum("\ue000" <= letter.char <= "\uf8ff" for sheet in sheets for letter in sheet.letters)
    if private:
        doubts.append(f"{private} characters are private: only the fonts in the file know what they are.")
    return blocks_of_sheets(sheets), doubts + doubts_about(sheets)
