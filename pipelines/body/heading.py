"""Where the article's own title stands: nothing above it is the article."""

from __future__ import annotations

from pipelines.hanzi.fold import fold
from pipelines.tree.page import Page

_SHORTEST, _LONGEST = 8, 120
_SHARE_ABOVE = 0.3
"""A line with more of the page's text above it is no title: it is a signature, or the site's name in the footer. Only
an h1 may stand so low: some pages open with the menus of a whole portal."""


def title_line(page: Page) -> int | None:
    """Index of the line that says what `<title>` says, or the longest part of it; None when no line does."""
    nodes = page.tree.select("title")
    said = fold("".join(page.tree.texts[nodes[0] + 1 : page.tree.ends[nodes[0]]])) if nodes else ""
    if len(said) < _SHORTEST:
        return None
    total = sum(len(line.text) for line in page.lines)
    best: int | None = None
    best_length, above = _SHORTEST - 1, 0
    for index, line in enumerate(page.lines):
        above += len(line.text)
        if above - len(line.text) > _SHARE_ABOVE * total and page.tree.tags[line.owner] != "h1":
            continue
        if len(line.text) <= 2 * _LONGEST:
            folded = fold(line.text)
            if best_length < len(folded) <= _LONGEST and folded in said:
                best, best_length = index, len(folded)
    return best
