"""A workbook in the old binary format: BIFF8 records in a compound file, one sheet, words and numbers."""

import struct
from collections.abc import Sequence

from crawler.replica.files.compound import compound_file

_BOF, _EOF, _CODEPAGE, _WINDOW1, _FONT, _XF, _STYLE = 0x809, 0x0A, 0x42, 0x3D, 0x31, 0xE0, 0x293
_BOUNDSHEET, _SST, _DIMENSIONS, _LABELSST, _NUMBER, _WINDOW2 = 0x85, 0xFC, 0x200, 0xFD, 0x203, 0x23E


def xls_bytes(sheet: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Give a workbook with `rows` on one sheet; cells of digits become numbers."""
    words = sorted({cell for row in rows for cell in row if not cell.isdigit()})
    head = _record(_BOF, struct.pack("<HHHHII", 0x600, 0x05, 0x0DBB, 0x07CC, 0x41, 0x06))
    head += _record(_CODEPAGE, struct.pack("<H", 1200))
    head += _record(_WINDOW1, struct.pack("<9H", 0, 0, 9000, 6000, 0x38, 0, 0, 1, 600))
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + _short("宋体")
    head += _record(_FONT, font) * 4
    style_format = struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0xF4, 0, 0, 0x20C0)
    cell_format = struct.pack("<HHHBBBBIIH", 0, 0, 0x0001, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    head += _record(_XF, style_format) * 15 + _record(_XF, cell_format)
    head += _record(_STYLE, struct.pack("<HBB", 0x8000, 0, 0xFF))
    tail = _strings(words, sum(not cell.isdigit() for row in rows for cell in row)) + _record(_EOF, b"")
    name = _short(sheet)
    start = len(head) + 4 + 6 + len(name) + len(tail)
    head += _record(_BOUNDSHEET, struct.pack("<IH", start, 0) + name)
    return compound_file("Workbook", head + tail + _sheet(rows, {word: n for n, word in enumerate(words)}))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _short(text: str) -> bytes:
    """A string with a one-byte length, two bytes a character."""
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _strings(words: Sequence[str], uses: int) -> bytes:
    """The shared string table; it must fit into one record, which 8,000 bytes of words do."""
    data = struct.pack("<II", uses, len(words))
    data += b"".join(struct.pack("<HB", len(word), 1) + word.encode("utf-16-le") for word in words)
    assert len(data) < 8224, "the shared strings need a CONTINUE record"
    return _record(_SST, data)


def _sheet(rows: Sequence[Sequence[str]], index: dict[str, int]) -> bytes:
    """The sheet's own stream of records."""
    out = _record(_BOF, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0x41, 0x06))
    out += _record(_DIMENSIONS, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            place = struct.pack("<HHH", r, c, 15)
            out += (
                _record(_NUMBER, place + struct.pack("<d", float(cell)))
                if cell.isdigit()
                else _record(_LABELSST, place + struct.pack("<I", index[cell]))
            )
    out += _record(_WINDOW2, struct.pack("<HHHHHHI", 0x6B6, 0, 0, 64, 0, 0, 0))
    return out + _record(_EOF, b"")
