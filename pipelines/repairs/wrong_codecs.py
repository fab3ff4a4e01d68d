"""Back to the bytes: the inverse of every wrong decoding met on pages.

Decoders differ at the edges, and the inverse must know all of them: browsers keep the five unassigned bytes of
windows-1252 as control characters, show byte 0x80 of GBK as the euro sign, and read Big5 with additions.
"""

from __future__ import annotations

import codecs
import re
from functools import cache, lru_cache

_EURO = "\N{EURO SIGN}"
_TWO_OF_THREE = re.compile("(?:[\xe0-\xef][\x80-\xbf]|[\xc2-\xdf])$")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
LOST = "\x1a"
"""Stands in the bytes where the wrong decoder lost something: the old SUBSTITUTE control, which no page uses."""


def bytes_of(text: str, codec: str) -> tuple[bytes, int] | None:
    """The bytes that gave `text` when read in `codec`, and how many lost places there were (each U+FFFD); else None.

    >>> bytes_of("æ”\u00bf", "cp1252")
    (b'\\xe6\\x94\\xbf', 0)
    >>> bytes_of("公", "cp1252") is None
    True
    """
    lost = text.count(REPLACEMENT)
    if lost:
        text = text.replace(REPLACEMENT, LOST)
    try:
        if codec in ("gbk", "gb18030"):
            return b"\x80".join(part.encode(codec) for part in text.split(_EURO)), lost
        if codec == "big5hkscs":
            return b"".join(map(_big5_bytes, text)), lost
        return text.encode(codec, _ON_ERROR.get(codec, "strict")), lost
    except (UnicodeEncodeError, KeyError):
        return None


def codes_of(text: str, wrong: str, right: str) -> list[str] | None:
    """The bytes of each character as a string, LOST for U+FFFD; None when the wrong codec lacks a character.

    A euro sign in GBK is byte 0x80 in some programs and the pair A2 E3 in others; what UTF-8 needs there decides.

    >>> codes_of("æ\N{REPLACEMENT CHARACTER}?", "cp1252", "utf-8")
    ['æ', '\\x1a', '?']
    """
    codes: list[str] = []
    for char in text:
        found = _bytes_of_char(char, wrong)
        if found is None:
            return None
        codes.append(found)
    if right == "utf-8" and wrong == "gb18030":
        for place, char in enumerate(text):
            if char == _EURO and _one_is_wanted(codes, place):
                codes[place] = "\xa2\xe3"
    return codes


@lru_cache(20_000)
def _bytes_of_char(char: str, codec: str) -> str | None:
    found = bytes_of(char, codec)
    return found[0].decode("latin-1") if found else None


def _one_is_wanted(codes: list[str], place: int) -> bool:
    """True where the first byte of the place ends a character of UTF-8 and the next must begin another."""
    before = "".join(codes[max(0, place - 2) : place])
    after = codes[place + 1][:1] if place + 1 < len(codes) else ""
    return "\x80" <= after < "\xc0" and bool(_TWO_OF_THREE.search(before))


def text_of(data: bytes, codec: str) -> str | None:
    """The text of the bytes in the right codec, or None when one byte does not fit."""
    try:
        if codec == "gb18030":
            return _EURO.join(part.decode(codec) for part in _at_euro(data))
        return data.decode(codec, _ON_ERROR.get(codec, "strict"))
    except UnicodeDecodeError:
        return None


def _at_euro(data: bytes) -> list[bytes]:
    """Cut where byte 0x80 stands alone, not where it is the second half of a character."""
    if b"\x80" not in data:
        return [data]
    parts, start, at = [], 0, 0
    while at < len(data):
        if data[at] == 0x80:
            parts.append(data[start:at])
            start = at + 1
        at += 2 if data[at] > 0x80 else 1
    return [*parts, data[start:]]


_UNASSIGNED = "\x81\x8d\x8f\x90\x9d"
"""What browsers make of the bytes that windows-1252 leaves out."""


def _encode_control(error: UnicodeError) -> tuple[bytes, int]:
    if isinstance(error, UnicodeEncodeError) and error.object[error.start] in _UNASSIGNED:
        return bytes([ord(error.object[error.start])]), error.start + 1
    raise error


def _microsoft_big5(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeDecodeError):
        at = error.start
        return error.object[at : at + 2].decode("cp950"), at + 2
    raise error


codecs.register_error("gongkai.control", _encode_control)
codecs.register_error("gongkai.microsoft", _microsoft_big5)
SINGLE = ("latin-1", "cp1252", "iso8859-15")
"""Codecs in which every byte is a character."""
_ON_ERROR = {"cp1252": "gongkai.control", "big5hkscs": "gongkai.microsoft"}


def _big5_bytes(char: str) -> bytes:
    return char.encode("ascii") if char < "\x80" else _big5_table()[char]


@cache
def _big5_table() -> dict[str, bytes]:
    """The first pair of bytes that gives each character: Python's encoder prefers a later one for some."""
    table: dict[str, bytes] = {}
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            char = text_of(bytes((lead, trail)), "big5hkscs")
            if char and len(char) == 1:
                table.setdefault(char, bytes((lead, trail)))
    return table


@cache
def hybrid_bytes(char: str) -> tuple[bytes, ...]:
    """The bytes one character may stand for where a decoder read UTF-8 if it could and windows-1252 if not."""
    single = bytes_of(char, "cp1252")
    double = char.encode("utf-8", "ignore") if char > "\x7f" else b""
    return tuple(dict.fromkeys(filter(None, (single[0] if single else b"", double))))
