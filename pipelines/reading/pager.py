"""Pagers written by script: the call that tells how many pages a list or an article has, and how their files are named."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CALL = re.compile(r"\bcreatePage(?:HTML)?\s*\(([^()]{1,200})\)", re.IGNORECASE)
_COUNT = re.compile(r"\bvar\s+countPage\s*=\s*([0-9]{1,6})\b")
_CURRENT = re.compile(r"\bvar\s+currentPage\s*=\s*([0-9]{1,6})\b")
_NUMBER = re.compile(r"[0-9]{1,9}")
_NAME = re.compile(r"[\w.-]{1,100}")
_SUFFIX = re.compile(r"/[^/?#]*\.(\w+)(?:[?#]|$)")


@dataclass(frozen=True)
class Pager:
    """What a pager says. Page `first` is the plain file (`index.html`), all others carry their number."""

    pages: int
    current: int
    first: int
    """0 or 1: what the portal's own script counts from."""
    name: str
    suffix: str
    records: int | None = None
    """How many documents a list claims to have."""

    @property
    def following(self) -> str:
        """The file of the next page, '' on the last."""
        last = self.pages - 1 + self.first
        return f"{self.name}_{self.current + 1}.{self.suffix}" if self.current < last else ""


def read_pager(text: str, url: str = "") -> Pager | None:
    """The pager of a page; None when it has none. The forms seen, told apart by where the numbers stand:

    * `(PAGES, CURRENT, "index", "html")` counts from 0: TRS, on most ministries and many provinces;
    * `(RECORDS, PAGES, CURRENT, "index", "html")` counts from 0: TRS on Beijing's bureaus;
    * `(PAGES, CURRENT, "index")` counts from 0; the suffix is that of the page itself;
    * `("page_div", PAGES, CURRENT, "list", "shtml", RECORDS)` counts from 1: UCAP. RECORDS may be missing;
    * `var countPage = N` beside `var currentPage = K` counts from 0: TRS on sites of ministries.

    >>> read_pager('createPageHTML(13, 0, "index", "html");').following
    'index_1.html'
    >>> read_pager("createPageHTML( 191,13,2,'index','htm' )")
    Pager(pages=13, current=2, first=0, name='index', suffix='htm', records=191)
    >>> read_pager("createPageHTML('page_div',10, 1,'xlist','shtml',189)").following
    'xlist_2.shtml'
    """
    for call in _CALL.finditer(text):
        arguments = [part.strip().strip("\"'") for part in call[1].split(",")]
        if pager := _from_arguments(arguments, url):
            return pager
    counted, current = _COUNT.search(text), _CURRENT.search(text)
    if not counted:
        return None
    return Pager(int(counted[1]), int(current[1]) if current else 0, 0, "index", _suffix_of(url))


def _from_arguments(arguments: list[str], url: str) -> Pager | None:
    """A pager from the arguments of one call; None for a definition (`createPageHTML(count, index, …)`)."""
    container = not _NUMBER.fullmatch(arguments[0])
    rest = arguments[1:] if container else arguments
    leading = _leading_numbers(rest)
    words = rest[len(leading) :]
    if (
        len(leading) not in (2, 3)
        or not words
        or not _NAME.fullmatch(words[0])
        or (container and len(leading) == 3)
    ):
        return None
    records = leading[0] if len(leading) == 3 else None
    pages, current = leading[-2:]
    name, *more = words
    suffix = more.pop(0).lstrip(".") if more and not _NUMBER.fullmatch(more[0]) else _suffix_of(url)
    if more and _NUMBER.fullmatch(more[0]) and records is None:
        records = int(more[0])
    if not _NAME.fullmatch(suffix):
        return None
    return Pager(pages, current, 1 if container else 0, name, suffix, records)


def _leading_numbers(arguments: list[str]) -> list[int]:
    numbers = []
    for argument in arguments:
        if not _NUMBER.fullmatch(argument):
            break
        numbers.append(int(argument))
    return numbers


def _suffix_of(url: str) -> str:
    suffix = _SUFFIX.search(url)
    return suffix[1] if suffix else "html"
