"""Properties of paragraphs in a binary Word document: heading levels, ends of table rows, where cells stand.

Source: MS-DOC 2.4.6.1 (direct paragraph properties), 2.9.174 (PapxFkp), 2.6.2 and 2.6.3 (Sprm), 2.9.321 (TDefTable).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.attachments.word_pieces import Pieces

_IN_TABLE, _ROW_END, _HUGE, _TABLE, _MERGE_DOWN = 0x2416, 0x2417, 0x6646, 0xD608, 0xD62B
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of an operand by the three highest bits of its code; 6 is of variable length."""


@dataclass(frozen=True)
class CellPlace:
    """One cell of a row: left and right edge in twips, and how it is merged."""

    left: int
    right: int
    merged_left: bool = False
    continues: bool = False
    """True when it belongs to the cell above."""


@dataclass(frozen=True)
class Properties:
    """What is known of one paragraph."""

    style: int = 0
    """Index of its style; 1 to 9 are the headings in every document."""
    in_table: bool = False
    row_end: bool = False
    cells: tuple[CellPlace, ...] = ()


NONE = Properties()


class Paragraphs:
    """Looks up the properties of the paragraph whose mark stands at a byte of the main stream."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        plc = pieces.paragraph_pages
        count = max(len(plc) - 4, 0) // 8
        self._starts = struct.unpack_from(f"<{count + 1}I", plc) if count else ()
        self._pages = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count else ()
        self._page = cache(self._read_page)

    def at(self, offset: int) -> Properties:
        index = bisect_right(self._starts, offset) - 1
        if not 0 <= index < len(self._pages):
            return NONE
        starts, properties = self._page(self._pages[index] & 0x3FFFFF)
        index = bisect_right(starts, offset) - 1
        return properties[index] if 0 <= index < len(properties) else NONE

    def _read_page(self, number: int) -> tuple[tuple[int, ...], tuple[Properties, ...]]:
        """One page of 512 bytes: where its paragraphs begin, and what each is."""
        page = self._pieces.stream[512 * number : 512 * number + 512]
        count = page[511] if len(page) == 512 else 0
        if not count or 4 * (count + 1) + 13 * count > 511:
            return (), ()
        starts = struct.unpack_from(f"<{count + 1}I", page)
        places = (page[4 * (count + 1) + 13 * n] * 2 for n in range(count))
        return starts, tuple(self._read(page, place) for place in places)

    def _read(self, page: bytes, place: int) -> Properties:
        if not place or place + 2 > 511:
            return NONE
        words = page[place]
        start, size = (place + 1, 2 * words - 1) if words else (place + 2, 2 * page[place + 1])
        data = page[start : start + size]
        if len(data) < 2:
            return NONE
        (style,) = struct.unpack_from("<H", data)
        in_table = row_end = False
        cells: tuple[CellPlace, ...] = ()
        for code, operand in self._sprms(data[2:]):
            if code == _IN_TABLE and operand:
                in_table = operand[0] == 1
            elif code == _ROW_END and operand:
                row_end = operand[0] == 1
            elif code == _TABLE:
                cells = _cells(operand)
            elif code == _MERGE_DOWN and len(operand) >= 2 and operand[0] < len(cells):
                old = cells[operand[0]]
                new = CellPlace(old.left, old.right, old.merged_left, operand[1] == 1)
                cells = (*cells[: operand[0]], new, *cells[operand[0] + 1 :])
        return Properties(style, in_table, row_end, cells)

    def _sprms(self, data: bytes, outer: bool = True) -> Iterator[tuple[int, bytes]]:
        """Codes and operands of a property list; one that was moved to the Data stream is read from there."""
        at = 0
        while at + 2 < len(data):
            (code,) = struct.unpack_from("<H", data, at)
            at += 2
            size = _SIZES.get(code >> 13, 0)
            if code == _TABLE:
                size = struct.unpack_from("<H", data.ljust(at + 2, b"\0"), at)[0] - 1
                at += 2
            elif not size:
                size = data[at]
                at += 1
            operand = data[at : at + max(size, 0)]
            at += max(size, 0)
            if code == _HUGE and outer and len(operand) == 4:
                (place,) = struct.unpack("<I", operand)
                (length,) = struct.unpack("<H", self._pieces.data[place : place + 2].ljust(2, b"\0"))
                yield from self._sprms(self._pieces.data[place + 2 : place + 2 + length], outer=False)
            else:
                yield code, operand


def _cells(operand: bytes) -> tuple[CellPlace, ...]:
    """The cells of a TDefTable operand: edges, then 20 bytes a cell whose first two hold the merge bits."""
    count = operand[0] if operand else 0
    if not 0 < count <= 63 or len(operand) < 1 + 2 * (count + 1):
        return ()
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    at = 1 + 2 * (count + 1)
    bits = [
        struct.unpack_from("<H", operand, at + 20 * n)[0] if at + 20 * n + 2 <= len(operand) else 0
        for n in range(count)
    ]
    return tuple(
        CellPlace(left, right, bool(bit & 0x0002), bit & 0x0060 == 0x0020)
        for left, right, bit in zip(edges, edges[1:], bits, strict=False)
    )
