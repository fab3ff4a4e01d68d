"""HTML as a type of its own: text becomes markup only through `text`, so nothing of a page is ever taken for markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import NewType

Markup = NewType("Markup", str)

Attributes = Mapping[str, str | int | None]
NONE: Attributes = {}


def text(words: str) -> Markup:
    """Words as a page shows them.

    >>> text("a < b & c")
    'a &lt; b &amp; c'
    """
    return Markup(escape(words))


def element(tag: str, attributes: Attributes = NONE, *children: Markup) -> Markup:
    """An element with its end tag.

    >>> element("p", {"class": 'a"b', "id": None}, text("<"))
    '<p class="a&quot;b">&lt;</p>'
    """
    return Markup(f"{begin(tag, attributes)}{''.join(children)}</{tag}>")


def begin(tag: str, attributes: Attributes = NONE) -> Markup:
    """A start tag; attributes that are None are left out."""
    written = (f' {name}="{escape(str(value))}"' for name, value in attributes.items() if value is not None)
    return Markup(f"<{tag}{''.join(written)}>")


def end(tag: str) -> Markup:
    return Markup(f"</{tag}>")


def join(parts: Iterable[Markup]) -> Markup:
    return Markup("".join(parts))


def rows(headings: Iterable[str], body: Iterable[Iterable[Markup]], name: str = "") -> Markup:
    """A table: one line of headings, one row for each of `body`."""
    head = join(element("th", {"scope": "col"}, text(heading)) for heading in headings)
    lines = (element("tr", NONE, *(element("td", NONE, cell) for cell in row)) for row in body)
    return element(
        "table",
        {"class": f"sheet {name}".strip()},
        element("thead", NONE, element("tr", NONE, head)),
        element("tbody", NONE, *lines),
    )
