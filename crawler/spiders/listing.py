"""What a listing page says: the documents it names, the pages it continues on, the total it declares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from pipelines.attachments.addresses import EXTENSIONS
from pipelines.tree.flat import Tree, parse

ATTACHMENT_SUFFIXES = frozenset(f".{extension}" for extension in EXTENSIONS - {"txt"})
"""A text on a list is a document like its pages."""
Kind = Literal["page", "attachment"]

_SAFE = "!$%&'()*+,-./:;=?@[]_~|"
"""What stays as it is printed: percent-escapes above all, whatever encoding they are of."""
_BASE = re.compile(r"<base\s", re.IGNORECASE)
_TOTAL = re.compile(
    r"共[\s有]{0,20}(?:<[^<>]{1,80}>\s*){0,3}([0-9]{1,7})\s*(?:<[^<>]{1,80}>\s*){0,3}(?:条|篇)"
)


@dataclass(frozen=True)
class Entry:
    """One document named by a listing: its absolute address and what the list says of it."""

    url: str
    title: str = ""
    date: str = ""
    """YYYY-MM-DD as listed, '' when the list shows none."""

    @property
    def kind(self) -> Kind:
        """`attachment` when the address ends in the suffix of a file, or hands the name of one to a script."""
        parts = urlsplit(self.url)
        names = [parts.path, *(value for _, value in parse_qsl(parts.query))]
        return "attachment" if any(_suffix(name) in ATTACHMENT_SUFFIXES for name in names) else "page"


@dataclass(frozen=True)
class Listing:
    """One listing page, read. `declared` is the total the portal claims; it is recorded, never believed."""

    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()
    """Absolute addresses of further listing pages."""
    declared: int | None = None


@dataclass(frozen=True)
class ListPage:
    """A listing answer as families see it: its address, its decoded text, and the encoding it was decoded from."""

    url: str
    text: str
    encoding: str = "utf-8"

    @cached_property
    def tree(self) -> Tree:
        return parse(self.text)

    @cached_property
    def base(self) -> str:
        """What relative links are relative to: the page's address, or what its first `<base href>` makes of it."""
        if not _BASE.search(self.text):
            return self.url
        hrefs = (self.tree.attribute(node, "href") for node in self.tree.select("base[href]"))
        return _joined(self.url, next(hrefs, "")) or self.url

    @property
    def stated_total(self) -> int | None:
        """N of the `共N条` that stands beside the page numbers, None when there is none."""
        for total in _TOTAL.finditer(self.text):
            if "页" in self.text[max(total.start() - 80, 0) : total.end() + 160]:
                return int(total[1])
        return None

    def absolute(self, href: str) -> str:
        """The address a link leads to, without its fragment; '' for what is no web address.

        As in a browser, what is not ASCII is escaped in UTF-8 in the path and in the page's encoding after `?`;
        escapes that are already printed are kept to the byte, or the portal would be asked for another page.
        """
        href = href.strip()
        if not href or href.startswith("#"):
            return ""
        try:
            parts = urlsplit(_joined(self.base, href))
            host = parts.hostname
        except ValueError:
            return ""
        if parts.scheme not in ("http", "https") or not host or not _plain(parts.netloc):
            return ""
        path = quote(parts.path or "/", safe=_SAFE)
        query = quote(parts.query, safe=_SAFE, encoding=self._codec, errors="xmlcharrefreplace")
        return urlunsplit((parts.scheme, parts.netloc.lower(), path, query, ""))

    @property
    def _codec(self) -> str:
        """The encoding, where it is one that Python writes; a mixed one (`gb18030+utf-8`) counts as its first."""
        name = self.encoding.partition("+")[0]
        try:
            "".encode(name)
        except LookupError:
            return "utf-8"
        return name


def _joined(base: str, href: str) -> str:
    """Joined as browsers do, which take a backslash for a slash; '' for what is no address."""
    try:
        return urljoin(base, href.replace("\\", "/"))
    except ValueError:
        return ""


def _suffix(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


def _plain(netloc: str) -> bool:
    return netloc.isascii() and not any(mark in netloc for mark in " @<>\"'")
