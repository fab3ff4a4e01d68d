"""The witnesses: each looks at one kind of evidence and names a codec, or None when it has nothing to say.

They do not know of one another; `court` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pipelines.decoding.labels import codec_of
from pipelines.decoding.readers import read_strictly

LOOKED_AT_FIRST = 2_048
LOOKED_AT = 65_536
"""Bytes in which a declaration is looked for. Standards say 1,024; pages put it behind longer comments."""
_FIRST_OF_MARKS = (b"\xef", b"\xff", b"\xfe", b"\0")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32le"),
    (b"\0\0\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)


@dataclass(frozen=True)
class Case:
    """What the court was given: the bytes, the Content-Type header, the site's own hint."""

    data: bytes
    content_type: str | None = None
    hint: str | None = None

    @cached_property
    def utf8(self) -> str | None:
        """The text as UTF-8; None where a single byte does not fit."""
        return read_strictly(self.data, "utf-8")


def byte_order_mark(case: Case) -> str | None:
    """The first bytes of the file say it themselves.

    >>> byte_order_mark(Case(b"\\xef\\xbb\\xbfabc"))
    'utf-8'
    """
    if case.data[:1] not in _FIRST_OF_MARKS:
        return None
    return next((codec for mark, codec in _MARKS if case.data.startswith(mark)), None)


def utf8_bytes(case: Case) -> str | None:
    """The whole body is valid UTF-8. Other encodings of Chinese hardly ever are, by accident only when very short."""
    if b"\0" in case.data[:4096] and zero_bytes(case):
        return None
    return None if case.utf8 is None else "utf-8"


_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.I)


def header(case: Case) -> str | None:
    """The charset of the Content-Type header.

    >>> header(Case(b"", "text/html;Charset=GB2312"))
    'GB2312'
    """
    found = _HEADER_CHARSET.search(case.content_type or "")
    return found[1] if found else None


_NOISE = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|noscript|textarea|title)\b.*?(?:</\1\s*>|\Z)", re.S | re.I
)
_QUIET = re.compile(rb"<!--|<(?:script|style|noscript|textarea|title)\b", re.I)
_META = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:\-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w.:\-]+)", re.I)


def declaration(case: Case) -> str | None:
    """The `<meta charset>` or XML declaration in the page, not one inside a comment or script.

    >>> declaration(Case(b'<!-- <meta charset="utf-8"> --><script charset="big5"></script><meta charset=gbk>'))
    'gbk'
    """
    for size in (LOOKED_AT_FIRST, LOOKED_AT):
        start = case.data[:size]
        if b"\0" in start[:64]:
            start = start.replace(b"\0", b"")
        found = _declared(start)
        if found and (found.end() < len(found.string) or size >= len(case.data)):
            return found[1].decode("ascii", "replace")
        if size >= len(case.data):
            break
    return None


def _declared(start: bytes) -> re.Match[bytes] | None:
    lowered = start.lower()
    if b"<?xml" in lowered and (found := _XML.match(start)):
        return found
    if b"<meta" not in lowered or b"charset" not in lowered:
        return None
    found = _META.search(start)
    if found and _QUIET.search(start, 0, found.end()):
        found = _META.search(_NOISE.sub(b"", start))
    return found


def site_hint(case: Case) -> str | None:
    """What the site's own file says its pages are in."""
    return case.hint


_MARKS_OF_TEXT = frozenset(b"\n\r \"',-./:;<=>")
"""ASCII that no Han character has as its other half, so that U+5F00 is not taken for an underscore."""


def zero_bytes(case: Case) -> str | None:
    """UTF-16 or UTF-32 without a mark: ASCII in it leaves zero bytes, all at the same place of a unit.

    >>> zero_bytes(Case("<p>公开</p>".encode("utf-16le")))
    'utf-16le'
    """
    start = case.data[:4096]
    if b"\0" not in start:
        return None
    start = start[: len(start) // 4 * 4]
    quads = len(start) // 4
    zeros = [start[place::4].count(0) for place in range(4)]
    if quads and zeros[3] == quads and zeros[2] > 0.9 * quads:
        return "utf-32le"
    if quads and zeros[0] == quads and zeros[1] > 0.9 * quads:
        return "utf-32be"
    even, odd = start[0::2], start[1::2]
    little = sum(high == 0 and low in _MARKS_OF_TEXT for low, high in zip(even, odd, strict=False))
    big = sum(high == 0 and low in _MARKS_OF_TEXT for high, low in zip(even, odd, strict=False))
    if max(little, big) * 100 < len(start) or max(little, big) < 4 * min(little, big):
        return None
    return "utf-16le" if little > big else "utf-16be"


def escapes(case: Case) -> str | None:
    """Seven-bit codes of Chinese and Japanese mail, which look like ASCII: HZ and ISO-2022-JP."""
    if not case.data.isascii():
        return None
    if b"\x1b$" in case.data and read_strictly(case.data, "iso2022_jp"):
        return "iso2022_jp"
    if b"~{" in case.data and b"~}" in case.data and read_strictly(case.data, "hz"):
        return "hz"
    return None


def detector(case: Case) -> str | None:
    """charset-normalizer's opinion; loaded only when the bytes do not read as Chinese."""
    from charset_normalizer import from_bytes

    best = from_bytes(case.data[:100_000]).best()
    return codec_of(best.encoding) if best else None


Hears = Callable[[Case], str | None]

DECLARING: tuple[tuple[str, Hears], ...] = (
    ("header", header),
    ("declaration", declaration),
    ("site hint", site_hint),
)
"""Those who only claim; the court checks each claim against the bytes."""

PROVING: tuple[tuple[str, Hears], ...] = (
    ("byte order mark", byte_order_mark),
    ("seven-bit escapes", escapes),
    ("UTF-8 bytes", utf8_bytes),
    ("zero bytes", zero_bytes),
)
"""Those whose evidence is in the bytes themselves, in the order in which they are believed."""
