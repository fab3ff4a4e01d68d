"""Where a node stands, as a CSS path that a person can paste into a browser's inspector."""

from __future__ import annotations

from pipelines.tree.flat import COMMENT, TEXT, Tree

_MOST_STEPS = 100
"""A path begins at that ancestor at the latest, or the paths of a page that nests thousands deep would fill the memory."""
_STEP = " > "


def css_path(tree: Tree, node: int) -> str:
    """The path of an element (for text: of its parent), from the nearest ancestor with an id.

    >>> from pipelines.tree.flat import parse
    >>> page = parse('<div id="zoom"><p>a</p><p>b<b>c</b></p></div>')
    >>> css_path(page, page.select("b")[0])
    '#zoom > p:nth-of-type(2) > b'
    """
    if tree.tags[node] in (TEXT, COMMENT):
        node = tree.parents[node]
    known = tree.paths
    if node not in known:
        above = tree.parents[node]
        if above >= 0 and above not in known:
            known[above] = _climbed(tree, above)
        step = _identity(tree, node) or _step(tree, node)
        if step.startswith("#") or above < 0:
            known[node] = step
        elif known[above].count(_STEP) < _MOST_STEPS - 1:
            known[node] = f"{known[above]}{_STEP}{step}"
        else:
            known[node] = _climbed(tree, node)
    return known[node]


def _climbed(tree: Tree, node: int) -> str:
    steps: list[str] = []
    while node >= 0 and len(steps) < _MOST_STEPS:
        if identity := _identity(tree, node):
            steps.append(identity)
            break
        steps.append(_step(tree, node))
        node = tree.parents[node]
    return _STEP.join(reversed(steps))


def _identity(tree: Tree, node: int) -> str:
    """The selector of an element's id, '' where it has none that can be written plainly."""
    if ' id="' not in tree.heads[node]:
        return ""
    identity = tree.attribute(node, "id")
    plain = identity.replace("_", "").replace("-", "").isalnum() and not identity[0].isdigit()
    return f"#{identity}" if plain else ""


def _step(tree: Tree, node: int) -> str:
    parent = tree.parents[node]
    if parent < 0:
        return tree.tags[node]
    if node not in tree.steps:
        _name_children(tree, parent)
    return tree.steps[node]


def _name_children(tree: Tree, parent: int) -> None:
    """The steps to all children of an element at once: a page may have thousands side by side."""
    children = [(child, tree.tags[child]) for child in tree.children(parent)]
    tags = [tag for _, tag in children]
    seen: dict[str, int] = {}
    for child, tag in children:
        seen[tag] = number = seen.get(tag, 0) + 1
        alone = number == 1 and (len(tags) == 1 or tags.count(tag) == 1)
        tree.steps[child] = tag if alone else f"{tag}:nth-of-type({number})"
