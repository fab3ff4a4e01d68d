"""The tables of two readings, cell by cell: tables, rows and columns are paired by their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipelines.comparison.alignment import Pair, align
from pipelines.document import Table

_NUMBER = re.compile(r"[\d０-９.,．，%％/\-—\s]*")


class CellChange(NamedTuple):
    """A cell, row, column or table that is not in both readings as it was.

    `table` is the ordinal in the later reading (in the earlier one for what is gone); `row` and `column` are the
    labels a person would point at, '' where the whole table or row is meant.
    """

    what: Literal["changed", "gone", "new"]
    part: Literal["cell", "row", "column", "table"]
    table: int
    row: str
    column: str
    before: str
    after: str


def compare_tables(earlier: Sequence[Table], later: Sequence[Table]) -> tuple[CellChange, ...]:
    """Changes in the order of the later reading's tables."""
    changes: list[CellChange] = []
    for old, new in align([_labels(table) for table in earlier], [_labels(table) for table in later]):
        if old is None and new is not None:
            changes.append(CellChange("new", "table", new, "", "", "", later[new].caption or later[new].text))
        elif new is None and old is not None:
            changes.append(
                CellChange("gone", "table", old, "", "", earlier[old].caption or earlier[old].text, "")
            )
        elif old is not None and new is not None and earlier[old] != later[new]:
            changes += _compare(earlier[old].grid, later[new].grid, new)
    return tuple(changes)


def _compare(before: list[list[str]], after: list[list[str]], table: int) -> list[CellChange]:
    changes: list[CellChange] = []
    columns = _columns(before, after)
    names = _column_names(after)
    for old, new in columns:
        if old is None and new is not None:
            changes.append(CellChange("new", "column", table, "", names[new], "", names[new]))
        elif new is None and old is not None:
            name = _column_names(before)[old]
            changes.append(CellChange("gone", "column", table, "", name, name, ""))
    for up, down in _rows(before, after):
        if up is None and down is not None:
            changes.append(
                CellChange("new", "row", table, _row_name(after[down]), "", "", _line(after[down]))
            )
        elif down is None and up is not None:
            changes.append(CellChange("gone", "row", table, _row_name(before[up]), "", _line(before[up]), ""))
        elif up is not None and down is not None:
            changes += _cells(before[up], after[down], columns, names, table)
    return changes


def _cells(
    before: list[str], after: list[str], columns: Sequence[Pair], names: Sequence[str], table: int
) -> list[CellChange]:
    """Changed cells of a row; a cell over several columns is told once."""
    changes: list[CellChange] = []
    for old, new in columns:
        if old is None or new is None or before[old] == after[new]:
            continue
        change = CellChange("changed", "cell", table, _row_name(after), names[new], before[old], after[new])
        spanned = new and after[new] == after[new - 1] and old and before[old] == before[old - 1]
        if not (spanned and changes and changes[-1][5:] == change[5:]):
            changes.append(change)
    return changes


def _rows(before: list[list[str]], after: list[list[str]]) -> list[Pair]:
    """Rows with the same labels belong together; as many rows on both sides without labels stand in order."""
    left, right = [_row_key(row) for row in before], [_row_key(row) for row in after]
    if left == right:
        return [Pair(i, i) for i in range(len(before))]
    return align(left, right)


def _columns(before: list[list[str]], after: list[list[str]]) -> list[Pair]:
    widths = len(before[0]) if before else 0, len(after[0]) if after else 0
    if widths[0] == widths[1]:
        return [Pair(i, i) for i in range(widths[0])]
    return align(_column_names(before), _column_names(after))


def _labels(table: Table) -> str:
    """What a table is known by: its caption and the words of its cells, numbers left out."""
    return " ".join([table.caption, *(cell.text for cell in table.cells if not _NUMBER.fullmatch(cell.text))])


def _row_key(row: Sequence[str]) -> str:
    return "|".join(text for text in dict.fromkeys(row) if not _NUMBER.fullmatch(text)) or _line(row)


def _row_name(row: Sequence[str]) -> str:
    """The last label before the first number: of 三、本年度办理结果 | （一）予以公开 | 12 the second."""
    label = ""
    for text in row:
        if _NUMBER.fullmatch(text):
            break
        label = text
    return label


def _column_names(grid: list[list[str]]) -> list[str]:
    """The lowest words above the first number of each column."""
    names = []
    for column in range(len(grid[0]) if grid else 0):
        label = ""
        for row in grid:
            if _NUMBER.fullmatch(row[column]) and row[column]:
                break
            label = row[column] or label
        names.append(label)
    return names


def _line(row: Sequence[str]) -> str:
    told = [text for i, text in enumerate(row) if not i or text != row[i - 1] or _NUMBER.fullmatch(text)]
    return " | ".join(told)
