"""Which table elements hold data. Most tables of older pages only arrange the page; those are read as if not there.

Tables that are found never overlap. A table inside a cell of a data table is text of that cell; a table inside a
layout table is looked at for itself. So each character of a page belongs to one table at most.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.tables.cells import tidied
from pipelines.tables.rows import Row, own_rows
from pipelines.tables.spans import SLOTS
from pipelines.tree.flat import TEXT, Tree
from pipelines.tree.page import Page

_PARAGRAPH = 20
"""Characters: a shorter block in a cell is a piece of a label, not a paragraph of an article."""


class _Facts(NamedTuple):
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
    found: list[int] = []
    sums = [0]
    tree, node = page.tree, start
    while (node := _next(tree, "table", node, end)) < end:
        _add_up(page, page.lines_within(node), sums)
        if not tree.hidden[node] and not _layout_reason(page, sums, node):
            found.append(node)
            node = tree.ends[node]
        else:
            node += 1
    return found


def _add_up(page: Page, lines: range, sums: list[int]) -> None:
    """Let `sums[j] - sums[i]` be the characters of lines `i` up to `j` of a table, other lines counting nothing."""
    sums += [sums[-1]] * (lines.start + 1 - len(sums))
    for line in page.lines[len(sums) - 1 : lines.stop]:
        sums.append(sums[-1] + len(tidied(line.text)))


def _next(tree: Tree, tag: str, start: int, end: int) -> int:
    """Ordinal of the first element of a name from `start` up to `end`; `end` when there is none."""
    try:
        return tree.tags.index(tag, start, end)
    except ValueError:
        return end


def _layout_reason(page: Page, sums: Sequence[int], table: int) -> str:
    """Why a table only arranges the page, in a few words; '' for a data table."""
    rows = own_rows(page.tree, table)
    cells = _facts_of(page, sums, table, rows)
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


def _facts_of(page: Page, sums: Sequence[int], table: int, rows: Sequence[Row]) -> list[_Facts]:
    """The facts of every cell; most tables hold no other table and no link, and then a cell is its lines."""
    tree, starts = page.tree, page.starts
    end = tree.ends[table]
    if _next(tree, "table", table + 1, end) < end or _next(tree, "a", table + 1, end) < end:
        return [_facts(page, sums, y, cell) for y, row in enumerate(rows) for cell in row.cells]
    facts, ends, tags, count = [], tree.ends, tree.tags, len(starts)
    for y, row in enumerate(rows):
        for cell in row.cells:
            first = bisect_left(starts, cell)
            after, end = first, ends[cell]
            while after < count and starts[after] < end:
                after += 1
            own = sums[after] - sums[first]
            paragraphs = 0
            if own >= _PARAGRAPH:
                paragraphs = sum(sums[i + 1] - sums[i] >= _PARAGRAPH for i in range(first, after))
            facts.append(_Facts(y, own, 0, 0, paragraphs, tags[cell] == "th"))
    return facts


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
    while (node := _next(page.tree, tag, start, end)) < end:
        start = page.tree.ends[node]
        spans.append((node, start))
    return spans


def _characters(page: Page, first: int, last: int) -> int:
    tree = page.tree
    runs = (node for node in range(first, last) if tree.tags[node] == TEXT and not tree.hidden[node])
    return sum(len(tidied(page.texts[run])) for run in runs)
