"""The blocks of a file and the minimal page they are written into: the vocabulary the page reader knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Literal

from pipelines.attachments.unsupported import UnsupportedFormat

CELLS = 200_000
"""Cells of all tables of one file; a file of more is data to be read by a program, or a bomb."""

FURNITURE = "page-furniture"
"""Class of the lines a printed page repeats: running heads, running feet, page numbers."""
NOTE = "footnote"

Tag = Literal["p", "h1", "h2", "h3", "h4", "h5", "h6", "li"]

# Controls, lone surrogates and non-characters may stand in no HTML text; a NUL would become U+FFFD.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True)
class Words:
    """One paragraph, heading or list item; a line break within it is a newline."""

    text: str
    tag: Tag = "p"
    role: str = ""
    """FURNITURE, NOTE or ''."""
    hidden: bool = False
    """True for what the file holds and does not show."""
    href: str = ""
    """Where its words lead to; '' for nowhere."""
    sure: float | None = None
    """How sure a recogniser is of its letters on average, 0 to 1; None for words that the file itself holds."""


@dataclass(frozen=True)
class GridCell:
    """One cell at its place on the grid, 0-based."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    inner: tuple[Grid, ...] = ()
    """Tables inside the cell, after its text."""
    sure: float | None = None
    """As in Words."""


@dataclass(frozen=True)
class Grid:
    """A table: cells that do not overlap."""

    cells: tuple[GridCell, ...]
    hidden: bool = False


FileBlock = Words | Grid


def heading(level: int) -> Tag:
    """The tag of a heading level, 6 being the lowest there is."""
    tags: tuple[Tag, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")
    return tags[min(max(level, 1), 6) - 1]


def page(title: str, blocks: Sequence[FileBlock]) -> str:
    """The page of a file. Raises UnsupportedFormat when its tables have more than CELLS cells.

    >>> page("表", [Words("一、总体情况", "h2"), Words("1<2")])
    '<html><head><title>表</title></head><body>\\n<h2>一、总体情况</h2>\\n<p>1&lt;2</p>\\n</body></html>'
    """
    if sum(_count(block) for block in blocks if isinstance(block, Grid)) > CELLS:
        raise UnsupportedFormat(
            f"The file has more than {CELLS:,} table cells, too many to be read as a page."
        )
    lines = [f"<html><head><title>{_text(title).replace('<br>', ' ')}</title></head><body>"]
    for is_item, group in groupby(blocks, lambda block: isinstance(block, Words) and block.tag == "li"):
        written = [_table(block) if isinstance(block, Grid) else _words(block) for block in group]
        lines += ["<ul>", *written, "</ul>"] if is_item else written
    return "\n".join([*lines, "</body></html>"])


def visible(text: str) -> str:
    """A text without characters that no page may hold; surrogate pairs become the characters they stand for."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _FORBIDDEN.sub("", whole)


def _count(grid: Grid) -> int:
    return sum(1 + sum(_count(inner) for inner in cell.inner) for cell in grid.cells)


def _text(text: str) -> str:
    return escape(visible(text).strip(), quote=False).replace("\n", "<br>")


def _words(words: Words) -> str:
    role = f' class="{words.role}"' if words.role else ""
    text = _text(words.text)
    if words.href:
        text = f'<a href="{escape(words.href)}">{text}</a>'
    return f"<{words.tag}{role}{_sure(words.sure)}{' hidden' if words.hidden else ''}>{text}</{words.tag}>"


def _sure(sure: float | None) -> str:
    """The mark of recognised words. Cut and not rounded: what is not sure never shows as 1.00."""
    return "" if sure is None else f' data-recognised="{int(sure * 100) / 100:.2f}"'


def _table(grid: Grid) -> str:
    rows: defaultdict[int, list[GridCell]] = defaultdict(list)
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(cell)
    height = max((cell.row + cell.rowspan for cell in grid.cells), default=0)
    lines = [f"<tr>{''.join(map(_cell, rows[row]))}</tr>" for row in range(height)]
    return "\n".join([f"<table{' hidden' if grid.hidden else ''}>", *lines, "</table>"])


def _cell(cell: GridCell) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f"<td{spans}{_sure(cell.sure)}>{_text(cell.text)}{''.join(map(_table, cell.inner))}</td>"
