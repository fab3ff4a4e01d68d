"""The second opinion on where the article is: trafilatura, asked only when our own choice is doubtful.

It is asked for a place and not for a text: it drops text (bare text in div, repeated paragraphs), so its words only
vote for the lines of our own tree.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from pipelines.body.choose import Chosen, densest
from pipelines.body.weigh import Weights
from pipelines.hanzi.fold import fold

_ENOUGH = 20
"""Folded characters: a shorter line is found in any text by chance."""
_MOST_LINES, _LONGEST = 5_000, 1_000_000
"""Lines and characters of a page: what the second reader does grows with their square."""


def ask(html: str, weights: Weights) -> Chosen | None:
    """The element that holds what trafilatura takes for the article, or None when it finds nothing."""
    text = _article(html)
    if not text:
        return None
    said = fold(text)
    votes = [0.0]
    for line in weights.page.lines:
        folded = fold(line.text)
        votes.append(float(len(folded)) if len(folded) >= 4 and folded in said else -0.5 * len(folded))
    voted = replace(weights, score=list(accumulate(votes)))
    node = densest(voted)
    if node is None or voted.of(node, voted.score) < _ENOUGH:
        return None
    return Chosen(((node, weights.page.tree.ends[node]),), node, "trafilatura", 0.5)


def worth_asking(own: Chosen | None, html: str, weights: Weights) -> bool:
    """False where no answer could be believed, and for a page larger than can be answered in bounded time."""
    if len(weights.page.lines) > _MOST_LINES or len(html) > _LONGEST:
        return False
    return own is None or weights.total(weights.prose) > _needed(own, weights)


def better(own: Chosen | None, other: Chosen, weights: Weights) -> bool:
    """Is the second opinion to be believed? Only when its place holds clearly more prose than ours."""
    return own is None or weights.of(other.node, weights.prose) > _needed(own, weights)


def _needed(own: Chosen, weights: Weights) -> float:
    mine = sum(weights.of(start, weights.prose) for start, _ in own.parts)
    return 1.3 * mine + 20


def _article(html: str) -> str:
    # Imported here: trafilatura takes half a second to load, and most runs never ask it.
    import lxml.html
    import trafilatura
    from selectolax.lexbor import LexborHTMLParser

    serialised = (LexborHTMLParser(html).html or "").encode("utf-8", "replace")
    if not serialised.strip():
        return ""
    try:
        parser = lxml.html.HTMLParser(huge_tree=True, encoding="utf-8")
        tree = lxml.html.document_fromstring(serialised, parser=parser)
        return trafilatura.extract(tree, favor_recall=True, include_comments=False, include_tables=True) or ""
    except (ValueError, AssertionError, lxml.etree.LxmlError, RecursionError):
        return ""
