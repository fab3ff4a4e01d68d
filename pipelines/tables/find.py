"""Which table elements hold data. Most tables of older pages only arrange the page; those are read as if not there.

Tables that are found never overlap. A table inside a cell of a data table is text of that cell; a table inside a
layout table is looked at for itself. So each character of a page belongs to one table at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipelines.tables.rows import own_rows
from pipelines.tables.spans import SLOTS
from pipelines.tree.flat import TEXT
from pipelines.tree.page import Page, tidy

_PARAGRAPH = 20
"""Characters: a shorter block in a cell is a piece of a label, not a paragraph of an article."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one cell holds, in characters; paragraphs are counted."""

    row: int
    own: int
    """Outside nested tables."""
    nested: int
    linked: int
    paragraphs: int
    header: bool


def data_tables(page: Page, start: int, end: int) -> list[int]:
    """Ordinals of the data tables among the nodes `start` up to `end`, in document order.

    Layout is: a table with one cell of text, or one such cell a row; one that holds the article (most of its
    text in a cell of three paragraphs and more) or other tables; one that is made of links.
    """
    sums = [0, *accumulate(len(tidy(line.text)) for line in page.lines)]
    found: list[int] = []
    passed = start
    for node in range(start, end):
        if page.tree.tags[node] != "table" or node < passed or page.tree.hidden[node]:
            continue
        if not _layout_reason(page, sums, node):
            found.append(node)
            passed = page.tree.ends[node]
    return found


def _layout_reason(page: Page, sums: Sequence[int], table: int) -> str:
    """Why a table only arranges the page, in a few words; '' for a data table."""
    rows = own_rows(page.tree, table)
    cells = [_facts(page, sums, y, cell) for y, row in enumerate(rows) for cell in row.cells]
    written = [cell for cell in cells if cell.own or cell.nested]
    in_row = [0] * len(rows)
    for cell in written:
        in_row[cell.row] += 1
    several = sum(count > 1 for count in in_row)
    if len(written) < 2:
        return "one cell"
    if any(cell.nested for cell in cells) and not _is_grid_around_tables(written, in_row):
        return "holds tables"
    if _holds_article(written, in_row, several):
        return "holds the article"
    if sum(cell.linked for cell in cells) > 0.8 * sum(cell.own for cell in cells):
        return "navigation"
    if several == 0:
        return "" if _is_list_with_head(written) else "one cell a row"
    if several == 1 and max(in_row) < 3:
        return "one pair"
    if len(rows) * max(len(row.cells) for row in rows) > max(SLOTS, 50 * len(cells)):
        return "too ragged for a grid"
    return ""


def _is_grid_around_tables(written: Sequence[_Facts], in_row: Sequence[int]) -> bool:
    """True for a data table with small tables inside some cells: they hold less text and never fill a row."""
    plain_rows = {cell.row for cell in written if in_row[cell.row] > 1 and not cell.nested}
    framed = any(cell.nested and in_row[cell.row] == 1 for cell in written)
    inside, outside = sum(cell.nested for cell in written), sum(cell.own for cell in written)
    return len(plain_rows) > 1 and not framed and inside < outside


def _holds_article(written: Sequence[_Facts], in_row: Sequence[int], several: int) -> bool:
    """True when one cell holds the paragraphs that the table is there to arrange.

    A decision on a penalty is often told in one cell of paragraphs; there the other rows are pairs or more.
    """
    text = sum(cell.own for cell in written)
    for cell in written:
        alone = in_row[cell.row] == 1
        if 2 * cell.own > text and (alone or several < 2) and (cell.paragraphs >= 3 or cell.own > 300):
            return True
    return False


def _is_list_with_head(written: Sequence[_Facts]) -> bool:
    """The rare data table of one column: a head and at least two short entries."""
    return len(written) > 2 and written[0].header and all(c.own <= 30 and not c.linked for c in written[1:])


def _facts(page: Page, sums: Sequence[int], row: int, cell: int) -> _Facts:
    """Nested tables are weighed and passed over, so that all tables of a page are looked at in linear time."""
    tree = page.tree
    lines = page.lines_within(cell)
    own = sums[lines.stop] - sums[lines.start]
    nested = paragraphs = linked = 0
    index, after = lines.start, cell + 1
    for first, last in [*_topmost(page, "table", cell + 1, tree.ends[cell]), (tree.ends[cell], 0)]:
        linked += sum(_characters(page, *link) for link in _topmost(page, "a", after, first))
        while index < lines.stop and page.lines[index].runs[0] < first:
            paragraphs += sums[index + 1] - sums[index] >= _PARAGRAPH
            index += 1
        if last:
            inner = page.lines_within(first)
            nested += sums[inner.stop] - sums[inner.start]
            index, after = inner.stop, last
    return _Facts(row, own - nested, nested, linked, paragraphs, tree.tags[cell] == "th")


def _topmost(page: Page, tag: str, start: int, end: int) -> list[tuple[int, int]]:
    """Elements of one name among the nodes `start` up to `end`, none inside another, as ranges of nodes."""
    spans: list[tuple[int, int]] = []
    while True:
        try:
            node = page.tree.tags.index(tag, start, end)
        except ValueError:
            return spans
        start = page.tree.ends[node]
        spans.append((node, start))


def _characters(page: Page, first: int, last: int) -> int:
    tree = page.tree
    runs = (node for node in range(first, last) if tree.tags[node] == TEXT and not tree.hidden[node])
    return sum(len(tidy(page.texts[run])) for run in runs)
