"""A parsed page as chrome rules, field readers and table readers see it: lines over runs over the flat tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.tree.flat import TEXT, Tree

_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol option optgroup p pre search "
    "section summary table caption thead tbody tfoot tr td th ul ucaptitle ucapcontent publishtime text line".split()
)


class Line(NamedTuple):
    """A stretch of visible text that stands on lines of its own: between block borders or `<br>`."""

    owner: int
    """Ordinal of the nearest block element around it."""
    runs: tuple[int, ...]
    """Ordinals of its text nodes."""
    text: str
    """Their repaired texts joined, white space as it came (see `tidy`)."""


class Span(NamedTuple):
    """Characters `start:end` of `Page.lines[line].text`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """What the rules look at. `texts` are the run texts after run repairs, by ordinal ('' for elements)."""

    url: str
    tree: Tree
    texts: Sequence[str]
    lines: tuple[Line, ...]
    starts: list[int] = field(init=False, repr=False, compare=False)
    """The first run of each line: what `lines_within` searches."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [line.runs[0] for line in self.lines])

    def lines_within(self, node: int) -> range:
        """Indices of the lines whose text lies inside an element."""
        return range(bisect_left(self.starts, node), bisect_left(self.starts, self.tree.ends[node]))

    def text_within(self, node: int) -> str:
        """Visible text of an element, a line a block, tidied."""
        return "\n".join(t for i in self.lines_within(node) if (t := tidy(self.lines[i].text)))


def page_of(url: str, tree: Tree, texts: Sequence[str]) -> Page:
    """Put visible runs into lines. White space alone makes no line; blocks and `<br>` end one."""
    return Page(url, tree, texts, tuple(_lines(tree, texts)))


def is_block(tag: str) -> bool:
    return tag in _BLOCKS


def _lines(tree: Tree, texts: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    runs: list[int] = []
    owner = 0
    tags, hidden = tree.tags, tree.hidden
    open_blocks: list[tuple[int, int]] = []  # (end, ordinal) of the blocks around the node

    def flush() -> None:
        if runs:
            text = "".join(texts[run] for run in runs)
            if text.strip():
                lines.append(Line(owner, tuple(runs), text))
            runs.clear()

    for node, tag in enumerate(tags):
        while open_blocks and open_blocks[-1][0] <= node:
            open_blocks.pop()
            flush()
            owner = open_blocks[-1][1] if open_blocks else 0
        if tag == TEXT:
            if not hidden[node]:
                runs.append(node)
        elif tag in _BLOCKS:
            flush()
            open_blocks.append((tree.ends[node], node))
            owner = node
        elif tag == "br":
            flush()
    flush()
    return lines


_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WRAP = re.compile(rf"(?<=[{_HAN}，。、；：？！”）》])[ \t]*[\r\n]\s*(?=[{_HAN}，。、；：？！“（《])")


def tidy(text: str) -> str:
    """A line as it is read: white space collapsed to one space, none at the ends, none at a source line's wrap.

    >>> tidy("　　政府\\r\\n  信息 公开　")
    '政府信息 公开'
    """
    if "\n" in text or "\r" in text:
        text = _WRAP.sub("", text)
    return " ".join(text.split())
