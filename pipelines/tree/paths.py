"""Where a node stands, as a CSS path that a person can paste into a browser's inspector."""

from __future__ import annotations

from collections import Counter

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
    parent = tree.parents[node]
    if parent < 0:
        return tree.tags[node]
    if node not in tree.steps:
        _name_children(tree, parent)
    return tree.steps[node]


def _name_children(tree: Tree, parent: int) -> None:
    """The steps to all children of an element at once: a page may have thousands side by side."""
    children = tree.children(parent)
    several = Counter(tree.tags[child] for child in children)
    seen: Counter[str] = Counter()
    for child in children:
        tag = tree.tags[child]
        seen[tag] += 1
        tree.steps[child] = f"{tag}:nth-of-type({seen[tag]})" if several[tag] > 1 else tag
