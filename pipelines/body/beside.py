"""What stands beside an article and reads like one: readers' comments, other articles with their summaries.

Prose alone cannot tell them: ten comments outweigh a short notice. They are told by their place, below the first prose
under the page's title, and by what their elements are called or how they repeat: a link and a paragraph, over and over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipelines.tree.page import Page

_NAMES = (
    "comment",
    "Comment",
    "pinglun",
    "recommend",
    "Recommend",
    "related",
    "relnews",
    "relNews",
    "tuijian",
    "tie-hot",
    "hot-news",
    "hotnews",
    "hotlist",
    "newsflash",
)
"""Parts of class names and ids that mean comments and other articles, wherever they are used."""
_BOXES = frozenset("div section aside ul ol dl form table".split())
"""Only boxes: Word calls a style of paragraphs MsoCommentText, and a remark in a program is a comment too."""
_SELECTOR = ", ".join(f'[{attribute}*="{name}"]' for name in _NAMES for attribute in ("class", "id"))
_REPEATED = 3
"""A link with a paragraph under it is an item of a list from so many in a row on."""
_ITEM_LINES, _CLIMB = 5, 4


def lines_beside(page: Page, title: int, prose: Sequence[bool], linked: Sequence[bool]) -> set[int]:
    """Indices of lines that belong to comments and to lists of other articles.

    `title` is the index of the title's line; `prose` and `linked` say of each line whether it reads as prose and whether
    it is a link to a page. Nothing above or at the first prose under the title is ever taken.
    """
    first = next(
        (index for index in range(title, len(page.lines)) if prose[index] and not linked[index]), None
    )
    if first is None:
        return set()
    found: set[int] = set()
    start = page.lines[first].runs[0]
    for node in page.tree.select(_SELECTOR):
        if node > start and page.tree.tags[node] in _BOXES:
            found.update(page.lines_within(node))
    return found | _summaries(page, first, prose, linked)


def _summaries(page: Page, first: int, prose: Sequence[bool], linked: Sequence[bool]) -> set[int]:
    """The items of lists in which a link to a page and a paragraph stand together, three times at least."""
    items: dict[int, set[int]] = {}
    for index in range(first + 2, len(page.lines)):
        if prose[index] and not linked[index] and linked[index - 1]:
            item = _item(page, index)
            if item is not None:
                items.setdefault(page.tree.parents[item], set()).add(item)
    lists = [item for group in items.values() if len(group) >= _REPEATED for item in group]
    return {index for item in lists for index in page.lines_within(item) if index > first}


def _item(page: Page, index: int) -> int | None:
    """The small element that holds a paragraph and the link above it; None when they share none."""
    tree, above = page.tree, page.lines[index - 1].runs[0]
    node = page.lines[index].owner
    for _ in range(_CLIMB):
        if node <= above and above < tree.ends[node]:
            return node if _count(page, node) <= _ITEM_LINES and tree.parents[node] >= 0 else None
        node = tree.parents[node]
        if node <= 0:
            return None
    return None


def _count(page: Page, node: int) -> int:
    return bisect_left(page.starts, page.tree.ends[node]) - bisect_left(page.starts, node)
