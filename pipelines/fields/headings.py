"""Which heading above the body is the title: portals put site name, column and widgets into headings as well."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.fields.clues import Clues
from pipelines.fields.dates import is_only_date
from pipelines.fields.labels import find_labels
from pipelines.fields.words import fold, is_column, is_organ, is_prose, looks_like_site
from pipelines.tree.flat import Tree

NEAREST_LINES = 30
LOOSE_LINES = 20
LONG_REFERENCE = 12
"""A `<title>` of that length is a title: only an h1 may contradict it, no box that is merely called so."""
GROUP_LINES = 4
_CLASS = re.compile(
    r"title|biaoti|headline|(?<![a-z])(?:tit|bt|theme)(?![a-z])|[a-z]tit(?![a-z])", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"^(?:相关|关联|热点|推荐|分享|扫一扫|当前位置|您的位置|您现在|网站|友情|附件|文件下载|上一篇|下一篇|首页|微信|微博|搜索|打印)"
)
_STRENGTH = {"ucaptitle": 3, "h1": 3, "h2": 1, "h3": 1, "h4": 1, "h5": 1, "h6": 1}
_BY_CLASS = 2


class Heading(NamedTuple):
    """Consecutive lines of one heading element (or of equal headings in a row), and how strong its mark-up is."""

    lines: tuple[int, ...]
    text: str
    element: int
    strength: int


def heading_texts(clues: Clues, references: list[str]) -> str:
    """The text of the likeliest title heading, '' when there is none.

    `references` are folded titles from elsewhere: a heading that is part of one, or holds one, wins; of the others
    the strongest, and of equals the nearest to the body.
    """
    chosen = title_heading(clues, references)
    return chosen.text if chosen else ""


def title_heading(clues: Clues, references: list[str]) -> Heading | None:
    """The likeliest title heading (see `heading_texts`)."""
    headings = _merged(clues.page.tree, _headings(clues), references)
    confirmed = [heading for heading in headings if _confirmed(heading, references)]
    if confirmed:
        return max(confirmed, key=lambda heading: (len(heading.text), heading.lines))
    near = max(clues.zones.above.stop - LOOSE_LINES, 0)
    if any(len(text) >= LONG_REFERENCE for text in references):
        headings = [heading for heading in headings if heading.strength == max(_STRENGTH.values())]
    loose = [
        heading for heading in headings if heading.lines[0] >= near and not _is_site_head(clues, heading)
    ]
    return max(loose, key=lambda heading: (heading.strength, heading.lines), default=None)


def _headings(clues: Clues) -> list[Heading]:
    tree, lines = clues.page.tree, clues.page.lines
    groups: list[Heading] = []
    strengths: dict[int, int] = {}
    first = max(clues.head.start, clues.zones.above.stop - NEAREST_LINES)
    for index in range(first, clues.head.stop):
        element, strength = _heading_element(tree, lines[index].owner, strengths)
        if not strength or not _may_be_title(text := clues.text(index)):
            continue
        last = groups[-1] if groups else None
        if last and last.element == element and last.lines[-1] == index - 1 and len(last.lines) < GROUP_LINES:
            if fold(last.text) != fold(text):
                groups[-1] = Heading((*last.lines, index), last.text + text, element, strength)
        else:
            groups.append(Heading((index,), text, element, strength))
    return groups


def _heading_element(tree: Tree, node: int, strengths: dict[int, int]) -> tuple[int, int]:
    """The nearest heading among a block and the three around it; strength 0 when there is none."""
    tags, parents, attributes = tree.tags, tree.parents, tree.attributes
    for _ in range(4):
        if node <= 0 or tags[node] == "body":
            break
        strength = strengths.get(node)
        if strength is None:
            plain = not attributes[node] and tags[node] not in _STRENGTH
            strength = strengths[node] = 0 if plain else _strength(tree, node)
        if strength:
            return node, strength
        node = parents[node]
    return 0, 0


def _strength(tree: Tree, node: int) -> int:
    strength = _STRENGTH.get(tree.tags[node], 0)
    attributes = tree.attributes[node]
    if strength or not attributes:
        return strength
    return _strength_of_marks(attributes.get("class") or "", attributes.get("id") or "")


@lru_cache(maxsize=4096)
def _strength_of_marks(classes: str, identity: str) -> int:
    """A site uses the same few class names on all its pages."""
    return _BY_CLASS if _CLASS.search(f"{classes} {identity}") else 0


def _may_be_title(text: str) -> bool:
    if text.count(">") + text.count("＞") > 1:  # a breadcrumb
        return False
    if not 4 <= len(text) <= 250 or text.endswith(("：", ":")) or _NO_TITLE.match(text):
        return False
    if (":" in text or "：" in text) and find_labels(text, frozenset()):
        return False
    return not is_only_date(text) and not (is_prose(text) and "。" in text)


def _merged(tree: Tree, headings: list[Heading], references: list[str]) -> list[Heading]:
    """Join headings of one tag that stand in a row in one element: a title broken into three h1 is one title."""
    merged: list[Heading] = []
    for heading in headings:
        last = merged[-1] if merged else None
        if last and (_continues(tree, last, heading) or _completes(last, heading, references)):
            joined = Heading(
                (*last.lines, *heading.lines), last.text + heading.text, last.element, last.strength
            )
            if last.strength == 3 or _confirmed(joined, references) or _completes(last, heading, references):
                merged[-1] = joined
                continue
        merged.append(heading)
    return merged


def _continues(tree: Tree, last: Heading, heading: Heading) -> bool:
    return (
        heading.lines[0] == last.lines[-1] + 1
        and last.strength == heading.strength
        and tree.tags[last.element] == tree.tags[heading.element]
        and tree.parents[last.element] == tree.parents[heading.element]
        and fold(last.text) != fold(heading.text)
        and len(last.lines) < GROUP_LINES
    )


def _completes(last: Heading, heading: Heading, references: list[str]) -> bool:
    """A subtitle in an element of its own: with the line above it is what `<title>` says."""
    joined = fold(last.text + heading.text)
    return heading.lines[0] == last.lines[-1] + 1 and any(joined in wanted for wanted in references)


def _confirmed(heading: Heading, references: list[str]) -> bool:
    text = fold(heading.text)
    return len(text) >= 6 and any(text in wanted or wanted in text for wanted in references)


def _is_site_head(clues: Clues, heading: Heading) -> bool:
    """The site's or the authority's name in its banner."""
    names = {
        fold(name) for name in (clues.metas.get("sitename", ""), clues.hints.get("site_name", "")) if name
    }
    text = heading.text
    organ = len(text) <= 20 and is_organ(text) and not any(word in text for word in ("关于", "年", "成立"))
    return fold(text) in names or looks_like_site(text) or is_column(text) or organ or "首页" in text
