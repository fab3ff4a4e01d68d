"""A table element as a full grid."""

from __future__ import annotations

from pipelines.document import Cell, Table
from pipelines.tables.captions import caption_of
from pipelines.tables.cells import cell_text
from pipelines.tables.rows import own_rows
from pipelines.tables.spans import place
from pipelines.tree.page import Page
from pipelines.tree.paths import css_path


def read_table(page: Page, node: int) -> Table:
    """The table at an element: every visible cell with its text and its rectangle, in the order of the grid.

    Nothing in the markup makes it fail; a table without visible cells has no rows and no columns.
    """
    places, height, width = place(page.tree, own_rows(page.tree, node))
    cells = tuple(
        Cell(p.row, p.column, p.rowspan, p.colspan, cell_text(page, p.cell), page.tree.tags[p.cell] == "th")
        for p in places
    )
    return Table(caption_of(page, node), cells, height, width, css_path(page.tree, node))
