"""Rows of a list in any markup: one link and, mostly, one date in the same `<li>`, `<tr>`, `<dd>` or `<p>`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.spiders.listing import Entry, ListPage
from pipelines.tree.flat import TEXT, Tree
from pipelines.tree.page import tidy

_ROWS = frozenset({"li", "tr", "dd", "dl", "p"})
_DATE = re.compile(r"((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)")
_ENUMERATION = re.compile(r"^[·•▪■◆○●>»\s]+")


def dated_entries(page: ListPage) -> list[Entry]:
    """Entries of the rows that hold a date: menus and footers have none. In page order, each address once."""
    return _unique(entry for entry in _row_entries(page) if entry.date)


def selected_entries(page: ListPage, selector: str) -> list[Entry]:
    """Entries of the links a CSS selector names (an element that is no link stands for the links in it)."""
    tree = page.tree
    links: dict[int, None] = {}
    for node in tree.select(selector):
        for inner in range(node, tree.ends[node]):
            if tree.tags[inner] == "a":
                links[inner] = None
    return _unique(_entry(page, link, _row_of(tree, link)) for link in links)


def plain_date(text: str) -> str:
    """The first date of a text as YYYY-MM-DD, '' when there is none. Lists break dates over lines.

    >>> plain_date("2026-\\n01-\\n23")
    '2026-01-23'
    """
    found = _DATE.search(text)
    if not found:
        return ""
    year, month, day = (int(part) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _row_entries(page: ListPage) -> Iterator[Entry]:
    tree = page.tree
    for link, tag in enumerate(tree.tags):
        if tag == "a" and tree.attribute(link, "href"):
            row = _row_of(tree, link)
            if row is not None and len(_hrefs(tree, row)) == 1:
                yield _entry(page, link, row)


def _row_of(tree: Tree, link: int) -> int | None:
    return next((node for node in tree.ancestors(link) if tree.tags[node] in _ROWS), None)


def _hrefs(tree: Tree, row: int) -> set[str]:
    inside = range(row, tree.ends[row])
    return {tree.attribute(n, "href") for n in inside if tree.tags[n] == "a" and tree.attribute(n, "href")}


def _entry(page: ListPage, link: int, row: int | None) -> Entry:
    tree = page.tree
    shown = _text(tree, link)
    # The text of a list is often cut with dots; the title attribute is whole.
    title = tidy(tree.attribute(link, "title")) or _ENUMERATION.sub("", tidy(shown))
    date = plain_date(_text(tree, row).replace(shown, " ", 1)) if row is not None else ""
    return Entry(page.absolute(tree.attribute(link, "href")), title, date)


def _text(tree: Tree, node: int) -> str:
    return "".join(tree.texts[n] for n in range(node, tree.ends[node]) if tree.tags[n] == TEXT)


def _unique(entries: Iterator[Entry]) -> list[Entry]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.url:
            seen.setdefault(entry.url, entry)
    return list(seen.values())
