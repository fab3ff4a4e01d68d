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
    steps: list[str] = []
    while node >= 0:
        identity = tree.attribute(node, "id")
        if identity.replace("_", "").replace("-", "").isalnum() and not identity[0].isdigit():
            steps.append(f"#{identity}")
            break
        steps.append(_step(tree, node))
        node = tree.parents[node]
    return " > ".join(reversed(steps))


def _step(tree: Tree, node: int) -> str:
    tag, parent = tree.tags[node], tree.parents[node]
    if parent < 0:
        return tag
    alike = [child for child in tree.children(parent) if tree.tags[child] == tag]
    return tag if len(alike) == 1 else f"{tag}:nth-of-type({alike.index(node) + 1})"
