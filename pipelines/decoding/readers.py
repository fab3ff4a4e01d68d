"""Bytes to text in one given codec, browser-like: nothing raises, what cannot be read is U+FFFD.

Two Chinese codecs need help. GB18030: a lone byte 0x80 is the euro sign, Python's table is that of the year 2000, and a
broken pair must cost one character. Big5: pages mix the Hong Kong supplement with Microsoft's additions.
"""

from __future__ import annotations

import codecs

from pipelines.hanzi.private_use import MOVED, MOVED_SIGN

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def read(data: bytes, codec: str) -> str:
    """The text of `data` in `codec`; unreadable bytes become U+FFFD.

    >>> read(b"\\x80 100", "gb18030")
    '\u20ac 100'
    >>> read(b"\\xff\\xbf\\xaa", "gb18030") == "\\ufffd开"
    True
    """
    if codec == "gb18030":
        return _present_day(data.decode("gb18030", "gongkai.gb18030"))
    if codec == "big5hkscs":
        return data.decode("big5hkscs", "gongkai.big5")
    if codec == "cp1252":
        return data.decode("cp1252", "gongkai.cp1252")
    return data.decode(codec, "replace")


def read_strictly(data: bytes, codec: str) -> str | None:
    """The text of `data` in `codec`, or None when a single byte does not fit."""
    try:
        if codec == "gb18030" and b"\x80" not in data:
            return _present_day(data.decode("gb18030"))
        if codec in ("gb18030", "big5hkscs", "cp1252"):
            text = read(data, codec)
            return None if REPLACEMENT in text else text
        return data.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _present_day(text: str) -> str:
    return text.translate(MOVED) if MOVED_SIGN.search(text) else text


def _gb18030_error(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    at = error.start
    if error.object[at] == 0x80:
        return "\N{EURO SIGN}", at + 1
    return REPLACEMENT, at + 1


def _big5_error(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    at = error.start
    try:
        return error.object[at : at + 2].decode("cp950"), at + 2
    except UnicodeDecodeError:
        return REPLACEMENT, at + 1


def _cp1252_error(error: UnicodeError) -> tuple[str, int]:
    """The five bytes without a character are control characters, as in browsers."""
    assert isinstance(error, UnicodeDecodeError)
    return chr(error.object[error.start]), error.start + 1


codecs.register_error("gongkai.gb18030", _gb18030_error)
codecs.register_error("gongkai.big5", _big5_error)
codecs.register_error("gongkai.cp1252", _cp1252_error)
