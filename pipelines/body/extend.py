"""Parts of the article that stand outside its container: text after the closing div, a second container."""

from __future__ import annotations

from pipelines.body.weigh import Weights

_WORTH = 18.0
"""Score a sibling must have to be taken for a lost part: about one line of prose."""


def belonging_parts(weights: Weights, nodes: list[int]) -> list[tuple[int, int]]:
    """Ranges of the container elements and of the stretches beside them that read as the same article.

    Looked at are the siblings of the first and the last container, outwards, as long as they are worth something;
    a sibling of links or chrome ends the article on that side.
    """
    tree = weights.page.tree
    parts = [(node, tree.ends[node]) for node in nodes]
    parent = tree.parents[nodes[-1]]
    if parent < 0:
        return parts
    siblings = tree.children(parent)
    after = siblings[siblings.index(nodes[-1]) + 1 :]
    for sibling in after:
        verdict = _verdict(weights, sibling)
        if verdict < 0:
            break
        if verdict > 0:
            parts.append((sibling, tree.ends[sibling]))
    if parts[0][0] in siblings:
        for sibling in reversed(siblings[: siblings.index(parts[0][0])]):
            verdict = _verdict(weights, sibling)
            if verdict < 0:
                break
            if verdict > 0 and weights.of(sibling, weights.prose) >= 2 * _WORTH:
                parts.insert(0, (sibling, tree.ends[sibling]))
    return parts


def _verdict(weights: Weights, node: int) -> int:
    """1: reads as the article; -1: ends it; 0: nothing to see, look further."""
    score = weights.of(node, weights.score)
    if score < 0:
        return -1
    prose = weights.of(node, weights.prose)
    return 1 if score >= _WORTH and prose >= _WORTH else 0
