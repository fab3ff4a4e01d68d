"""Related documents that a page points to: the links under 相关解读, 相关文件 and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from pipelines.fields.clues import Clues
from pipelines.fields.words import fold
from pipelines.tree.flat import TEXT, Tree
from pipelines.tree.page import tidy

HEADING = re.compile(
    r"^[【\[]?\s*(?:相关(?:政策)?解读|政策解读|解读(?:链接|文件|材料)?|文件解读|图解|相关(?:政策|文件|政策文件|文档|链接|稿件|内容)|关联(?:稿件|文件|文档)"
    r"|解读链接|原文链接|政策(?:原文|文件))\s*[】\]]?\s*[:：]?$"
)
_LINKED = re.compile("解读|相关|关联|图解|原文|政策")
FOOT_LINES, CLIMB, MOST_LINKS = 30, 3, 30


def related_links(clues: Clues) -> tuple[tuple[str, str], ...]:
    """Name and absolute URL of each, in order, each address once; nothing without a page URL to resolve against."""
    found: dict[str, str] = {}
    for node in _boxes(clues):
        for name, url in _links(clues, node):
            found.setdefault(url, name)
    return tuple((name, url) for url, name in found.items())


def _boxes(clues: Clues) -> Iterator[int]:
    """The element behind each heading of related documents, in the last lines of the body and below it."""
    below = clues.zones.below
    lines = clues.page.lines
    near = range(max(clues.zones.tail.start, below.start - 6), min(len(lines), below.start + FOOT_LINES))
    for index in (*range(max(clues.head.start, clues.zones.above.stop - 4), clues.zones.above.stop), *near):
        text = lines[index].text
        if len(text) <= 60 and _LINKED.search(text) and HEADING.match(tidy(text)):
            yield from _behind(clues.page.tree, lines[index].owner)


def _behind(tree: Tree, heading: int) -> Iterator[int]:
    """The next element after a heading that holds links, looked for beside it and beside its wrappers."""
    node = heading
    for _ in range(CLIMB):
        if "a" in tree.tags[node : tree.ends[node]]:
            yield node
            return
        sibling = tree.ends[node]
        end = tree.ends[tree.parents[node]] if tree.parents[node] >= 0 else 0
        while sibling < end and tree.tags[sibling].startswith("-"):
            sibling = tree.ends[sibling]
        if sibling < end:
            if "a" in tree.tags[sibling : tree.ends[sibling]]:
                yield sibling
            return
        node = tree.parents[node]
        if node <= 0 or tree.tags[node] in ("body", "html"):
            return


def _links(clues: Clues, box: int) -> Iterator[tuple[str, str]]:
    tree = clues.page.tree
    nodes = [node for node in range(box, tree.ends[box]) if tree.tags[node] == "a"]
    for node in nodes if len(nodes) <= MOST_LINKS else []:
        href = tree.attribute(node, "href").strip()
        if not href or href.startswith("#") or href.lower().startswith(("javascript:", "mailto:", "tel:")):
            continue
        inner = range(node, tree.ends[node])
        name = tidy(
            "".join(clues.page.texts[n] for n in inner if tree.tags[n] == TEXT and not tree.hidden[n])
        )
        name = tree.attribute(node, "title").strip() if name.endswith(("...", "…")) or not name else name
        url = _resolve(clues.page.url, href)
        if name and url and fold(name) not in ("更多", "more", "更多>>"):
            yield name, url


def _resolve(base: str, href: str) -> str:
    try:
        url = urljoin(base, href)
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""
