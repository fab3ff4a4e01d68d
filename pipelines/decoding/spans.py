"""Pages of two encodings: an included header or a pasted fragment is read in its own codec.

The page is cut at line ends and angle brackets, which no codec here can hide, and each piece that does not read well in
the codec of the page is tried in the others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.decoding.readers import read_strictly
from pipelines.decoding.realign import cost_with_losses, read_with_care, reads_well
from pipelines.decoding.scales import CHINESE
from pipelines.hanzi.common import rare_run

_PIECE = re.compile(rb"[^\n<>]+|[\n<>]+")
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}")
LEAD_OF_PAGE = 8.0
"""Bits by which another codec must beat that of the page: a fragment is the exception."""
LEAD_OF_STRICT_PAGE = 60.0
"""The same where the codec of the page reads the piece without an error, unless the piece is valid UTF-8."""
SHORT = 20_000
"""Bytes up to which every character is weighed; in longer pages runs of rare characters are sign enough."""


class Piece(NamedTuple):
    """A stretch of bytes, its text and the codec that read it."""

    start: int
    end: int
    text: str
    codec: str


def read_page(data: bytes, codec: str) -> str | None:
    """The text when the whole page reads without doubt in one codec, else None: then `read_pieces` is needed."""
    if codec != "utf-8" and _UTF8_RUN.search(data):
        return None
    text = read_strictly(data, codec)
    if text is None or codec not in CHINESE:
        return text
    doubtful = not reads_well(text) if len(data) < SHORT else rare_run().search(text)
    return None if doubtful else text


def read_pieces(data: bytes, codec: str) -> list[Piece]:
    """Every piece of the page in the codec that reads it best."""
    pieces = []
    for found in _PIECE.finditer(data):
        text, used = _best(found[0], codec)
        pieces.append(Piece(found.start(), found.end(), text, used))
    return pieces


def _best(piece: bytes, codec: str) -> tuple[str, str]:
    if piece.isascii():
        return piece.decode("ascii"), codec
    text = read_page(piece, codec)
    if text is not None:
        return text, codec
    strict = read_strictly(piece, codec) is not None
    heard = [(cost_with_losses(read), 0.0, read, codec) for read in [read_with_care(piece, codec)]]
    for other in CHINESE:
        if other != codec and (other != "utf-8" or _UTF8_RUN.search(piece)):
            read = read_with_care(piece, other)
            lead = LEAD_OF_STRICT_PAGE if strict and other != "utf-8" else LEAD_OF_PAGE
            heard.append((cost_with_losses(read), lead, read, other))
    best = min(heard, key=lambda one: one[0] + one[1])
    return best[2], best[3]


def foreign_spans(pieces: list[Piece], codec: str) -> tuple[tuple[int, int, str], ...]:
    """Byte spans read in another codec than the page's, neighbours of one codec joined."""
    spans: list[tuple[int, int, str]] = []
    for piece in pieces:
        if piece.codec == codec:
            continue
        if spans and spans[-1][1] == piece.start and spans[-1][2] == piece.codec:
            spans[-1] = (spans[-1][0], piece.end, piece.codec)
        else:
            spans.append((piece.start, piece.end, piece.codec))
    return tuple(spans)
