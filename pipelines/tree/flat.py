"""A page as flat lists: one HTML5 parse, one walk, and integers from then on.

A node is its ordinal in document order, elements, text nodes and comments alike. Lists instead of node objects
keep the walk at about the cost of the parse, and a subtree is a plain range: ``range(node, tree.ends[node])``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from pipelines.tree.select import Compound, Names, SelectorTable, compounds
from pipelines.tree.visibility import CODE, CODE_TAGS, UNSEEN_TAGS, count_visible, hidden_reason

TEXT = "-text"
COMMENT = "-comment"
_COMMENT_TAG = "-comment"

Attributes = dict[str, str | None]
NO_ATTRIBUTES: Attributes = {}


@dataclass(slots=True)
class Tree:
    """Parallel lists over the nodes of a page; nothing in it is changed once `parse` or `plain` has returned."""

    tags: list[str] = field(default_factory=list)
    """Lower-case element names; TEXT and COMMENT for the two other kinds of node."""
    parents: list[int] = field(default_factory=list)
    """Ordinal of the parent; -1 for the root."""
    ends: list[int] = field(default_factory=list)
    """One past the last ordinal of the subtree."""
    attributes: list[Attributes] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Text of TEXT and COMMENT nodes as parsed, '' for elements."""
    hidden: list[str] = field(default_factory=list)
    """Why a reader of the page does not see this node (see `visibility`); '' when it is visible."""
    runs: list[int] = field(default_factory=list)
    """Ordinals of the text nodes that get a label: all but those of script and style."""
    paths: dict[int, str] = field(default_factory=dict)
    """CSS paths made so far, by element (see `paths`): neighbours share nearly all of theirs."""
    steps: dict[int, str] = field(default_factory=dict)
    """The last steps of such paths, made for all children of an element at once."""
    _dom: LexborHTMLParser | None = None
    _ordinals: dict[int, int] | None = None
    _names: Names | None = None

    def select(self, selector: str) -> list[int]:
        """Ordinals of the elements a CSS selector matches, in document order; [] on plain text.

        Plain compounds are answered from an index (see `select`), all else by the parser's CSS engine. Raises
        ValueError naming the selector when it is not valid CSS.
        """
        if self._dom is None:
            return []
        plain_ones = compounds(selector)
        if plain_ones is not None:
            return self._look_up(plain_ones)
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
            nodes = root.traverse(include_text=True) if root is not None else ()
            self._ordinals = {node.mem_id: ordinal for ordinal, node in enumerate(nodes)}
        return self._ordinals

    def _index(self) -> Names:
        if self._names is None:
            self._names = Names(self.tags, self.attributes)
        return self._names

    def _look_up(self, wanted: tuple[Compound, ...]) -> list[int]:
        found: set[int] = set()
        names = self._index()
        for compound in wanted:
            for node in names.candidates(compound):
                if (not compound.tag or self.tags[node] == compound.tag) and compound.matches(
                    self.attributes[node]
                ):
                    found.add(node)
        return sorted(found)

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
    tree = Tree(_dom=dom)
    if dom.root is not None:
        _walk(tree, dom.root)
    return tree


def plain(text: str) -> Tree:
    """The tree of a plain text: a root with one `line` element a line, so that the same rules read both."""
    tree = Tree()
    _open(tree, "text", -1, NO_ATTRIBUTES, "", "")
    for line in text.splitlines():
        _open(tree, "line", 0, NO_ATTRIBUTES, "", "")
        element = len(tree.tags) - 1
        if line:
            _open(tree, TEXT, element, NO_ATTRIBUTES, line, "")
            tree.runs.append(element + 1)
            tree.ends[-1] = len(tree.tags)
        tree.ends[element] = len(tree.tags)
    tree.ends[0] = len(tree.tags)
    return tree


def _open(tree: Tree, tag: str, parent: int, attributes: Attributes, text: str, hidden: str) -> None:
    tree.tags.append(tag)
    tree.parents.append(parent)
    tree.ends.append(len(tree.tags))
    tree.attributes.append(attributes)
    tree.texts.append(text)
    tree.hidden.append(hidden)


def _walk(tree: Tree, root: LexborNode) -> None:
    """Fill the lists from the parsed nodes, without recursion (pages nest thousands deep) and without a call a node."""
    tags, parents, ends, attributes = tree.tags, tree.parents, tree.ends, tree.attributes
    texts, hidden, runs = tree.texts, tree.hidden, tree.runs
    stack: list[tuple[int, LexborNode]] = []
    node: LexborNode | None = root
    parent, inherited, ordinal = -1, "", 0
    while node is not None:
        tag = node.tag or ""
        child = None
        own = NO_ATTRIBUTES
        text, unseen = "", inherited
        if tag == TEXT:
            text = node.text_content or ""
            if inherited != CODE:
                runs.append(ordinal)
        elif tag == _COMMENT_TAG:
            tag, text, unseen = COMMENT, node.comment_content or "", "comment"
        else:
            own = node.attributes or NO_ATTRIBUTES
            child = node.first_child
            if tag in CODE_TAGS:
                unseen = CODE  # and all below it: inside <svg> a script may hold elements
            elif not inherited and (
                "style" in own or tag in UNSEEN_TAGS or "hidden" in own or "aria-hidden" in own
            ):
                unseen = hidden_reason(tag, own)
        tags.append(tag)
        parents.append(parent)
        attributes.append(own)
        texts.append(text)
        hidden.append(unseen)
        ends.append(ordinal + 1)
        ordinal += 1
        if child is not None:
            stack.append((ordinal - 1, node))
            parent, inherited, node = ordinal - 1, unseen, child
            continue
        node = node.next if stack else None
        while node is None and stack:
            closed, opened = stack.pop()
            ends[closed] = ordinal
            parent = parents[closed]
            node = opened.next if stack else None
        inherited = hidden[parent] if parent >= 0 else ""
