"""Workbooks, xls and xlsx (et is xls inside): each sheet under its name, merged ranges as spans.

Source: python-calamine for the values; ECMA-376 part 1, 18.3 and MS-XLS 2.4 only for how far a sheet reaches.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from pipelines.attachments.compound import open_compound
from pipelines.attachments.markup import CELLS, FileBlock, Grid, GridCell, Words
from pipelines.attachments.unsupported import UnsupportedFormat, damaged, extra
from pipelines.attachments.zipped import open_archive, repacked

SLOTS = 4_000_000
"""Rows × columns between the outermost cells. Calamine takes memory for all of them, so it is asked only below."""

_REFERENCE = re.compile(rb"""[\s]r\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CELL_RECORDS = frozenset((0x06, 0x7E, 0xBD, 0xBE, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0xD6, 0xFD))
"""MS-XLS 2.4: Formula, RK, MulRk, MulBlank, Blank, Number, Label, BoolErr, RK, RString, LabelSst."""

Spans = dict[tuple[int, int], tuple[int, int]]


def blocks_of_xlsx(data: bytes) -> tuple[list[FileBlock], list[str]]:
    """The blocks of an Office Open XML workbook. Raises UnsupportedFormat."""
    archive = open_archive(data)
    parts = [name for name in archive.names if name.lower().endswith((".xml", ".rels"))]
    for name in parts:
        if "worksheets/" in name.lower():
            _refuse_far_cells(_references(archive.read(name)))
    return _sheets(repacked(archive, parts), "xlsx")


def blocks_of_xls(data: bytes) -> tuple[list[FileBlock], list[str]]:
    """The blocks of a workbook of Excel 97–2003, or of an et file that is one. Raises UnsupportedFormat."""
    compound = open_compound(data)
    _refuse_far_cells(_cell_records(compound.read("Workbook") or compound.read("Book")))
    return _sheets(data, "xls")


def _sheets(data: bytes, kind: str) -> tuple[list[FileBlock], list[str]]:
    calamine = extra("python_calamine")
    blocks: list[FileBlock] = []
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.typ == calamine.SheetTypeEnum.WorkSheet:
                blocks += _blocks_of_sheet(
                    book.get_sheet_by_name(about.name), about.visible != calamine.SheetVisibleEnum.Visible
                )
    except UnsupportedFormat:
        raise
    except calamine.PasswordError as error:
        raise UnsupportedFormat(f"The {kind} file is encrypted.") from error
    except BaseException as error:
        # A panic in Rust arrives as an exception outside `Exception`.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise damaged(f"{kind} file", error) from error
        raise
    return blocks, []


def _blocks_of_sheet(sheet: Any, hidden: bool) -> list[FileBlock]:
    """A heading and a table; nothing for a sheet without a value. What is in hidden sheets is kept, hidden."""
    rows = [[_words(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    height = max((y + 1 for y, row in enumerate(rows) if any(row)), default=0)
    width = max((x + 1 for row in rows for x, value in enumerate(row) if value), default=0)
    if not height:
        return []
    if height * width > CELLS:
        raise UnsupportedFormat(f"The sheet {sheet.name} has more than {CELLS:,} cells.")
    spans, covered = _spans(sheet.merged_cell_ranges or [], height, width)
    cells = tuple(
        GridCell(y, x, *spans.get((y, x), (1, 1)), rows[y][x] if x < len(rows[y]) else "")
        for y in range(height)
        for x in range(width)
        if (y, x) not in covered
    )
    return [Words(sheet.name.strip(), "h2", hidden=hidden), Grid(cells, hidden)]


def _spans(
    ranges: Iterable[Sequence[Sequence[int]]], height: int, width: int
) -> tuple[Spans, set[tuple[int, int]]]:
    """Spans by first cell, and the cells they cover. A range is cut to the sheet; one that overlaps another is none."""
    spans: Spans = {}
    covered: set[tuple[int, int]] = set()
    taken: set[tuple[int, int]] = set()
    budget = 2 * height * width  # ranges that overlap without end would take time without end
    for (top, left), (bottom, right) in ranges:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        budget -= max(bottom - top + 1, 1) * max(right - left + 1, 1)
        if budget < 0:
            break
        area = {(y, x) for y in range(top, bottom + 1) for x in range(left, right + 1)}
        if len(area) > 1 and not area & taken:
            spans[top, left] = (bottom - top + 1, right - left + 1)
            taken |= area
            covered |= area - {(top, left)}
    return spans, covered


def _words(value: object) -> str:
    """A value as a person reads it: whole numbers without a point, no more digits than Excel keeps.

    >>> _words(5.0), _words(0.1 + 0.2), _words(datetime(2024, 1, 5)), _words(True)
    ('5', '0.3', '2024-01-05', 'TRUE')
    """
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return format(value, ".15g")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value).strip()


def _refuse_far_cells(places: Iterable[tuple[int, int]]) -> None:
    """Raise UnsupportedFormat for a sheet whose cells stand so far apart that all slots between fill the memory."""
    height = width = 0
    for row, column in places:
        height, width = max(height, row), max(width, column)
    if height * width > SLOTS:
        raise UnsupportedFormat(
            f"A sheet reaches over {height:,} rows and {width:,} columns, more than can be read."
        )


def _references(sheet: bytes) -> Iterator[tuple[int, int]]:
    """1-based row and column of each `r="AB12"`, a row's own `r="12"` having column 0; then the cells of the fullest row.

    Cells may leave out where they stand; then they count from the left.
    """
    for match in _REFERENCE.finditer(sheet):
        column = 0
        for letter in match[1].upper():
            column = column * 26 + letter - 64
        yield int(match[2]), column
    yield 0, max(len(_CELL.findall(row)) for row in _ROW.split(sheet))


def _cell_records(stream: bytes) -> Iterator[tuple[int, int]]:
    """1-based row and last column of each cell record of all sheets of a workbook stream."""
    at = 0
    while at + 8 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind in _CELL_RECORDS:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            if kind in (0xBD, 0xBE) and at + 4 + size <= len(stream) and size >= 6:
                column = struct.unpack_from("<H", stream, at + 2 + size)[0]
            yield row + 1, column + 1
        at += 4 + size
