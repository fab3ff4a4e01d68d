"""Which part of a page is the article: a family's marker where it holds the text, else the densest element."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from pipelines.body.extend import belonging_parts
from pipelines.body.families import COMMENT_PAIRS, MARKERS
from pipelines.body.weigh import Weights
from pipelines.tree.flat import COMMENT, Tree
from pipelines.tree.select import SelectorTable

_MARKERS = SelectorTable((marker.selector, marker.selector) for marker in MARKERS)
_PARTICULAR_SHARE = 0.25
_COMMON_SHARE = 0.6
"""A marker is believed when it holds this share of the worth of the best element, whichever that is: a name that
only editors give needs less than one that a wrapper may bear."""
_SAME_TEXT = 0.97
"""Two nested markers with worths this close hold the same article: the inner one is taken."""
_ENOUGH = 40
"""Worth from which an article is long enough to be sure of: one good sentence."""


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

    Order of trust: the site's own selector; the family's marker that holds the article; a template's comments around it;
    HTML's own element for it; the densest element.
    """
    tree = weights.page.tree
    if site_selector:
        named = [node for node in tree.select(site_selector) if weights.of(node, weights.text) > 0]
        if named:
            nodes = _outermost(tree, named)
            return Chosen(tuple((node, tree.ends[node]) for node in nodes), nodes[0], "site", 1.0)
    best = densest(weights)
    marked = _marked(weights, best)
    if marked is not None:
        marker, nodes = marked
        return _chosen(weights, nodes, marker, 0.5)
    between = _between_comments(weights, best)
    if between is not None:
        return between
    if best is None:
        return None
    article = _titled_article(weights)
    if article is not None:
        parts = [
            (article, tree.ends[article])
        ]  # it says itself where it ends: what stands beside it is another's
        return Chosen(tuple(parts), article, "html5 article", _confidence(weights, parts, 0.4))
    return _chosen(weights, [best], "density", 0.0)


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
            if score > best_score + 0.5 or (
                best is not None and abs(score - best_score) <= 0.5 and size < best_size
            ):
                best, best_score, best_size = node, max(score, best_score), size
            node = tree.parents[node]
    return _widened(tree, best) if best is not None else None


def _titled_article(weights: Weights) -> int | None:
    """The one `<article>` that holds the page's title and prose: other articles beside it may be the longer ones."""
    page, tree = weights.page, weights.page.tree
    if weights.title is None:
        return None
    title = page.lines[weights.title].runs[0]
    around = [node for node in tree.select("article") if tree.within(title, node)]
    worthy = [node for node in around if weights.of(node, weights.prose) >= _ENOUGH]
    return worthy[-1] if worthy else None


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
    marked: dict[str, list[int]] = {}
    for node, selectors in tree.select_all(_MARKERS).items():
        for selector in selectors:
            marked.setdefault(selector, []).append(node)
    for marker in MARKERS:
        if marker.selector not in marked:
            continue
        nodes = _distinct(weights, _outermost(tree, marked[marker.selector]))
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
    worthy = [node for node in nodes if weights.of(node, weights.score) > 0]
    if len(worthy) < 2:
        return worthy
    return list({weights.page.text_within(node): node for node in reversed(worthy)}.values())[::-1]


def _between_comments(weights: Weights, best: int | None) -> Chosen | None:
    """The stretch between a template's comments, when it holds the article."""
    tree = weights.page.tree
    wanted = weights.of(best, weights.score) if best is not None else 0.0
    comments = [
        (node, "".join(tree.texts[node].split())) for node, tag in enumerate(tree.tags) if tag == COMMENT
    ]
    for pair in COMMENT_PAIRS:
        starts = [node for node, text in comments if text.startswith(pair.start)]
        ends = [node for node, text in comments if text.startswith(pair.end)]
        if not starts or not ends or starts[0] >= ends[-1]:
            continue
        first, last = bisect_left(weights.page.starts, starts[0]), bisect_left(weights.page.starts, ends[-1])
        worth = weights.score[last] - weights.score[first]
        if worth >= max(1.0, _COMMON_SHARE * wanted):
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


def _chosen(weights: Weights, nodes: list[int], marker: str, known: float) -> Chosen:
    parts = belonging_parts(weights, nodes)
    return Chosen(tuple(parts), nodes[0], marker, _confidence(weights, parts, known))


def _confidence(weights: Weights, parts: list[tuple[int, int]], known: float) -> float:
    """How sure the choice is: the share of the page's worth inside, and how little of the inside is links."""
    ranges = [
        (bisect_left(weights.page.starts, start), bisect_left(weights.page.starts, end))
        for start, end in parts
    ]
    inside = sum(weights.worth[last] - weights.worth[first] for first, last in ranges)
    links = sum(weights.links[last] - weights.links[first] for first, last in ranges)
    text = sum(weights.text[last] - weights.text[first] for first, last in ranges)
    worth = weights.total(weights.worth)
    share = inside / worth if worth else 0.0
    clean = text / (text + links) if text + links else 0.0
    return round(known + (1 - known) * share * clean * min(1.0, inside / _ENOUGH), 3)
