"""The addresses that the pages of one article can have: that of its first page with a page number put in or raised."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

MOST_PAGES = 50
"""Pages an article may have: beyond that it is a listing, or a number that is none of a page."""

_PARAMETERS = frozenset(
    "page p pn pageno page_no pagenum page_num pagenumber pageindex page_index curpage currentpage nowpage pageid".split()
)
"""Query parameters that number the pages of an article, in lower case."""
_SEEMS_NUMBERED = re.compile(
    rf"[_?&-](?:\d{{1,3}}(?:\.\w{{1,6}})?(?:[?#]|$)|(?:{'|'.join(sorted(_PARAMETERS))})=\d)"
).search
_NUMBERED = re.compile(r"(.+[_-])(\d{1,3})")
_FIRST_NUMBERS = ("0", "1")
_INDEXES = ("index", "default", "content")
"""What a folder's own page is called."""


class _Address(NamedTuple):
    """An address taken apart where a page number can stand."""

    host: str
    folder: str
    stem: str
    suffix: str
    query: tuple[tuple[str, str], ...]
    """Without the page number, in alphabetical order."""
    page: str | None
    """The page number in the query."""


def page_number(url: str, first: str) -> int | None:
    """Which page of an article `url` is, by the number in its address; None where it is no page of that article.

    `first` is the address of the first page, whose number is 0 where it has none. Families count differently: the
    second page of `t1.html` is `t1_1.html` or `t1_2.html`.

    >>> page_number("http://a.example/t1_2.html", "http://a.example/t1.html")
    2
    >>> page_number("http://a.example/n.asp?page=3&id=7", "http://a.example/n.asp?id=7")
    3
    >>> page_number("http://a.example/t2.html", "http://a.example/t1.html") is None
    True
    """
    start, other = _taken_apart(first), _taken_apart(url)
    if start is None or other is None or start[:2] != other[:2] or start.query != other.query:
        return None
    if (start.stem, start.suffix) == (other.stem, other.suffix):
        return _in_query(start.page, other.page) if start.page != other.page else _own_number(start)
    return _in_name(start, other) if start.page == other.page else None


def may_be_numbered(href: str) -> bool:
    """The first and cheapest question about a link: whether a page number stands where one can stand.

    >>> may_be_numbered("./t1_2.html"), may_be_numbered("?id=7&Page=2"), may_be_numbered("/t20240312_880412.html")
    (True, True, False)
    """
    return _SEEMS_NUMBERED(href.lower()) is not None


def common_stem(first: str) -> str:
    """What the name of every page of an article has in it, unless only the query numbers them; '' for a folder.

    >>> common_stem("http://a.example/x/t1_1.html"), common_stem("http://a.example/x/")
    ('t1', '')
    """
    start = _taken_apart(first)
    if start is None:
        return ""
    begun = _NUMBERED.fullmatch(start.stem)
    return begun[1][:-1] if begun and begun[2] in _FIRST_NUMBERS else start.stem


def possible_firsts(url: str) -> tuple[str, ...]:
    """Addresses that can be that of the first page of an article of which `url` is a page: itself, and without number."""
    name = url.partition("?")[0].partition("#")[0]
    stem, dot, suffix = name.rpartition(".") if "." in name[name.rfind("/") :] else (name, "", "")
    numbered = _NUMBERED.fullmatch(stem)
    return (url, numbered[1][:-1] + dot + suffix + url[len(name) :]) if numbered else (url,)


def begins_with_number(first: str) -> bool:
    """True for a first page with a number in its name (`X_1.html`), which may as well be the number of an article."""
    start = _taken_apart(first)
    numbered = _NUMBERED.fullmatch(start.stem) if start else None
    return bool(numbered and numbered[2] in _FIRST_NUMBERS)


def _taken_apart(url: str) -> _Address | None:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return None
    folder, _, name = parts.path.rpartition("/")
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    query = parse_qsl(parts.query, keep_blank_values=True)
    numbers = [value for key, value in query if key.lower() in _PARAMETERS and value.isdecimal()]
    rest = [pair for pair in query if pair[0].lower() not in _PARAMETERS or not pair[1].isdecimal()]
    if len(numbers) > 1:
        return None
    return _Address(
        host, folder, stem, (dot + suffix).lower(), tuple(sorted(rest)), numbers[0] if numbers else None
    )


def _own_number(first: _Address) -> int:
    """The number in the address of the first page itself."""
    if first.page is not None:
        return int(first.page)
    numbered = _NUMBERED.fullmatch(first.stem)
    return int(numbered[2]) if numbered and numbered[2] in _FIRST_NUMBERS else 0


def _in_query(first: str | None, page: str | None) -> int | None:
    """`?id=7&page=2` after `?id=7` or `?id=7&page=1`; a first page with another number has none of a page."""
    if page is None or (first is not None and first not in _FIRST_NUMBERS):
        return None
    return _bounded(page)


def _in_name(first: _Address, other: _Address) -> int | None:
    """`X_2.html` or `X-2.html` after `X.html`, or after `X_1.html`; after a folder, `index_2.html`."""
    numbered = _NUMBERED.fullmatch(other.stem)
    if numbered is None:
        return None
    name, number = numbered.groups()
    if not first.stem and not first.suffix:
        return _bounded(number) if name[:-1].lower() in _INDEXES else None
    if first.suffix != other.suffix:
        return None
    if name[:-1] == first.stem:
        return _bounded(number)
    begun = _NUMBERED.fullmatch(first.stem)
    return _bounded(number) if begun and begun[1] == name and begun[2] in _FIRST_NUMBERS else None


def _bounded(number: str) -> int | None:
    return int(number) if int(number) <= MOST_PAGES else None
