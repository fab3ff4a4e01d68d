"""The data tables of a document, each with the lines of the page it is made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.document import NotRecoverable, Table
from pipelines.figures.flattened import flattened_tables
from pipelines.tables.find import data_tables
from pipelines.tables.piped import piped_tables
from pipelines.tables.read import read_table
from pipelines.tree.page import Page

FIELD_SHARE = 0.4
"""A table is the metadata table, and none of the document's, when this share of its lines was read as fields."""


@dataclass(frozen=True)
class Placed:
    """A table and the indices of its lines; a caption belongs to the text above it and is not among them."""

    table: Table
    lines: tuple[int, ...]


def tables_of_page(
    page: Page, parts: Sequence[tuple[int, int]], field_lines: Collection[int]
) -> tuple[Placed, ...]:
    """The data tables within the article; the one that field readers took for the metadata table is none."""
    found = []
    for start, end in parts:
        for node in data_tables(page, start, end):
            lines = page.lines_within(node)
            if sum(index in field_lines for index in lines) < max(2, FIELD_SHARE * len(lines)):
                found.append(Placed(read_table(page, node), _without_caption(page, node, lines)))
    return tuple(found)


def tables_of_text(page: Page) -> tuple[tuple[Placed, ...], tuple[NotRecoverable, ...]]:
    """The tables of a plain text, with cells parted by pipes or flattened to lines, and what could not be put together."""
    parted = piped_tables(page)
    taken = {index for first, last, _ in parted for index in range(first, last + 1)}
    flattened = flattened_tables(page, [index for index in range(len(page.lines)) if index not in taken])
    found = sorted([*parted, *flattened.tables], key=lambda one: one[:2])
    placed = tuple(Placed(table, tuple(range(first, last + 1))) for first, last, table in found)
    return placed, flattened.lost


def _without_caption(page: Page, table: int, lines: range) -> tuple[int, ...]:
    if "caption" not in page.tree.tags[table : page.tree.ends[table]]:
        return tuple(lines)
    return tuple(line for line in lines if not _in_caption(page, line, table))


def _in_caption(page: Page, line: int, table: int) -> bool:
    node = page.lines[line].owner
    while node > table:
        if page.tree.tags[node] == "caption":
            return True
        node = page.tree.parents[node]
    return False
