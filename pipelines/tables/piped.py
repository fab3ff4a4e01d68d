"""Tables in plain text, as text extractors leave them: cells ended or parted by ``|``.

Three manners are known. A row a line: ``a | b | c`` or ``| a | b | c |``, or with tabs. A cell a line, each ended by
``|``, a row being closed by a line of pipes alone, one for every column that the row's spans swallowed. A cell a line
where rows begin with ``| ``. Spans are gone in all of them, so a row's cells stand at its left; the columns to their right are uncovered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.document import Cell, Table
from pipelines.tree.page import Page, tidy
from pipelines.tree.paths import css_path

Rows = list[list[str]]

_PIPES_ONLY = re.compile(r"\|+")
_LONGEST_RUN = 60
"""A longer run of pipes is what is left of tables that were lost, not a row's end."""
_RULE = re.compile(r":?-+:?")
_LONGEST_CAPTION = 40
_SENTENCE = re.compile(r"[。；;！？]")


def piped_tables(page: Page) -> list[tuple[int, int, Table]]:
    """Tables among the lines of a plain text: index of the first line, of the last line, and the table."""
    found: list[tuple[int, int, Table]] = []
    for first, last in _stretches(page):
        lines = [page.lines[i].text for i in range(first, last + 1)]
        if "|" in lines[0]:
            lines = [tidy(line) for line in lines]
            rows = _rows(lines)
            width = _width(lines, rows) if rows else 0
        else:
            rows = _rows_by_tabs(lines)
            width = max(map(len, rows), default=0)
        if len(rows) > 1 and width > 1:
            found.append((first, last, _table(page, first, rows, width)))
    return found


def _stretches(page: Page) -> list[tuple[int, int]]:
    """Runs of lines that have a pipe, or a tab inside, as first and last index."""
    stretches: list[tuple[int, int]] = []
    before = ""
    for index, line in enumerate(page.lines):
        sign = "|" if "|" in line.text else "\t" if "\t" in line.text.strip() else ""
        if sign and "|" * _LONGEST_RUN not in line.text:
            if sign == before:
                stretches[-1] = (stretches[-1][0], index)
            else:
                stretches.append((index, index))
        else:
            sign = ""
        before = sign
    return stretches


def _rows(lines: Sequence[str]) -> Rows:
    """The rows in the manner that the lines are written in; [] when it is none of the three."""
    if all(_is_cell(line) for line in lines):
        if any(line.startswith("| ") for line in lines):
            return _rows_by_start(lines)
        return _rows_by_pipes(lines)
    rows = [_split(line) for line in lines]
    framed = all(line.startswith("|") and line.endswith("|") for line in lines)
    if not framed and not _is_even(rows):
        return []
    return [row for row in rows if not all(_RULE.fullmatch(cell) for cell in row)]


def _is_cell(line: str) -> bool:
    """True for one cell, or none: ``text |``, ``| text |``, ``|``, ``||||``."""
    return bool(_PIPES_ONLY.fullmatch(line)) or (
        line.endswith("|") and "|" not in line.removeprefix("|")[:-1]
    )


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]


def _is_even(rows: Rows) -> bool:
    """True when most lines have the same number of cells; else pipes are only punctuation."""
    width, lines = Counter(len(row) for row in rows).most_common(1)[0]
    return width > 1 and 2 * lines > len(rows)


def _rows_by_tabs(lines: Sequence[str]) -> Rows:
    """A row a line, as spreadsheets are pasted; tabs that only indent or part sentences make no rows."""
    rows = [[tidy(cell) for cell in line.split("\t")] for line in lines]
    if not _is_even(rows) or any(_SENTENCE.search(cell) for row in rows for cell in row):
        return []
    return rows


def _rows_by_start(lines: Sequence[str]) -> Rows:
    """A cell a line, the first of a row begun with ``| ``; a lone pipe is an empty cell."""
    rows: Rows = []
    for line in lines:
        if line.startswith("| ") or not rows:
            rows.append([])
        rows[-1].append(line.strip("| "))
    return rows


def _rows_by_pipes(lines: Sequence[str]) -> Rows:
    """A cell a line, rows closed by pipes for the columns that are missing; a full row has no such line.

    The first row is a heading and tells the width. A single pipe that does not complete a row is an empty cell. The
    last row may have lost its pipes. Any other count contradicts the manner: [].
    """
    width = _first_width(lines)
    rows: Rows = [[]]
    for line in lines:
        pipes = len(line) if _PIPES_ONLY.fullmatch(line) else 0
        if len(rows[-1]) == width:
            rows.append([])
        row = rows[-1]
        if not pipes:
            row.append(line.removesuffix("|").strip())
        elif row and len(row) + pipes == width:
            rows.append([])
        elif pipes == 1:
            row.append("")
        else:
            return []
    return [row for row in rows if row]


def _first_width(lines: Sequence[str]) -> int:
    """Cells before the first line of pipes alone, and those pipes."""
    for index, line in enumerate(lines):
        if _PIPES_ONLY.fullmatch(line):
            return index + len(line)
    return len(lines)


def _width(lines: Sequence[str], rows: Rows) -> int:
    widest = max(map(len, rows))
    by_pipes = all(_is_cell(line) for line in lines) and not any(line.startswith("| ") for line in lines)
    return max(widest, _first_width(lines)) if by_pipes else widest


def _table(page: Page, first: int, rows: Rows, width: int) -> Table:
    cells = tuple(Cell(y, x, 1, 1, text) for y, row in enumerate(rows) for x, text in enumerate(row))
    above = tidy(page.lines[first - 1].text) if first else ""
    caption = above if len(above) <= _LONGEST_CAPTION and not re.search(r"[。；;|]", above) else ""
    return Table(caption, cells, len(rows), width, css_path(page.tree, page.lines[first].owner))
