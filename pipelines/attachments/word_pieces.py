"""The text of a binary Word document by character position, put together from its pieces.

Source: MS-DOC 2.4.1 (retrieving text), 2.5 (the FIB), 2.9.38 (Clx), 2.9.177 (Pcd).
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.attachments.compound import Compound
from pipelines.attachments.unsupported import UnsupportedFormat

CHARACTERS = 10_000_000
"""Of all parts of a document together; the pieces of a bomb may all point to the same bytes."""

_CLX, _PAPX = 33, 13  # FibRgFcLcb97: fcClx, fcPlcfBtePapx
_PARTS = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")


@dataclass(frozen=True)
class Piece:
    """Characters from `start` on stand at byte `offset` of the main stream, one or two bytes each."""

    start: int
    offset: int
    width: int


@dataclass(frozen=True)
class Pieces:
    """A document's text, one character a UTF-16 unit so that positions hold, and what else later steps look up."""

    text: str = field(repr=False)
    pieces: tuple[Piece, ...]
    parts: dict[str, tuple[int, int]]
    """Positions of the main text, footnotes, headers and so on."""
    stream: bytes = field(repr=False)
    paragraph_pages: bytes = field(repr=False)
    """PlcBtePapx: where the properties of paragraphs stand in the stream."""
    data: bytes = field(repr=False)
    """The Data stream, where properties too long for a page stand."""

    def offset(self, position: int) -> int:
        """The byte of the main stream at which a character begins."""
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1]
        return piece.offset + (position - piece.start) * piece.width


def pieces_of(compound: Compound) -> Pieces:
    """The text of a document. Raises UnsupportedFormat when it is encrypted or too old, struct.error when damaged."""
    stream = compound.read("WordDocument")
    ident, version = struct.unpack_from("<HH", stream, 0)
    (flags,) = struct.unpack_from("<H", stream, 0x0A)
    if ident != 0xA5EC or version < 0x00C1:
        raise UnsupportedFormat(
            "The doc file is of a version before Word 97, which is archived and not read."
        )
    if flags & 0x0100:
        raise UnsupportedFormat("The doc file is encrypted.")
    table = compound.read("1Table" if flags & 0x0200 else "0Table")
    lengths = struct.unpack_from("<8I", stream, 76)
    parts, position = {}, 0
    for name, length in zip(_PARTS, lengths, strict=True):
        parts[name] = (position, position + length)
        position += length
    positions, descriptors = _piece_table(_part(stream, table, _CLX))
    if not positions or positions[-1] > CHARACTERS:
        raise UnsupportedFormat("The doc file has no text that can be found, or an absurd amount of it.")
    texts, pieces = [], []
    for start, end, place in zip(positions, positions[1:], descriptors, strict=False):
        narrow = bool(place & 0x40000000)
        offset = (place & 0x3FFFFFFF) // 2 if narrow else place & 0x3FFFFFFF
        pieces.append(Piece(start, offset, 1 if narrow else 2))
        texts.append(_characters(stream, offset, max(end - start, 0), narrow))
    papx = _part(stream, table, _PAPX)
    return Pieces("".join(texts), tuple(pieces), parts, stream, papx, compound.read("Data"))


def _part(stream: bytes, table: bytes, index: int) -> bytes:
    offset, length = struct.unpack_from("<II", stream, 154 + 8 * index)
    return table[offset : offset + length]


def _piece_table(clx: bytes) -> tuple[tuple[int, ...], list[int]]:
    """Positions and places of the pieces, behind the property lists that may precede them."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        return (), []
    (length,) = struct.unpack_from("<I", clx, at + 1)
    count = max(min(length, len(clx) - at - 5) - 4, 0) // 12
    positions = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    start = at + 5 + 4 * (count + 1)
    if positions[0] != 0 or any(a > b for a, b in pairwise(positions)):
        return (), []
    return positions, [struct.unpack_from("<I", clx, start + 8 * n + 2)[0] for n in range(count)]


def _characters(stream: bytes, offset: int, count: int, narrow: bool) -> str:
    """Exactly `count` characters; those that the stream does not hold become U+FFFD."""
    if narrow:
        text = stream[offset : offset + count].decode("cp1252", "replace")
    else:
        raw = stream[offset : offset + 2 * count]
        units = array("H", raw[: len(raw) // 2 * 2])
        if struct.pack("=H", 1) != b"\x01\x00":
            units.byteswap()
        text = "".join(map(chr, units))
    return text.ljust(count, "\ufffd")
