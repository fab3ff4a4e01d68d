"""Where a node stands, as a CSS path that a person can paste into a browser's inspector."""

from __future__ import annotations

from pipelines.tree.flat import COMMENT, TEXT, Tree


def css_path(tree: Tree, node: int) -> str:
    """The path of an element (for text: of its parent), from the nearest ancestor with an id.

    >>> from pipelines.tree.flat import parse
    >>> page = parse('<div id="zoom"><p>a</p><p>b<b>c</b></p></div>')
    >>> css_path(page, page.select("b")[0])
    '#zoom > p:nth-of-type(2) > b'
    """
    if tree.tags[node] in (TEXT, COMMENT):
        node = tree.parents[node]
    known, below = tree.paths, []
    while node >= 0 and node not in known:
        below.append(node)
        identity = tree.attribute(node, "id")
        if identity.replace("_", "").replace("-", "").isalnum() and not identity[0].isdigit():
            known[node] = f"#{identity}"
            break
        node = tree.parents[node]
    for node in reversed(below):
        if node not in known:
            above = tree.parents[node]
            known[node] = f"{known[above]} > {_step(tree, node)}" if above >= 0 else _step(tree, node)
    return known[below[0]] if below else known[node]


def _step(tree: Tree, node: int) -> str:
    tag, parent = tree.tags[node], tree.parents[node]
    if parent < 0:
        return tag
    before = after = 0
    child, end = parent + 1, tree.ends[parent]
    while child < end:
        if tree.tags[child] == tag:
            before, after = before + (child < node), after + (child > node)
        child = tree.ends[child]
    return tag if not before and not after else f"{tag}:nth-of-type({before + 1})"
