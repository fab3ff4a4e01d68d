"""What a file is, by its content: portals name Word files .wps, pages .doc, and anything .pdf."""

from __future__ import annotations

import re
from typing import Literal

from pipelines.attachments.compound import MAGIC, open_compound
from pipelines.attachments.unsupported import NotAFile, UnsupportedFormat
from pipelines.attachments.zipped import open_archive

Kind = Literal["pdf", "ofd", "docx", "xlsx", "doc", "xls", "zip"]

_LOCK_SIZES = (162, 165)
"""Bytes of the owner file `~$….doc` that Word leaves beside an open document, and of Excel's."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a media file"),
    (b"{\\rtf", "an RTF document"),
    (b"MIME-Version:", "a web archive (MHTML) written by Word"),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00", "a bare Excel stream without its container"),
    (b"\xdb\xa5", "a document older than Word 97"),
    (b"\x31\xbe", "a document of Microsoft Write"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_TAG = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|table|div|p|title)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def kind_of(data: bytes) -> Kind:
    """The kind of a file that can be read.

    Raises NotAFile for a page or a text, UnsupportedFormat for every other kind, naming it.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnsupportedFormat("The file is empty.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(MAGIC):
        return _kind_of_compound(data)
    # Readers accept a header anywhere in the first 1,024 bytes (ISO 32000-1, annex H 3.4.1); not in a container, though.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if _is_lock_file(data):
        raise UnsupportedFormat(
            "The file is an office program's lock file (~$…), published by mistake: it holds no text."
        )
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnsupportedFormat(f"The file is {what}, which is archived and not read.")
    if _TAG.search(data[:4096].replace(b"\x00", b"")):
        raise NotAFile("html")
    if _is_text(data[:4096]):
        raise NotAFile("text")
    raise UnsupportedFormat("The file is of no known kind.")


def _kind_of_zip(data: bytes) -> Kind:
    names = open_archive(data).names
    lower = {name.lower().lstrip("/") for name in names}
    if "word/document.xml" in lower:
        return "docx"
    if "xl/workbook.xml" in lower:
        return "xlsx"
    if "ofd.xml" in lower:
        return "ofd"
    for part, what in (
        ("xl/workbook.bin", "a binary workbook (xlsb)"),
        ("ppt/presentation.xml", "a presentation (pptx)"),
        ("content.xml", "an OpenDocument file"),
    ):
        if part in lower:
            raise UnsupportedFormat(f"The file is {what}, which is archived and not read.")
    return "zip"


def _kind_of_compound(data: bytes) -> Kind:
    names = open_compound(data).names
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise UnsupportedFormat("The file is an encrypted office document.")
    if "worddocument" in names:
        return "doc"
    if names & {"workbook", "book"}:
        return "xls"
    if "powerpoint document" in names:
        raise UnsupportedFormat("The file is a presentation (ppt), which is archived and not read.")
    raise UnsupportedFormat(
        "The file is an OLE file that holds neither a Word document nor an Excel workbook (a WPS format of its own?)."
    )


def _is_lock_file(data: bytes) -> bool:
    """A length, a user's name padded to 54 bytes, then the same in two bytes a character; no text of a document."""
    return len(data) in _LOCK_SIZES and 0 < data[0] <= 52 and not data[1 + data[0] : 54].strip(b"\x00 ")


def _is_text(head: bytes) -> bool:
    """True for text in one of the encodings of pages. The last characters may be cut."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    for codec in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                text = head[: len(head) - cut].decode(codec)
            except UnicodeDecodeError:
                continue
            return not _CONTROL.search(text)
    return False
