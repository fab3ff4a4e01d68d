"""Which part of a page is the article: a family's marker where it holds the text, else the densest element."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.body.extend import belonging_parts
from pipelines.body.families import COMMENT_PAIRS, MARKERS
from pipelines.body.weigh import Weights
from pipelines.tree.flat import COMMENT, TEXT, Tree

_PARTICULAR_SHARE = 0.25
_COMMON_SHARE = 0.6
"""A marker is believed when it holds this share of the worth of the best element, whichever that is: a name that
only editors give needs less than one that a wrapper may bear."""
_SAME_TEXT = 0.97
"""Two nested markers with worths this close hold the same article: the inner one is taken."""


@dataclass(frozen=True)
class Chosen:
    """The body of a page: ranges of node ordinals in document order."""

    parts: tuple[tuple[int, int], ...]
    """Start and end ordinals of each part; a page's body is nearly always one element, and so one part."""
    node: int
    """The element taken as the container; for comment marks the parent of the first."""
    marker: str
    """The marker that said so (`trs .TRS_Editor`), `density` or `site` (a selector in the site's file)."""
    confidence: float

    @property
    def span(self) -> tuple[int, int]:
        """From the start of the first part to the end of the last."""
        return self.parts[0][0], max(end for _, end in self.parts)


def choose(weights: Weights, site_selector: str | None = None) -> Chosen | None:
    """The body container, or None when the page has no text that could be one.

    Order of trust: the site's own selector; the family's marker that holds the article; the densest element.
    """
    tree = weights.page.tree
    if site_selector:
        named = [node for node in tree.select(site_selector) if weights.of(node, weights.text) > 0]
        if named:
            return _chosen(weights, _outermost(tree, named), "site", 1.0)
    best = densest(weights)
    marked = _marked(weights, best)
    if marked is not None:
        marker, nodes = marked
        return _chosen(weights, nodes, marker, _confidence(weights, nodes[0], 0.5))
    between = _between_comments(weights, best)
    if between is not None:
        return between
    if best is None:
        return None
    return _chosen(weights, [best], "density", _confidence(weights, best, 0.0))


def densest(weights: Weights) -> int | None:
    """The element whose lines are worth most as an article; the innermost of equals, but never part of a line."""
    page, tree = weights.page, weights.page.tree
    seen: set[int] = set()
    best, best_score, best_size = None, 0.0, 0
    for line in page.lines:
        node = line.owner
        while node >= 0 and node not in seen:
            seen.add(node)
            score = weights.of(node, weights.score)
            size = tree.ends[node] - node
            if score > best_score + 0.5 or (best is not None and abs(score - best_score) <= 0.5 and size < best_size):
                best, best_score, best_size = node, max(score, best_score), size
            node = tree.parents[node]
    return _widened(tree, best) if best is not None else None


def _widened(tree: Tree, node: int) -> int:
    """A single paragraph is not a container: its parent is, so that the lines beside it are looked at."""
    while tree.tags[node] in ("p", "h1", "h2", "h3", "h4", "li", "line", "tr", "tbody", "table", "dd", "dt"):
        if tree.parents[node] < 0 or tree.tags[tree.parents[node]] in ("body", "html", "text"):
            break
        node = tree.parents[node]
    return node


def _marked(weights: Weights, best: int | None) -> tuple[str, list[int]] | None:
    """The believed marker and its elements: the worthiest, the innermost of those that hold the same text."""
    tree = weights.page.tree
    wanted = weights.of(best, weights.score) if best is not None else 0.0
    candidates: list[tuple[float, str, list[int]]] = []
    for marker in MARKERS:
        nodes = _distinct(weights, _outermost(tree, tree.select(marker.selector)))
        worth = sum(max(0.0, weights.of(node, weights.score)) for node in nodes)
        if worth > 0 and worth >= (_PARTICULAR_SHARE if marker.particular else _COMMON_SHARE) * wanted:
            candidates.append((worth, f"{marker.family} {marker.selector}", nodes))
    if not candidates:
        return None
    top = max(worth for worth, _, _ in candidates)
    equals = [c for c in candidates if c[0] >= _SAME_TEXT * top]
    _, name, nodes = min(equals, key=lambda c: sum(tree.ends[node] - node for node in c[2]))
    return name, nodes


def _distinct(weights: Weights, nodes: list[int]) -> list[int]:
    """Elements with text of an article in them, without second copies of the same text (a block for telephones)."""
    found: dict[str, int] = {}
    for node in nodes:
        if weights.of(node, weights.score) > 0:
            found.setdefault(weights.page.text_within(node), node)
    return list(found.values())


def _between_comments(weights: Weights, best: int | None) -> Chosen | None:
    """The stretch between a template's comments, when it holds the article."""
    tree = weights.page.tree
    wanted = weights.of(best, weights.score) if best is not None else 0.0
    comments = [(node, "".join(tree.texts[node].split())) for node, tag in enumerate(tree.tags) if tag == COMMENT]
    for pair in COMMENT_PAIRS:
        starts = [node for node, text in comments if text.startswith(pair.start)]
        ends = [node for node, text in comments if text.startswith(pair.end)]
        if starts and ends and starts[0] < ends[-1]:
            first, last = weights.page.starts, weights.page.starts
            lines = [i for i, run in enumerate(first) if starts[0] < run < ends[-1]]
            if not lines:
                continue
            worth = weights.score[lines[-1] + 1] - weights.score[lines[0]]
            if worth >= max(1.0, _COMMON_SHARE * wanted) and last:
                node = tree.parents[starts[0]]
                return Chosen(((starts[0], ends[-1]),), node, f"{pair.family} <!--{pair.start}-->", 0.8)
    return None


def _outermost(tree: Tree, nodes: list[int]) -> list[int]:
    """Those of some elements (in document order) that do not lie in another of them."""
    found: list[int] = []
    for node in nodes:
        if not found or node >= tree.ends[found[-1]]:
            found.append(node)
    return found


def _chosen(weights: Weights, nodes: list[int], marker: str, confidence: float) -> Chosen:
    tree = weights.page.tree
    parts = [(node, tree.ends[node]) for node in nodes]
    if marker != "site":
        parts = belonging_parts(weights, nodes)
    return Chosen(tuple(sorted(parts)), nodes[0], marker, confidence)


def _confidence(weights: Weights, node: int, known: float) -> float:
    """How sure the choice is: the share of the page's prose inside, and how little of the inside is links."""
    prose, inside = weights.total(weights.prose), weights.of(node, weights.prose)
    share = inside / prose if prose else 0.0
    links, text = weights.of(node, weights.links), weights.of(node, weights.text)
    clean = text / (text + links) if text + links else 0.0
    enough = min(1.0, inside / 80)
    return round(min(1.0, known + (1 - known) * share * clean * enough), 3)


def is_text(tree: Tree, node: int) -> bool:
    return tree.tags[node] == TEXT
