"""Tables in plain text, as text extractors leave them: cells ended or parted by ``|``.

Three manners are known. A row a line: ``a | b | c``. A cell a line, each ended by ``|``, a row being closed by a line
of pipes alone, one for every column that the row's spans swallowed. A cell a line where rows begin with ``| ``.
Spans are gone in all of them, so a row's cells stand at its left; the columns to their right are uncovered.
"""

from __future__ import annotations

import re
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


def piped_tables(page: Page) -> list[tuple[int, int, Table]]:
    """Tables among the lines of a plain text: index of the first line, of the last line, and the table."""
    found: list[tuple[int, int, Table]] = []
    for first, last in _stretches(page):
        lines = [tidy(page.lines[i].text) for i in range(first, last + 1)]
        rows = _rows(lines)
        if len(rows) > 1 and max(map(len, rows)) > 1:
            found.append((first, last, _table(page, first, rows, _width(lines, rows))))
    return found


def _stretches(page: Page) -> list[tuple[int, int]]:
    """Runs of lines that have a pipe, as first and last index."""
    stretches: list[tuple[int, int]] = []
    for index, line in enumerate(page.lines):
        if "|" not in line.text or "|" * _LONGEST_RUN in line.text:
            continue
        if stretches and stretches[-1][1] == index - 1:
            stretches[-1] = (stretches[-1][0], index)
        else:
            stretches.append((index, index))
    return stretches


def _rows(lines: Sequence[str]) -> Rows:
    """The rows in the manner that the lines are written in; [] when it is none of the three."""
    if all(_is_cell(line) for line in lines):
        if any(line.startswith("| ") for line in lines):
            return _rows_by_start(lines)
        return _rows_by_pipes(lines)
    rows = [_split(line) for line in lines]
    return [row for row in rows if not all(_RULE.fullmatch(cell) for cell in row)] if _is_even(rows) else []


def _is_cell(line: str) -> bool:
    """True for one cell, or none: ``text |``, ``| text |``, ``|``, ``||||``."""
    return bool(_PIPES_ONLY.fullmatch(line)) or (
        line.endswith("|") and "|" not in line.removeprefix("|")[:-1]
    )


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]


def _is_even(rows: Rows) -> bool:
    """True when most lines have as many cells as the first; else pipes are only punctuation."""
    return len(rows[0]) > 1 and 2 * sum(len(row) == len(rows[0]) for row in rows) > len(rows)


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
