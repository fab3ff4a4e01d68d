"""An attached file as a page in the reader's own vocabulary, so that the same rules read both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipelines.attachments.kinds import Kind, kind_of
from pipelines.attachments.markup import FURNITURE, FileBlock, Grid, GridCell, Words, page, visible
from pipelines.attachments.members import blocks_of_zip
from pipelines.attachments.ofd import blocks_of_ofd
from pipelines.attachments.pdf import blocks_of_pdf
from pipelines.attachments.printed_title import better_title, printed_title
from pipelines.attachments.unsupported import NotAFile, UnsupportedFormat
from pipelines.attachments.word_binary import blocks_of_doc
from pipelines.attachments.word_xml import blocks_of_docx
from pipelines.attachments.workbook import blocks_of_xls, blocks_of_xlsx

Read = tuple[list[FileBlock], list[str]]
"""What a reader of one kind gives: the blocks in order, and what is doubtful about them."""

UNSURE = 0.9
"""A recogniser's confidence below which a paragraph or a cell is named among the doubts."""
LISTED = 20

READERS: dict[Kind, Callable[[bytes], Read]] = {
    "pdf": blocks_of_pdf,
    "ofd": blocks_of_ofd,
    "docx": blocks_of_docx,
    "doc": blocks_of_doc,
    "xlsx": blocks_of_xlsx,
    "xls": blocks_of_xls,
    "zip": blocks_of_zip,
}


@dataclass(frozen=True)
class FilePage:
    """A file as a page."""

    html: str = field(repr=False)
    kind: Kind
    doubts: tuple[str, ...]
    """Sentences about what was guessed or could not be read."""
    recognised: float | None = None
    """How sure a recogniser is on average of the characters it saw on pictures, 0 to 1; None when the file holds its text."""


def page_of_file(data: bytes, name: str = "") -> FilePage:
    """The page of a file's bytes. Pure; `name` gives a title to a file that prints none or a lesser one, and decides nothing else.

    Raises UnsupportedFormat for a file that is archived and not read (unknown, encrypted, damaged, scanned, or of
    a kind whose package is not installed), NotAFile for a page or a text under a file's name.
    """
    kind = kind_of(data)
    blocks, doubts = READERS[kind](data)
    blocks = [block for block in blocks if isinstance(block, Grid) or visible(block.text).strip()]
    if not any(_shows_text(block) for block in blocks):
        raise UnsupportedFormat(f"The {kind} file shows no text.")
    title = _title(blocks) or better_title(printed_title(blocks), PurePosixPath(name.replace("\\", "/")).stem)
    seen = recognised_in(blocks)
    doubts += _doubts_about_recognised(seen)
    return FilePage(page(title, blocks), kind, tuple(doubts), _mean(seen))


def recognised_in(blocks: Sequence[FileBlock]) -> list[tuple[str, float]]:
    """The texts that a recogniser saw, each with how sure it is of them."""
    parts: list[Words | GridCell] = []
    for block in blocks:
        parts += [block] if isinstance(block, Words) else block.cells
    return [(part.text, part.sure) for part in parts if part.sure is not None and part.text]


def _mean(seen: Sequence[tuple[str, float]]) -> float | None:
    characters = sum(len(text) for text, _ in seen)
    return sum(sure * len(text) for text, sure in seen) / characters if characters else None


def _doubts_about_recognised(seen: Sequence[tuple[str, float]]) -> list[str]:
    unsure = [text for text, sure in seen if sure < UNSURE]
    doubts = {
        f"Text on pictures was recognised: {len(seen)} paragraphs and cells. Compare with the file.": seen,
        f"Recognised with a confidence below {UNSURE}: {'、'.join(unsure[:LISTED])}.": unsure,
    }
    return [sentence for sentence, true in doubts.items() if true]


def _shows_text(block: FileBlock) -> bool:
    if isinstance(block, Words):
        return block.role != FURNITURE and bool(block.text.strip())
    return any(cell.text.strip() or cell.inner for cell in block.cells)


def _title(blocks: Sequence[FileBlock]) -> str:
    """The first heading of the highest level, when there is one."""
    for block in blocks:
        if isinstance(block, Words) and block.tag == "h1":
            return block.text.replace("\n", "")
    return ""


__all__ = ["FilePage", "NotAFile", "UnsupportedFormat", "page_of_file"]
