"""Binary Word documents, written by hand from MS-DOC: pieces of both widths, fields, tables with merged cells."""

import struct

import pytest

from crawler.replica.files.zipped import zip_bytes
from pipelines.attachments.content import UnsupportedFormat, page_of_file

pytest.importorskip("olefile", reason="the docs extra is not installed")

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TEXT_AT, PAGE_AT = 1024, 3072
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"

Mark = tuple[str, bytes]
"""A paragraph with its mark, and the property list that applies to it: style index, then sprms."""


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams, each at least 4,096 bytes and a whole number of sectors long."""
    chains, data, sector = [FAT, END], b"", 2
    entries = [("Root Entry", 5, END, 0, 1)]
    for number, (name, body) in enumerate(streams.items(), 1):
        body = body.ljust(max(-(-len(body) // 512), 8) * 512, b"\0")
        count = len(body) // 512
        chains += [*range(sector + 1, sector + count), END]
        entries.append((name, 2, sector, len(body), number + 1 if number < len(streams) else FREE))
        sector, data = sector + count, data + body
    directory = b""
    for number, (name, kind, start, size, following) in enumerate(entries):
        words = name.encode("utf-16-le") + b"\0\0"
        child, right = (following, FREE) if number == 0 else (FREE, following)
        directory += words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, FREE, right, child)
        directory += bytes(36) + struct.pack("<III", start, size, 0)
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, END, 0, END, 0, 0) + b"\xff" * 432
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(512, b"\xff")
    return head + table + directory.ljust(512, b"\0") + data


def row_end(edges: list[int], bits: list[int]) -> bytes:
    """The properties of a row's end: where its cells stand and how they are merged (TDefTable)."""
    operand = bytes([len(bits)]) + struct.pack(f"<{len(edges)}h", *edges)
    operand += b"".join(struct.pack("<H", bit) + bytes(18) for bit in bits)
    return IN_TABLE + ROW_END + b"\x08\xd6" + struct.pack("<H", len(operand) + 1) + operand


def document(marks: list[Mark], flags: int = 0) -> bytes:
    """A document of paragraphs; the first piece is of one byte a character when it has only Latin letters."""
    narrow = marks[0][0].isascii()
    first = len(marks[0][0]) if narrow else 0
    text = "".join(words for words, _ in marks)
    body = text[:first].encode("cp1252") + text[first:].encode("utf-16-le")
    starts, at = [TEXT_AT], TEXT_AT
    for number, (words, _) in enumerate(marks):
        at += len(words) * (1 if narrow and number == 0 else 2)
        starts.append(at)
    page, place = bytearray(512), 510
    struct.pack_into(f"<{len(starts)}I", page, 0, *starts)
    for number, (_, properties) in enumerate(marks):
        properties += b"" if len(properties) % 2 else b"\0"
        place -= len(properties) + 1
        place -= place % 2
        page[place] = (len(properties) + 1) // 2
        page[place + 1 : place + 1 + len(properties)] = properties
        page[4 * len(starts) + 13 * number] = place // 2
    page[511] = len(marks)
    positions = [0, first, len(text)] if narrow else [0, len(text)]
    pieces = [0x40000000 | TEXT_AT * 2, TEXT_AT + first] if narrow else [TEXT_AT]
    plc = struct.pack(f"<{len(positions)}I", *positions) + b"".join(
        struct.pack("<HIH", 0, p, 0) for p in pieces
    )
    table = struct.pack("<III", TEXT_AT, at, PAGE_AT // 512) + b"\x02" + struct.pack("<I", len(plc)) + plc
    stream = bytearray(TEXT_AT) + body
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", stream, 0x0A, flags)
    struct.pack_into("<I", stream, 76, len(text))
    struct.pack_into("<II", stream, 154 + 8 * 13, 0, 12)
    struct.pack_into("<II", stream, 154 + 8 * 33, 12, len(plc) + 5)
    return compound({"WordDocument": bytes(stream.ljust(PAGE_AT, b"\0") + page), "0Table": table})


def test_pieces_of_one_and_of_two_bytes_and_heading_styles_are_read() -> None:
    html = page_of_file(
        document([("Annual report\r", b"\0\0"), ("一、总体情况\r", b"\1\0"), ("正文。\r", b"\0\0")])
    ).html
    assert "<p>Annual report</p>\n<h2>一、总体情况</h2>\n<p>正文。</p>" in html


def test_the_result_of_a_field_is_text_and_its_code_is_not() -> None:
    html = page_of_file(document([("见\x13 HYPERLINK x \x14附件\x15。\r", b"\0\0")])).html
    assert "<p>见附件。</p>" in html


def test_rows_and_merged_cells_of_a_table_are_read() -> None:
    inside = b"\0\0" + IN_TABLE
    table = document(
        [
            ("表\r", b"\0\0"),
            ("事项\x07", inside),
            ("数量\x07", inside),
            ("\x07", b"\0\0" + row_end([0, 1000, 3000], [0x60, 0])),
            ("\x07", inside),
            ("1\x07", inside),
            ("\x07", inside),
            ("\x07", b"\0\0" + row_end([0, 1000, 2000, 3000], [0x20, 0, 0])),
            ("完\r", b"\0\0"),
        ]
    )
    assert (
        '<p>表</p>\n<table>\n<tr><td rowspan="2">事项</td><td colspan="2">数量</td></tr>\n'
        "<tr><td>1</td><td></td></tr>\n</table>\n<p>完</p>" in page_of_file(table).html
    )


def test_an_encrypted_document_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="encrypted"):
        page_of_file(document([("文\r", b"\0\0")], flags=0x0100))


def test_a_document_is_known_by_its_content_whatever_its_name() -> None:
    assert page_of_file(document([("文\r", b"\0\0")]), "报告.wps").kind == "doc"
    assert page_of_file(zip_bytes({"a.txt": b"x"}), "报告.doc").kind == "zip"
