"""Where the article's own title stands: nothing above it is the article."""

from __future__ import annotations

from pipelines.hanzi.fold import fold
from pipelines.tree.page import Page

_SHORTEST, _LONGEST = 8, 120
_SHARE_ABOVE = 0.3
"""A line with more of the page's text above it is no title: it is a signature, or the site's name in the footer."""


def title_line(page: Page) -> int:
    """Index of the line that says what `<title>` says, or the longest part of it; 0 when no line does."""
    nodes = page.tree.select("title")
    said = fold("".join(page.tree.texts[nodes[0] + 1 : page.tree.ends[nodes[0]]])) if nodes else ""
    if len(said) < _SHORTEST:
        return 0
    total = sum(len(line.text) for line in page.lines)
    best, best_length, above = 0, _SHORTEST - 1, 0
    for index, line in enumerate(page.lines):
        if above > _SHARE_ABOVE * total:
            break
        above += len(line.text)
        if len(line.text) <= 2 * _LONGEST:
            folded = fold(line.text)
            if best_length < len(folded) <= _LONGEST and folded in said:
                best, best_length = index, len(folded)
    return best
