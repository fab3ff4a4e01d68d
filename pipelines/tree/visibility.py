"""What a reader of the page sees. The walk asks node by node; `count_visible` counts again without the walk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from selectolax.lexbor import LexborHTMLParser, LexborNode

CODE_TAGS = frozenset({"script", "style"})
"""Elements whose content is code: it gets no label at all."""
CODE = "code"
"""The reason given for these and all below them."""
UNSEEN = {
    "head": "head",
    "template": "template",
    "noscript": "noscript",
    "noframes": "noscript",
    "iframe": "embedded",
    "select": "form",
    "textarea": "form",
    "datalist": "form",
}
"""Elements that are never seen, whatever their attributes, and the reason given."""
UNSEEN_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden)(?![\w-])", re.IGNORECASE | re.ASCII
)
_UNSEEN_SELECTOR = ", ".join(
    [*CODE_TAGS, *UNSEEN, "[hidden]", "[aria-hidden]", '[style*="none" i]', '[style*="hidden" i]']
)


def hidden_reason(tag: str, attributes: Mapping[str, str | None]) -> str:
    """Why an element and all below it is not seen, or ''.

    >>> hidden_reason("div", {"style": "color:red; DISPLAY : none"})
    'style'
    """
    if tag in UNSEEN:
        return UNSEEN[tag]
    if not attributes:
        return ""
    if "hidden" in attributes:
        return "hidden"
    if attributes.get("aria-hidden") == "true":
        return "aria-hidden"
    style = attributes.get("style")
    if style and UNSEEN_STYLE.search(style):
        return "style"
    return ""


def count_visible(dom: LexborHTMLParser) -> int:
    """Characters other than white space that the page shows, counted by the parser's own text and selectors.

    It shares no code path with the walk and its labels: it is the independent side of the label sum.
    """
    if dom.root is None:
        return 0
    return _count(dom.root) - sum(_count(node) for node in _topmost_unseen(dom))


def _topmost_unseen(dom: LexborHTMLParser) -> list[LexborNode]:
    unseen = {
        node.mem_id: node  # an element that two parts of the selector match is found twice
        for node in dom.css(_UNSEEN_SELECTOR)
        if node.tag in CODE_TAGS or hidden_reason(node.tag or "", node.attributes)
    }
    return [node for node in unseen.values() if not _has_ancestor(node, unseen.keys())]


def _has_ancestor(node: LexborNode, ids: Set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in ids:
            return True
        parent = parent.parent
    return False


def _count(node: LexborNode) -> int:
    return sum(map(len, node.text(deep=True).split()))
