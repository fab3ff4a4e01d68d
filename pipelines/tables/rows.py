"""The rows and cells a table element owns, as a browser lays them out: groups in order, nothing that is not shown."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.tree.flat import Tree

_CELLS = frozenset(("td", "th"))
_GONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Row(NamedTuple):
    """A `<tr>`: the row group it stands in (rowspans end with it) and the ordinals of its cells."""

    group: int
    cells: tuple[int, ...]


def own_rows(tree: Tree, table: int) -> list[Row]:
    """The rows of a table, heads first and feet last, those of nested tables left out.

    A row that is not shown is no row. A row without cells is kept here, because rowspans count it.
    """
    heads: list[Row] = []
    bodies: list[Row] = []
    feet: list[Row] = []
    for part in tree.children(table):
        tag = tree.tags[part]
        target = heads if tag == "thead" else feet if tag == "tfoot" else bodies
        if tag == "tr":
            _add(tree, table, part, target)
        elif tag in ("thead", "tbody", "tfoot"):
            for row in tree.children(part):
                if tree.tags[row] == "tr":
                    _add(tree, part, row, target)
    return heads + bodies + feet


def _add(tree: Tree, group: int, row: int, target: list[Row]) -> None:
    if tree.hidden[row]:
        return
    tags, ends, hidden = tree.tags, tree.ends, tree.hidden
    cells = []
    child, end = row + 1, ends[row]
    while child < end:
        if tags[child] in _CELLS and not (hidden[child] and _gone(tree, child)):
            cells.append(child)
        child = ends[child]
    target.append(Row(group, tuple(cells)))


def _gone(tree: Tree, cell: int) -> bool:
    """True when a hidden cell takes no place. One that is only invisible keeps its place, or its row would shift."""
    return "hidden" in tree.attributes[cell] or bool(_GONE.search(tree.attribute(cell, "style")))
