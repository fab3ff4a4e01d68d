"""Simple CSS selectors answered from an index of tags, ids and classes, without another walk of the page.

Rules ask a page for some two hundred names. Asking the parser for each costs more than parsing; looking them up in
an index costs nearly nothing. What is not a plain compound (`div.a#b[href^="x"]`) is left to the parser's own engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipelines.tree.nodes import Attributes, AttributesByNode, unescaped

_PART = re.compile(
    r"(?P<tag>[A-Za-z][A-Za-z0-9]*|\*)|\.(?P<class>-?[A-Za-z_][\w-]*)|#(?P<id>-?[A-Za-z_][\w-]*)"
    r"|\[(?P<name>[A-Za-z-]+)(?:(?P<operator>[\^*$~]?=)(?P<value>\"[^\"]*\"|[\w-]+))?\]"
)
_ESCAPED = re.compile('[&<>"\N{NO-BREAK SPACE}]')
_NAMES = re.compile(r' (id|class)="([^"]+)"')
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

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What a canonical head must have in it, if it is to have these attributes."""
        names = [f' {name}="' for name, _, _ in self.attributes]
        values = [value for _, operator, value in self.attributes if operator and not _ESCAPED.search(value)]
        return (*values, *names)

    @cached_property
    def sign_of_name(self) -> str:
        """What some id or class of the page must have in it; '' where nothing is said of either."""
        return next(
            (
                v
                for name, operator, v in self.attributes
                if operator and name in ("id", "class") and " " not in v
            ),
            "",
        )

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
    """Which heads (see `nodes`) have which tag, id and class, and which elements have which head."""

    def __init__(self, attributes: AttributesByNode) -> None:
        self.nodes: dict[str, list[int]] = {}
        """Elements by head."""
        self.tags: dict[str, list[str]] = {}
        self.ids: dict[str, list[str]] = {}
        self.classes: dict[str, list[str]] = {}
        self._attributes = attributes
        nodes = self.nodes
        for node, head in enumerate(attributes.heads):
            if head in nodes:
                nodes[head].append(node)
            elif head:
                nodes[head] = [node]
        for head in nodes:
            self.tags.setdefault(head.partition(" ")[0], []).append(head)
            if ' class="' in head or ' id="' in head:
                self._name(head)
        self._markup = "\n".join(nodes)
        self._names = "\n".join([*self.ids, *self.classes])

    def _name(self, head: str) -> None:
        for name, value in _NAMES.findall(head):
            if name == "id":
                self.ids.setdefault(unescaped(value), []).append(head)
            else:
                for one in set(unescaped(value).split()):
                    self.classes.setdefault(one, []).append(head)

    def find(self, compound: Compound) -> list[int]:
        """The elements that a compound matches, in no order."""
        if compound.sign_of_name not in self._names or any(
            sign not in self._markup for sign in compound.signs
        ):
            return []
        heads = self._candidates(compound)
        for sign in compound.signs:
            heads = [head for head in heads if sign in head]
        return [node for head in heads if self._fits(compound, head) for node in self.nodes[head]]

    def _candidates(self, compound: Compound) -> Iterable[str]:
        """The heads that have the rarest name in a compound."""
        if compound.identity:
            return self.ids.get(compound.identity, ())
        if compound.classes:
            return self.classes.get(compound.classes[0], ())
        return self.tags.get(compound.tag, ()) if compound.tag else self.nodes

    def _fits(self, compound: Compound, head: str) -> bool:
        has_tag = not compound.tag or compound.tag == head.partition(" ")[0]
        return has_tag and compound.matches(self._attributes.of(head))


class SelectorTable:
    """Many selectors with a name each, asked of a page at once: most are single names, found by the page's own.

    >>> table = SelectorTable([("share", ".share, #share"), ("nav", "nav")])
    >>> table.find(Names(AttributesByNode(["nav", 'p class="a share"'])), lambda selector: [])
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
                for head in own[key]:
                    for node in page.nodes[head]:
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
