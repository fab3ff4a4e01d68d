"""Read UTF-8 from which bytes are missing, guessing the character where what is left nearly determines it.

`锛?` is all that a GBK decoder leaves of a full-width comma before a line end: two of its three bytes and a question
mark. The two bytes narrow it to 64 characters, the neighbours and the bigram model usually to one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.hanzi.model import bigrams

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
CLEAR = 2.5
"""Bits by which the likeliest character must lead the second to be written down as a guess."""
_WHOLE = re.compile(
    rb"[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_TORN = re.compile(
    rb"[\xe3-\xef][?\x1a][\x80-\xbf](?![\x80-\xbf])|[\xe3-\xef][\x80-\xbf][?\x1a]?|[\xe3-\xef][?\x1a]{0,2}"
    rb"|[?\x1a][\x80-\xbf]{2}|[?\x1a]{0,2}[\x80-\xbf]|[\x80-\xff]"
)
"""What is left of a character of three bytes; `?` and SUBSTITUTE mark a byte that is gone."""


class Filled(NamedTuple):
    """A text, the characters guessed in it, and those that stay lost (U+FFFD)."""

    text: str
    guessed: int
    lost: int


def fill(data: bytes) -> Filled:
    """The text of torn UTF-8.

    >>> fill("信息公开".encode()[:-1] + b"?") == ("信息公开", 1, 0)
    True
    """
    chars: list[str] = []
    guessed = lost = at = 0
    while at < len(data):
        torn = _TORN.match(data, at)
        whole = _whole(data, at)
        if whole and not (torn and torn[0][:1] in b"?\x1a"):
            chars.append(whole)
            at += len(whole.encode("utf-8"))
            continue
        piece = torn[0] if torn else data[at : at + 1]
        at += len(piece)
        char = _likeliest(piece, chars[-1] if chars else "\n", _whole(data, at) or "\n")
        guessed, lost = guessed + (char != REPLACEMENT), lost + (char == REPLACEMENT)
        chars.append(char)
    return Filled("".join(chars), guessed, lost)


def _whole(data: bytes, at: int) -> str | None:
    """The sound character that begins here."""
    found = _WHOLE.match(data, at)
    try:
        return found[0].decode("utf-8") if found and found[0] != b"\x1a" else None
    except UnicodeDecodeError:
        return None


def _likeliest(torn: bytes, left: str, right: str) -> str:
    model = bigrams()
    costs = sorted((model.cost(left, char) + model.cost(char, right), char) for char in _candidates(torn))
    if not costs or (len(costs) > 1 and costs[1][0] - costs[0][0] < CLEAR):
        return REPLACEMENT
    return costs[0][1]


@lru_cache(4096)
def _candidates(torn: bytes) -> tuple[str, ...]:
    """Known characters of three bytes that what is left can have come from."""
    left = b"".join(b"[\x80-\xff]" if byte in b"?\x1a" else re.escape(bytes([byte])) for byte in torn)
    missing = b"[\x80-\xbf]*"
    shape = re.compile(
        left + missing
        if torn[:1] >= b"\xc2"
        else missing + left
        if len(torn) == 3
        else b"[\xe3-\xef]" + missing + left
    )
    known = ((char, char.encode("utf-8")) for char in bigrams().index)
    return tuple(char for char, code in known if len(code) == 3 and shape.fullmatch(code))
