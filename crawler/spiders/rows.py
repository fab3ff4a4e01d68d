"""Rows of a list in any markup: one address and, mostly, one date in the same `<li>`, `<tr>`, `<dd>` or `<p>`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from crawler.spiders.listing import Entry, ListPage
from pipelines.tree.page import tidy

_ROWS = frozenset({"li", "tr", "dd", "dl", "p"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LONGEST = 2000
"""Characters a row may have. A longer one is a layout cell with an article in it."""
_DEEPEST = 12
"""Rows around one link that are looked at for a date."""
_DATE = re.compile(r"((?:19|20)[0-9]{2})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})(?![0-9])")
_ONLY_DATE = re.compile(rf"[\s\[(（【]*{_DATE.pattern}[\s日0-9:\])）】]*")
_ENUMERATION = re.compile(r"^[·•▪■◆○●>»\s]+")
_CUT = re.compile(r"(?:\.{2,}|…+)$")


def dated_entries(page: ListPage) -> list[Entry]:
    """Entries of the rows that hold one address and a date: menus and footers have none. Each address once."""
    rows = Rows(page, _ROWS.__contains__)
    return _unique(entry for link in rows.links if (entry := rows.entry(link)).date)


def selected_entries(page: ListPage, selector: str) -> list[Entry]:
    """Entries of the links a CSS selector names (an element that is no link stands for the links in it).

    The date is that of the smallest element around the link that holds no other address and shows one.
    """
    rows = Rows(page, lambda tag: True)
    wanted: dict[int, None] = {}
    done = 0
    for node in page.tree.select(selector):
        for inner in range(max(node, done), page.tree.ends[node]):
            if inner in rows.links:
                wanted[inner] = None
        done = max(done, page.tree.ends[node])
    return _unique(rows.entry(link) for link in wanted)


def plain_date(text: str) -> str:
    """The first date of a text as YYYY-MM-DD, '' when there is none. Lists break dates over lines.

    >>> plain_date("2026-\\n01-\\n23")
    '2026-01-23'
    """
    for found in _DATE.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return ""


class Rows:
    """The links of a page and the elements that are rows around them, each page walked once."""

    def __init__(self, page: ListPage, is_row: Callable[[str], bool]) -> None:
        self.page, self.tree = page, page.tree
        self._holder = self._holders(is_row)
        self.links = self._links()
        """Ordinal of each link that leads to a web address -> that address."""
        self._only = self._single_addresses()
        self._dates: dict[int, str] = {}

    def entry(self, link: int) -> Entry:
        """What the list says of one link: the date is that of its row, or '' outside any row with a date."""
        row = self._holder[link]
        date = ""
        for _ in range(_DEEPEST):
            if date or row < 0 or not self._only[row]:
                break
            date = self._date(row)
            row = self._above(row)
        return Entry(self.links[link], self._title(link), date)

    def _holders(self, is_row: Callable[[str], bool]) -> list[int]:
        """For each node the row it is or stands in, -1 for none. Parents come before children."""
        holder: list[int] = []
        for node, tag in enumerate(self.tree.tags):
            parent = self.tree.parents[node]
            holder.append(node if is_row(tag) else (holder[parent] if parent >= 0 else -1))
        return holder

    def _above(self, row: int) -> int:
        parent = self.tree.parents[row]
        return self._holder[parent] if parent >= 0 else -1

    def _links(self) -> dict[int, str]:
        hrefs = ((n, self.tree.attribute(n, "href")) for n, tag in enumerate(self.tree.tags) if tag == "a")
        return {node: url for node, href in hrefs if (url := self.page.absolute(href))}

    def _single_addresses(self) -> dict[int, str]:
        """Row -> the one address in it; '' for a row that holds several, as a layout cell around a list does."""
        only: dict[int, str] = {}
        for link, url in self.links.items():
            row = self._holder[link]
            while row >= 0 and only.get(row) not in ("", url):  # else the rows around it know too
                only[row] = "" if row in only else url
                row = self._above(row)
        return only

    def _date(self, row: int) -> str:
        """The date beside the link, else one that is an element of its own inside the link, where the link is the row."""
        if row not in self._dates:
            self._dates[row] = self._find_date(self._runs(row))
        return self._dates[row]

    def _find_date(self, runs: Sequence[int]) -> str:
        beside, inside, length = [], "", 0
        for run in runs:
            text = self.tree.texts[run]
            length += len(text)
            if length > _LONGEST:
                return ""
            if not self._in_link[run]:
                beside.append(text)
            elif not inside and _ONLY_DATE.fullmatch(text):
                inside = text
        return plain_date("".join(beside)) or plain_date(inside)

    @cached_property
    def _in_link(self) -> list[bool]:
        """For each node, whether it stands inside a link. Parents come before children."""
        inside: list[bool] = []
        for tag, parent in zip(self.tree.tags, self.tree.parents, strict=True):
            inside.append(tag == "a" or (parent >= 0 and inside[parent]))
        return inside

    def _runs(self, node: int) -> list[int]:
        """Text nodes of an element, without those of scripts and styles."""
        runs = self.tree.runs
        return runs[bisect_left(runs, node) : bisect_left(runs, self.tree.ends[node])]

    def _title(self, link: int) -> str:
        """The whole title: lists cut the text with dots and keep the title attribute, some cut the attribute too."""
        told = tidy(self.tree.attribute(link, "title"))
        inside = range(link, self.tree.ends[link])
        heading = next((node for node in inside if self.tree.tags[node] in _HEADINGS), link)
        texts = [self.tree.texts[run] for run in self._runs(heading)]
        shown = _ENUMERATION.sub("", tidy("".join(t for t in texts if not _ONLY_DATE.fullmatch(t))))
        return told if told and (not shown or _CUT.search(shown) or not _CUT.search(told)) else shown


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    """Each address once, where it stood first, with the first title and the first date that any of its links has."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        known = seen.setdefault(entry.url, entry)
        seen[entry.url] = replace(known, title=known.title or entry.title, date=known.date or entry.date)
    return list(seen.values())
