"""What a table is called: its caption, or the heading that stands above it."""

from __future__ import annotations

import re

from pipelines.tables.cells import join
from pipelines.tree.page import Page, tidy

_LONGEST = 40
_LOOK_BACK = 6
_NUMBERED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）、]|\d{1,2}[.．、]|附?表\s*[一二三四五六七八九十\d])"
)
_UNIT = re.compile(r"[（(]?(?:计量|金额)?单位\s*[:：]")
_SENTENCE = re.compile(r"[。；;！？]|[，,].*[，,]|[，,、]$")


def caption_of(page: Page, table: int) -> str:
    """The visible `<caption>`; else a short line right above the table; else the nearest numbered heading above.

    Text of another table is never a caption, and neither is a sentence; a line `单位：万元` is passed over.
    '' when nothing of the kind stands within a few lines.
    """
    tree = page.tree
    for child in tree.children(table):
        if tree.tags[child] == "caption":
            words = join(tidy(page.lines[i].text) for i in page.lines_within(child))
            if words:
                return words
    right_above = True
    first = page.lines_within(table).start
    for index in range(first - 1, max(first - 1 - _LOOK_BACK, -1), -1):
        if not _shares_tables(page, page.lines[index].owner, table):
            return ""
        words = tidy(page.lines[index].text)
        if _UNIT.match(words):
            continue
        if len(words) <= _LONGEST and not _SENTENCE.search(words) and (right_above or _NUMBERED.match(words)):
            return words.rstrip(":：")
        right_above = False
    return ""


def _shares_tables(page: Page, owner: int, table: int) -> bool:
    """True when every table around a line also stands around the table."""
    tree = page.tree
    around = next((n for n in [owner, *tree.ancestors(owner)] if tree.tags[n] == "table"), None)
    return around is None or tree.within(table, around)
