"""What a listing page says: the documents it names, the pages it continues on, the total it declares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

from pipelines.tree.flat import Tree, parse

ATTACHMENT_SUFFIXES = frozenset(
    ".pdf .doc .docx .xls .xlsx .wps .et .ofd .zip .rar .7z .csv .ppt .pptx".split()
)
Kind = Literal["page", "attachment"]


@dataclass(frozen=True)
class Entry:
    """One document named by a listing: its absolute address and what the list says of it."""

    url: str
    title: str = ""
    date: str = ""
    """YYYY-MM-DD as listed, '' when the list shows none."""

    @property
    def kind(self) -> Kind:
        path = urlsplit(self.url).path.lower()
        return "attachment" if path[path.rfind(".") :] in ATTACHMENT_SUFFIXES else "page"


@dataclass(frozen=True)
class Listing:
    """One listing page, read. `declared` is the total the portal claims; it is recorded, never believed."""

    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()
    """Absolute addresses of further listing pages."""
    declared: int | None = None


@dataclass(frozen=True)
class ListPage:
    """A listing answer as families see it: its address and its decoded text."""

    url: str
    text: str

    @cached_property
    def tree(self) -> Tree:
        return parse(self.text)

    def absolute(self, href: str) -> str:
        """The address a link leads to, without its fragment; '' for what is no web address."""
        href = href.strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            return ""
        try:
            parts = urlsplit(urljoin(self.url, href.replace("\\", "/")))
        except ValueError:
            return ""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
        return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))
