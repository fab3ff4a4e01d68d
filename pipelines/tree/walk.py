"""The nodes of a parsed page, asked of the parser one by one: right for every page, and slower than `markup`."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from pipelines.tree.nodes import COMMENT, TEXT, Nodes, head_of, no_nodes
from pipelines.tree.visibility import CODE, CODE_TAGS, hidden_reason

_COMMENT_TAG = "-comment"


def walk(root: LexborNode) -> Nodes:
    """The nodes below and with a root, without recursion, since pages nest thousands deep."""
    nodes = no_nodes()
    stack: list[LexborNode] = []
    node: LexborNode | None = root
    parent = -1
    while node is not None:
        child = _add(nodes, node, parent)
        if child is not None:
            stack.append(node)
            parent, node = len(nodes.tags) - 1, child
            continue
        node = node.next if stack else None
        while node is None and stack:
            nodes.ends[parent] = len(nodes.tags)
            parent = nodes.parents[parent]
            opened = stack.pop()
            node = opened.next if stack else None
    return nodes


def _add(nodes: Nodes, node: LexborNode, parent: int) -> LexborNode | None:
    """Add one node; its first child."""
    tag = node.tag or ""
    inherited = nodes.hidden[parent] if parent >= 0 else ""
    if tag == TEXT:
        if inherited != CODE:
            nodes.runs.append(len(nodes.tags))
        nodes.add(TEXT, parent, node.text_content or "", inherited)
        return None
    if tag == _COMMENT_TAG:
        nodes.add(COMMENT, parent, node.comment_content or "", "comment")
        return None
    attributes = node.attributes or {}
    # All below code is code: inside <svg> a script may hold elements.
    unseen = CODE if tag in CODE_TAGS else inherited or hidden_reason(tag, attributes)
    nodes.add(tag, parent, "", unseen)
    nodes.heads[-1] = head_of(tag, attributes)
    return node.first_child
