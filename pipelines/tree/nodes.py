"""The nodes of a page as parallel lists, and start tags in the one spelling that every serialiser of HTML gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

TEXT = "-text"
COMMENT = "-comment"

Attributes = dict[str, str | None]
NO_ATTRIBUTES: Attributes = {}

_ATTRIBUTE = re.compile(r' ([^ ][^ =]*)="([^"]*)"')
"""Of a canonical head: the name is all up to the first `=` (it may begin with one), the value has no quotes."""


class Nodes(NamedTuple):
    """Parallel lists over the nodes of a page, in document order."""

    tags: list[str]
    parents: list[int]
    ends: list[int]
    """One past the last ordinal of the subtree."""
    heads: list[str]
    """Start tags without their brackets, attributes quoted and escaped as the HTML standard serialises them: nodes with the
    same head have the same attributes. '' for text and comments."""
    texts: list[str]
    hidden: list[str]
    runs: list[int]

    def add(self, tag: str, parent: int, text: str, hidden: str) -> None:
        """One more node, without attributes and as yet without a subtree."""
        self.tags.append(tag)
        self.parents.append(parent)
        self.ends.append(len(self.tags))
        self.heads.append("")
        self.texts.append(text)
        self.hidden.append(hidden)


def no_nodes() -> Nodes:
    """Empty lists, to be filled."""
    return Nodes([], [], [], [], [], [], [])


def head_of(tag: str, attributes: Mapping[str, str | None]) -> str:
    """The canonical head of an element.

    >>> head_of("p", {"title": 'a "b" & c', "hidden": None})
    'p title="a &quot;b&quot; &amp; c" hidden=""'
    """
    written = (f'{name}="{_escaped(value or "")}"' for name, value in attributes.items())
    return " ".join([tag, *written])


def attributes_of(head: str) -> Attributes:
    """The attributes of a canonical head; those without a value have an empty one.

    >>> attributes_of('p title="a &quot;b&quot; &amp; c" hidden=""')
    {'title': 'a "b" & c', 'hidden': ''}
    """
    if " " not in head:
        return NO_ATTRIBUTES
    return {name: unescaped(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(head)}


def unescaped(text: str) -> str:
    """Text or an attribute's value, of which a serialiser escapes five characters and no others."""
    text = (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&nbsp;", "\N{NO-BREAK SPACE}")
    )
    return text.replace("&amp;", "&")


def _escaped(value: str) -> str:
    value = value.replace("&", "&amp;").replace("\N{NO-BREAK SPACE}", "&nbsp;").replace('"', "&quot;")
    return value.replace("<", "&lt;").replace(">", "&gt;")


class AttributesByNode:
    """The attributes of each node. Most are never asked for, so a head is taken apart when it is, and once."""

    def __init__(self, heads: list[str]) -> None:
        self.heads = heads
        self._known: dict[str, Attributes] = {"": NO_ATTRIBUTES}

    def __iter__(self) -> Iterator[Attributes]:
        return map(self.of, self.heads)

    def __getitem__(self, node: int) -> Attributes:
        head = self.heads[node]
        return self._known[head] if head in self._known else self.of(head)

    def of(self, head: str) -> Attributes:
        """The attributes of a head."""
        known = self._known.get(head)
        if known is None:
            known = self._known[head] = attributes_of(head)
        return known
