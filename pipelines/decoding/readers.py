"""Bytes to text in one given codec, browser-like: nothing raises, what cannot be read is U+FFFD.

The codecs of Chinese need help. UTF-8: the rest of a character whose first byte was lost is one loss, not two. GB18030:
a lone byte 0x80 is the euro sign, Python's table is that of the year 2000, and a broken pair must cost one character.
Big5: pages mix the Hong Kong supplement with Microsoft's additions. EUC-TW: Python has none.
"""

from __future__ import annotations

import codecs

from pipelines.decoding.euctw import read_euc_tw
from pipelines.hanzi.private_use import MOVED

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_HANDLERS = {
    "utf-8": "gongkai.utf-8",
    "gb18030": "gongkai.gb18030",
    "big5hkscs": "gongkai.big5",
    "cp1252": "gongkai.cp1252",
}
_FIRST_OF_MOVED = b"\xee"


def read(data: bytes, codec: str) -> str:
    """The text of `data` in `codec`; unreadable bytes become U+FFFD.

    >>> read(b"\\x80 100", "gb18030")
    '\u20ac 100'
    >>> read(b"\\xff\\xbf\\xaa", "gb18030") == "\\ufffd开"
    True
    >>> read("公开".encode()[1:], "utf-8") == "\\ufffd开"
    True
    """
    if codec == "euc_tw":
        return read_euc_tw(data)
    text = data.decode(codec, _HANDLERS.get(codec, "replace"))
    return _present_day(text) if codec == "gb18030" else text


def read_strictly(data: bytes, codec: str) -> str | None:
    """The text of `data` in `codec`, or None when a single byte does not fit."""
    try:
        if codec == "gb18030" and b"\x80" not in data:
            return _present_day(data.decode("gb18030"))
        if codec in ("gb18030", "big5hkscs", "cp1252", "euc_tw"):
            text = read(data, codec)
            return None if REPLACEMENT in text else text
        return data.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _present_day(text: str) -> str:
    """All moved characters, and hardly any others, begin with one byte in UTF-8: that is the quickest way to miss them."""
    return text.translate(MOVED) if _FIRST_OF_MOVED in text.encode("utf-8", "surrogatepass") else text


def _utf8_error(error: UnicodeError) -> tuple[str, int]:
    """A broken beginning of a character is one loss; so are up to three bytes that lost their beginning."""
    assert isinstance(error, UnicodeDecodeError)
    data, end = error.object, error.end
    if 0x80 <= data[error.start] <= 0xBF:
        most = min(error.start + 3, len(data))
        while end < most and 0x80 <= data[end] <= 0xBF:
            end += 1
    return REPLACEMENT, end


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


codecs.register_error("gongkai.utf-8", _utf8_error)
codecs.register_error("gongkai.gb18030", _gb18030_error)
codecs.register_error("gongkai.big5", _big5_error)
codecs.register_error("gongkai.cp1252", _cp1252_error)
