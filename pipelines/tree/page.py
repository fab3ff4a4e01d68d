"""A parsed page as chrome rules, field readers and table readers see it: lines over runs over the flat tree."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.tree.flat import Tree

_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol option optgroup p pre search "
    "section summary table caption thead tbody tfoot tr td th ul ucaptitle ucapcontent publishtime text line".split()
)
_BORDERS = _BLOCKS | {"br"}


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
    """A line ends where a block begins or ends and at `<br>`: between neighbouring runs one of these was opened, or
    the blocks around them differ."""
    tags, parents, hidden = tree.tags, tree.parents, tree.hidden
    borders = [node for node, tag in enumerate(tags) if tag in _BORDERS]
    borders.append(len(tags))
    lines: list[Line] = []
    owners: dict[int, int] = {}
    runs: list[int] = []
    line_owner, border = -1, 0
    for run in tree.runs:
        if hidden[run]:
            continue
        parent = parents[run]
        owner = parent if tags[parent] in _BLOCKS else owners.get(parent, -1)
        if owner < 0:
            owner = owners[parent] = _owner(tree, parent)
        if owner != line_owner or borders[border] < run:
            if runs:
                _add_line(lines, line_owner, runs, texts)
            runs, line_owner = [run], owner
            border = bisect_left(borders, run, border)
        else:
            runs.append(run)
    if runs:
        _add_line(lines, line_owner, runs, texts)
    return lines


def _owner(tree: Tree, node: int) -> int:
    """The nearest block at or around an element, 0 where there is none."""
    while node > 0 and tree.tags[node] not in _BLOCKS:
        node = tree.parents[node]
    return max(node, 0)


def _add_line(lines: list[Line], owner: int, runs: list[int], texts: Sequence[str]) -> None:
    text = texts[runs[0]] if len(runs) == 1 else "".join([texts[run] for run in runs])
    if text and not text.isspace():
        lines.append(Line(owner, tuple(runs), text))


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
