"""What a body is before it is decoded: a page, a plain text, or not text at all."""

from __future__ import annotations

import re
from itertools import islice

from pipelines.capture import Capture

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (docx, xlsx, ofd or zip)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE file (doc, xls or wps)"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"RIFF", "a media file"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
    (b"\x7fELF", "a program"),
)
_CONTROLS = frozenset((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
_NO_CONTROLS = bytes(byte for byte in range(256) if byte not in _CONTROLS)
NOISE = 0.05
"""Share of control and lost characters above which a body is no text; damaged pages stay far below it."""
MANGLED = 0.25
"""Share of lost characters up to which what has the tags of a page is one: UTF-8 read as GBK loses one in nine."""
_TAGS = 4
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|table|br|span|meta|title|a|ul|h[1-6]|script|font)\b[^<]{0,400}>", re.I
)


def binary_kind(data: bytes) -> str:
    """What a body is that is not text, in words; '' for text of whatever encoding."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return ""


def is_noise(text: str) -> bool:
    r"""True when a decoded body is mostly what no writer writes: a program, a picture, an encrypted file.

    >>> is_noise("\x00\x01\x02PK\x03"), is_noise("\u653f\u5e9c\u4fe1\u606f" * 9 + "\ufffd")
    (True, False)
    """
    controls = len(text.encode("utf-8", "surrogatepass").translate(None, _NO_CONTROLS))
    odd = controls + text.count("\N{REPLACEMENT CHARACTER}")
    if odd <= NOISE * len(text):
        return False
    return controls > NOISE * len(text) or odd > MANGLED * len(text) or len(_TAG.findall(text)) < _TAGS


def is_plain_text(capture: Capture, text: str) -> bool:
    """True when a decoded body is to be read line by line: it says so, or has no tag of a page in it."""
    kind = (capture.header("content-type") or "").split(";")[0].strip().lower()
    name = capture.url.split("?")[0].split("#")[0].lower()
    if "html" in kind:
        return False
    says_plain = kind == "text/plain" or name.endswith(".txt")
    tags = len(list(islice(_TAG.finditer(text), _TAGS)))
    return tags == 0 or (
        says_plain and tags < _TAGS and not text.lstrip()[:200].lower().startswith(("<!doctype", "<html"))
    )
