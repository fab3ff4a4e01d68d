"""Pages of two encodings, and pages with damage: an included header or a pasted fragment is read in its own codec.

The page is cut at line ends and angle brackets, which no codec here can hide, and each piece that does not read well in
the codec of the page is tried in the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pipelines.decoding.bits import bits_of
from pipelines.decoding.careful import read_carefully
from pipelines.decoding.doubt import DROP_IN_BROKEN, DROP_IN_SOUND, doubtful_lines, holds_utf8
from pipelines.decoding.readers import read, read_strictly
from pipelines.decoding.realign import Surroundings
from pipelines.decoding.scales import CHINESE, weight_of

_PIECE = re.compile(rb"[^\n<>]+|[\n<>]+")
_OF_THREE_BYTES = re.compile("[\u0800-\uffff]")
_ENOUGH = 8
"""Characters of Chinese with which a reading without an error that makes sense is no accident."""
WELL = 12.0
"""Mean bits for a character up to which no other codec is asked."""
LEAD_OF_PAGE = 8.0
"""Bits by which another codec must beat that of the page: a fragment is the exception."""
LEAD_OF_STRICT_PAGE = 60.0
"""The same where the codec of the page reads the piece without an error, unless the piece is valid UTF-8."""


class Piece(NamedTuple):
    """A stretch of bytes, its text and the codec that read it."""

    start: int
    end: int
    text: str
    codec: str

    def moved(self, by: int) -> Piece:
        """The same piece in a larger whole that begins `by` bytes earlier."""
        return self._replace(start=self.start + by, end=self.end + by)


def read_page(data: bytes, codec: str) -> tuple[str, list[Piece]]:
    """The text of a page in a codec of Chinese, and the pieces of it that needed a closer look, in order."""
    text = read_strictly(data, codec)
    if text is None:
        pieces = _pieces(data, codec, DROP_IN_BROKEN, Surroundings())
        return "".join(piece.text for piece in pieces), pieces
    doubted = doubtful_lines(data, text, codec) if codec != "utf-8" else []
    if not doubted:
        return text, []
    lines, raw = text.split("\n"), data.split(b"\n")
    starts = list(accumulate((len(line) + 1 for line in raw), initial=0))
    looked_at: list[Piece] = []
    for number in doubted:
        around = Surroundings("\n" * (number > 0), "\n" * (number < len(raw) - 1))
        pieces = _pieces(raw[number], codec, DROP_IN_SOUND, around)
        lines[number] = "".join(piece.text for piece in pieces)
        looked_at += (piece.moved(starts[number]) for piece in pieces)
    return "\n".join(lines), looked_at


def _pieces(data: bytes, codec: str, drop: float, around: Surroundings) -> list[Piece]:
    """Every piece of the bytes, which stand in `around`, in the codec that reads it best."""
    pieces = []
    for found in _PIECE.finditer(data):
        start, end = found.span()
        around = Surroundings(
            chr(data[start - 1]) if start else "", chr(data[end]) if end < len(data) else ""
        )
        text, used = _best(found[0], codec, drop, around)
        pieces.append(Piece(start, end, text, used))
    return pieces


def _best(piece: bytes, codec: str, drop: float, around: Surroundings) -> tuple[str, str]:
    if piece.isascii():
        return piece.decode("ascii"), codec
    strict = read_strictly(piece, codec)
    utf8 = holds_utf8(piece)
    if strict is not None and codec == "utf-8" and _OF_THREE_BYTES.search(strict):
        return strict, codec
    rivals = [
        other for other in CHINESE if other != codec and (strict is None or (other == "utf-8" and utf8))
    ]
    if (sure := _unmistakable(piece, rivals)) is not None:
        return sure
    text = read_carefully(piece, codec, drop, around)
    weight = weight_of(text)
    if not utf8 and weight.mean < WELL:
        return text, codec
    heard = [(sum(bits_of(text)), text, codec)]
    for other in CHINESE:
        if other == codec or (other == "utf-8" and not utf8):
            continue
        if weight_of(read(piece, other)).mean < (min(weight.mean, WELL) if strict else weight.mean):
            text = read_carefully(piece, other, drop, around)
            lead = LEAD_OF_STRICT_PAGE if strict is not None and other != "utf-8" else LEAD_OF_PAGE
            heard.append((sum(bits_of(text)) + lead, text, other))
    _, text, used = min(heard)
    return text, used


def _unmistakable(piece: bytes, codecs: Sequence[str]) -> tuple[str, str] | None:
    """The reading of a piece that is in one of the codecs beyond doubt, so that no other need be weighed."""
    for codec in codecs:
        text = read_strictly(piece, codec)
        if text and len(_OF_THREE_BYTES.findall(text)) >= _ENOUGH and weight_of(text).mean < WELL:
            return text, codec
    return None


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
