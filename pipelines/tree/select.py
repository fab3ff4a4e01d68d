"""Simple CSS selectors answered from an index of tags, ids and classes, without another walk of the page.

Rules ask a page for some two hundred names. Asking the parser for each costs more than parsing; looking them up in
an index costs nearly nothing. What is not a plain compound (`div.a#b[href^="x"]`) is left to the parser's own engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

Attributes = dict[str, str | None]

_PART = re.compile(
    r"(?P<tag>[A-Za-z][A-Za-z0-9]*|\*)|\.(?P<class>-?[A-Za-z_][\w-]*)|#(?P<id>-?[A-Za-z_][\w-]*)"
    r"|\[(?P<name>[A-Za-z-]+)(?:(?P<operator>[\^*$~]?=)(?P<value>\"[^\"]*\"|[\w-]+))?\]"
)
_COMPARE: dict[str, Callable[[str, str], bool]] = {
    "=": lambda have, want: have == want,
    "^=": lambda have, want: have.startswith(want),
    "$=": lambda have, want: have.endswith(want),
    "*=": lambda have, want: want in have,
    "~=": lambda have, want: want in have.split(),
}


@dataclass(frozen=True)
class Compound:
    """One compound selector taken apart."""

    tag: str
    identity: str
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    """Name, operator ('' for mere presence) and value."""

    @property
    def key_count(self) -> int:
        """How many of tag, id and classes it names."""
        return bool(self.tag) + bool(self.identity) + len(self.classes)

    def matches(self, attributes: Attributes) -> bool:
        """True when id, classes and attributes fit; the tag is the caller's matter."""
        if self.identity and attributes.get("id") != self.identity:
            return False
        if self.classes and not set(self.classes).issubset((attributes.get("class") or "").split()):
            return False
        for name, operator, value in self.attributes:
            if name not in attributes:
                return False
            if operator and not (value and _COMPARE[operator](attributes[name] or "", value)):
                return False
        return True


class Names:
    """Which nodes have which tag, id and class."""

    def __init__(self, tags: list[str], attributes: list[Attributes]) -> None:
        self.tags: dict[str, list[int]] = {}
        self.ids: dict[str, list[int]] = {}
        self.classes: dict[str, list[int]] = {}
        self.bearing: list[int] = []
        """Nodes that have any attribute."""
        self._attributes = attributes
        self._bearing: dict[str, list[int]] = {}
        for node, tag in enumerate(tags):
            self.tags.setdefault(tag, []).append(node)
            own = attributes[node]
            if own:
                self.bearing.append(node)
                if identity := own.get("id"):
                    self.ids.setdefault(identity, []).append(node)
                if names := own.get("class"):
                    for name in names.split():
                        self.classes.setdefault(name, []).append(node)

    def candidates(self, compound: Compound) -> list[int]:
        """Nodes of the rarest name in a compound; `Compound.matches` and the tag decide among them."""
        if compound.identity:
            return self.ids.get(compound.identity, [])
        if compound.classes:
            return self.classes.get(compound.classes[0], [])
        if compound.tag:
            return self.tags.get(compound.tag, [])
        for name, operator, value in compound.attributes:
            if name in ("id", "class") and operator:
                known = self.ids if name == "id" else self.classes
                return [node for key, nodes in known.items() if value in key for node in nodes]
        return self._bearing_name(compound.attributes[0][0]) if compound.attributes else self.bearing

    def _bearing_name(self, name: str) -> list[int]:
        """Nodes that have an attribute of that name."""
        if name not in self._bearing:
            self._bearing[name] = [node for node in self.bearing if name in self._attributes[node]]
        return self._bearing[name]


class SelectorTable:
    """Many selectors with a name each, asked of a page at once: most are single names, found by the page's own.

    >>> table = SelectorTable([("share", ".share, #share"), ("nav", "nav")])
    >>> table.find(Names(["nav", "p"], [{}, {"class": "a share"}]), lambda selector: [])
    {0: ['nav'], 1: ['share']}
    """

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._tags: dict[str, list[str]] = {}
        self._ids: dict[str, list[str]] = {}
        self._classes: dict[str, list[str]] = {}
        self._others: list[tuple[str, str]] = []
        self._order: dict[str, int] = {}
        for name, selector in rows:
            self._order.setdefault(name, len(self._order))
            for part in map(str.strip, selector.split(",")):
                self._add(name, part)

    def _add(self, name: str, part: str) -> None:
        compound = _compound(part)
        if compound is None or compound.attributes or compound.key_count != 1:
            self._others.append((name, part))
        elif compound.identity:
            self._ids.setdefault(compound.identity, []).append(name)
        elif compound.classes:
            self._classes.setdefault(compound.classes[0], []).append(name)
        else:
            self._tags.setdefault(compound.tag, []).append(name)

    def find(self, page: Names, select: Callable[[str], list[int]]) -> dict[int, list[str]]:
        """Names by node, in document order of the nodes and table order of the names; `select` does the rest."""
        found: dict[int, set[str]] = {}
        for known, own in ((self._tags, page.tags), (self._ids, page.ids), (self._classes, page.classes)):
            for key in known.keys() & own.keys():
                for node in own[key]:
                    found.setdefault(node, set()).update(known[key])
        for name, selector in self._others:
            for node in select(selector):
                found.setdefault(node, set()).add(name)
        return {node: sorted(found[node], key=self._order.__getitem__) for node in sorted(found)}


@lru_cache(maxsize=4096)
def compounds(selector: str) -> tuple[Compound, ...] | None:
    """The compounds of a comma list, or None when the selector needs a CSS engine.

    >>> [c.tag for c in compounds('a[href^="x"], div.b')]
    ['a', 'div']
    >>> compounds("div > p") is None
    True
    """
    found = []
    for part in selector.split(","):
        compound = _compound(part.strip())
        if compound is None:
            return None
        found.append(compound)
    return tuple(found)


def _compound(text: str) -> Compound | None:
    tag, identity, position = "", "", 0
    classes: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    while position < len(text):
        part = _PART.match(text, position)
        if part is None or (part["tag"] and position):
            return None
        if part["tag"] and part["tag"] != "*":
            tag = part["tag"].lower()
        elif part["class"]:
            classes.append(part["class"])
        elif part["id"]:
            identity = part["id"]
        elif part["name"]:
            attributes.append(
                (part["name"].lower(), part["operator"] or "", (part["value"] or "").strip('"'))
            )
        position = part.end()
    return Compound(tag, identity, tuple(classes), tuple(attributes)) if text and text != "*" else None
