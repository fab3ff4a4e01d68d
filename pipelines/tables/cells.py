"""The text of a cell: its visible lines put together again, a label that was cut into lines made whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from pipelines.tree.page import Page, tidy

_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARK = "\u3001-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—"
_CLOSE = re.compile(rf"[{_HAN}{_MARK}]")


_SHORT = 40
"""Characters of texts that are worth remembering: a report repeats few labels and numbers many times."""


def cell_text(page: Page, cell: int) -> str:
    """Visible text of a cell on one line. Texts of different cells of a table inside it stay apart."""
    starts, end = page.starts, page.tree.ends[cell]
    first = bisect_left(starts, cell)
    if first == len(starts) or starts[first] >= end:
        return ""
    if first + 1 == len(starts) or starts[first + 1] >= end:
        return tidied(page.lines[first].text)
    indices = page.lines_within(cell)
    if "table" not in page.tree.tags[cell:end]:
        return join(tidied(page.lines[index].text) for index in indices)
    by_cell = groupby(indices, key=lambda index: _inner_cell(page, page.lines[index].owner, cell))
    return " ".join(join(tidied(page.lines[index].text) for index in inner) for _, inner in by_cell)


def tidied(text: str) -> str:
    """`tidy`, remembering short texts."""
    return _tidied(text) if len(text) <= _SHORT else tidy(text)


_tidied = lru_cache(maxsize=8192)(tidy)


def join(pieces: Iterable[str]) -> str:
    """Pieces of one text: put side by side between Han characters or their punctuation, else one space apart.

    >>> join(["5.要求行政机关确认或重新", "出具已获取信息"]), join(["共", "12", "件"])
    ('5.要求行政机关确认或重新出具已获取信息', '共 12 件')
    """
    joined: list[str] = []
    for piece in pieces:
        if not piece:
            continue
        if joined and not (_CLOSE.match(joined[-1][-1]) and _CLOSE.match(piece)):
            joined.append(" ")
        joined.append(piece)
    return "".join(joined)


def _inner_cell(page: Page, node: int, cell: int) -> int:
    while node != cell and page.tree.tags[node] not in ("td", "th"):
        node = page.tree.parents[node]
    return node
