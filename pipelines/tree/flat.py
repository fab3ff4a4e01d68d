"""A page as flat lists: one HTML5 parse, one pass, and integers from then on.

A node is its ordinal in document order, elements, text nodes and comments alike. Lists instead of node objects
keep the pass at about the cost of the parse, and a subtree is a plain range: ``range(node, tree.ends[node])``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from pipelines.tree.markup import read_back
from pipelines.tree.nodes import COMMENT, TEXT, Attributes, AttributesByNode, no_nodes
from pipelines.tree.select import Names, SelectorTable, compounds
from pipelines.tree.visibility import count_visible
from pipelines.tree.walk import walk


@dataclass(slots=True)
class Tree:
    """Parallel lists over the nodes of a page; nothing in it is changed once `parse` or `plain` has returned."""

    tags: list[str]
    """Element names as the parser has them (lower case in HTML); TEXT and COMMENT for the two other kinds of node."""
    parents: list[int]
    """Ordinal of the parent; -1 for the root."""
    ends: list[int]
    """One past the last ordinal of the subtree."""
    heads: list[str]
    """Canonical start tags (see `nodes`); '' for text and comments."""
    texts: list[str]
    """Text of TEXT and COMMENT nodes as parsed, '' for elements."""
    hidden: list[str]
    """Why a reader of the page does not see this node (see `visibility`); '' when it is visible."""
    runs: list[int]
    """Ordinals of the text nodes that get a label: all but those of script and style."""
    attributes: AttributesByNode = field(init=False)
    paths: dict[int, str] = field(default_factory=dict)
    """CSS paths made so far, by element (see `paths`): neighbours share nearly all of theirs."""
    steps: dict[int, str] = field(default_factory=dict)
    """The last steps of such paths, made for all children of an element at once."""
    _dom: LexborHTMLParser | None = None
    _ordinals: dict[int, int] | None = None
    _names: Names | None = None

    def __post_init__(self) -> None:
        self.attributes = AttributesByNode(self.heads)

    def select(self, selector: str) -> list[int]:
        """Ordinals of the elements a CSS selector matches, in document order; [] on plain text.

        Plain compounds are answered from an index (see `select`), all else by the parser's CSS engine. Raises
        ValueError naming the selector when it is not valid CSS.
        """
        if self._dom is None:
            return []
        plain_ones = compounds(selector)
        if plain_ones is not None:
            names = self._index()
            return sorted({node for compound in plain_ones for node in names.find(compound)})
        try:
            found = self._dom.css(selector)
        except SelectolaxError as error:
            raise ValueError(f"{selector!r} is not a CSS selector: {error}") from error
        ordinals = self._by_identity() if found else {}
        return sorted({ordinals[node.mem_id] for node in found if node.mem_id in ordinals})

    def select_all(self, table: SelectorTable) -> dict[int, list[str]]:
        """What many named selectors match at once: their names by element, in document order; {} on plain text."""
        return table.find(self._index(), self.select) if self._dom is not None else {}

    def _by_identity(self) -> dict[int, int]:
        """Ordinals by the parser's own number of a node; made only where its CSS engine found something."""
        if self._ordinals is None:
            root = self._dom.root if self._dom is not None else None
            nodes = root.traverse() if root is not None else ()
            ordinals = (ordinal for ordinal, tag in enumerate(self.tags) if tag != TEXT)
            self._ordinals = {node.mem_id: ordinal for ordinal, node in zip(ordinals, nodes, strict=True)}
        return self._ordinals

    def _index(self) -> Names:
        if self._names is None:
            self._names = Names(self.attributes)
        return self._names

    def count_visible(self) -> int:
        """Visible characters other than white space, counted by the parser and not by the walk (see `visibility`)."""
        if self._dom is None:
            return sum(map(len, "\n".join(self.texts).split()))
        return count_visible(self._dom)

    def attribute(self, node: int, name: str) -> str:
        """An attribute's value, '' when it is absent or has none."""
        return self.attributes[node].get(name) or ""

    def classes(self, node: int) -> list[str]:
        return self.attribute(node, "class").split()

    def ancestors(self, node: int) -> list[int]:
        """From the parent up to the root."""
        found = []
        while (node := self.parents[node]) >= 0:
            found.append(node)
        return found

    def children(self, node: int) -> list[int]:
        found, child, end = [], node + 1, self.ends[node]
        while child < end:
            found.append(child)
            child = self.ends[child]
        return found

    def within(self, node: int, container: int) -> bool:
        return container <= node < self.ends[container]


def parse(html: str) -> Tree:
    """The tree of a page, parsed as browsers parse HTML5; text after ``</html>`` is kept, nesting is unbounded."""
    dom = LexborHTMLParser(html)
    root = dom.root
    if root is None:
        return Tree(*no_nodes(), _dom=dom)
    return Tree(*(read_back(root.html or "") or walk(root)), _dom=dom)


def plain(text: str) -> Tree:
    """The tree of a plain text: a root with one `line` element a line, so that the same rules read both."""
    nodes = no_nodes()
    nodes.add("text", -1, "", "")
    for line in text.splitlines():
        nodes.add("line", 0, "", "")
        element = len(nodes.tags) - 1
        if line:
            nodes.runs.append(element + 1)
            nodes.add(TEXT, element, line, "")
        nodes.ends[element] = len(nodes.tags)
    nodes.ends[0] = len(nodes.tags)
    return Tree(*nodes)


__all__ = ["COMMENT", "TEXT", "Attributes", "Tree", "parse", "plain"]
