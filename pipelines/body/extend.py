"""Parts of the article that stand outside its container: text after the closing div, a second container."""

from __future__ import annotations

import re

from pipelines.body.weigh import Weights

_WORTH = 18.0
"""Score a sibling must have to be taken for a lost part: about one line of prose."""
_CLOSING = 4
"""Siblings after the last part among which signature and date may stand."""
_DATE = re.compile(r"[（(]?(?:19|20|二[〇○零0])\S{2,3}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日[）)]?")


def belonging_parts(weights: Weights, nodes: list[int]) -> list[tuple[int, int]]:
    """Ranges of the container elements and of the stretches beside them that read as the same article.

    Looked at are the siblings of the first and the last container, outwards, as long as they are worth something;
    a sibling of links or chrome ends the article on that side. A second copy of the text is not a part.
    """
    tree = weights.page.tree
    parts = [(node, tree.ends[node]) for node in nodes]
    parent = tree.parents[nodes[-1]]
    if parent < 0:
        return parts
    siblings = tree.children(parent)
    after = siblings[siblings.index(nodes[-1]) + 1 :]
    taken = _run_of_parts(weights, after, nodes, _WORTH)
    taken += _closing(weights, [node for node in after if not taken or node > taken[-1]])
    before: list[int] = []
    if nodes[0] in siblings:
        before = _run_of_parts(weights, siblings[: siblings.index(nodes[0])][::-1], nodes, 2 * _WORTH)
    return sorted(parts + [(node, tree.ends[node]) for node in taken + before])


def _run_of_parts(weights: Weights, siblings: list[int], nodes: list[int], prose: float) -> list[int]:
    """The siblings that read as prose, up to the first one that is worth less than nothing."""
    taken: list[int] = []
    for sibling in siblings:
        score = weights.of(sibling, weights.score)
        if score < 0:
            break
        if score >= _WORTH and weights.of(sibling, weights.prose) >= prose:
            text = weights.page.text_within(sibling)
            if all(weights.page.text_within(node) != text for node in nodes + taken):
                taken.append(sibling)
    return taken


def _closing(weights: Weights, after: list[int]) -> list[int]:
    """Signature and date that follow the last part; nothing when no date closes them."""
    taken: list[int] = []
    seen = 0
    for sibling in after:
        if not weights.page.lines_within(sibling):
            continue
        seen += 1
        if (
            seen > _CLOSING
            or weights.of(sibling, weights.score) < 0
            or weights.of(sibling, weights.links) > 0
        ):
            break
        taken.append(sibling)
        if _DATE.fullmatch(weights.page.text_within(sibling)):
            return taken
    return []
