"""An attached file as a page in the reader's own vocabulary, so that the same rules read both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipelines.attachments.kinds import Kind, kind_of
from pipelines.attachments.markup import FURNITURE, FileBlock, Grid, Words, page, visible
from pipelines.attachments.pdf import blocks_of_pdf
from pipelines.attachments.unsupported import NotAFile, UnsupportedFormat
from pipelines.attachments.word_binary import blocks_of_doc
from pipelines.attachments.word_xml import blocks_of_docx
from pipelines.attachments.workbook import blocks_of_xls, blocks_of_xlsx

Read = tuple[list[FileBlock], list[str]]
"""What a reader of one kind gives: the blocks in order, and what is doubtful about them."""

READERS: dict[Kind, Callable[[bytes], Read]] = {
    "pdf": blocks_of_pdf,
    "docx": blocks_of_docx,
    "doc": blocks_of_doc,
    "xlsx": blocks_of_xlsx,
    "xls": blocks_of_xls,
}


@dataclass(frozen=True)
class FilePage:
    """A file as a page."""

    html: str = field(repr=False)
    kind: Kind
    doubts: tuple[str, ...]
    """Sentences about what was guessed or could not be read."""


def page_of_file(data: bytes, name: str = "") -> FilePage:
    """The page of a file's bytes. Pure; `name` gives a title to a file that shows none, and decides nothing else.

    Raises UnsupportedFormat for a file that is archived and not read (unknown, encrypted, damaged, scanned, or of
    a kind whose package is not installed), NotAFile for a page or a text under a file's name.
    """
    kind = kind_of(data)
    blocks, doubts = READERS[kind](data)
    blocks = [block for block in blocks if isinstance(block, Grid) or visible(block.text).strip()]
    if not any(_shows_text(block) for block in blocks):
        raise UnsupportedFormat(f"The {kind} file shows no text.")
    title = _title(blocks) or PurePosixPath(name.replace("\\", "/")).stem
    return FilePage(page(title, blocks), kind, tuple(doubts))


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
