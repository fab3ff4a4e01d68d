"""The ledger of a page: every stretch that is not part of the document, with the rule that said so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from pipelines.evidence import Removed
from pipelines.reading.pieces import Labels
from pipelines.tree.flat import Tree
from pipelines.tree.page import tidy
from pipelines.tree.paths import css_path


def removals(labels: Labels) -> tuple[Removed, ...]:
    """Chrome and hidden text in document order; neighbouring lines under one rule are one entry."""
    page = labels.page
    found: list[Removed] = []
    for rule, group in groupby(_stretches(labels), key=lambda stretch: stretch[0]):
        if rule:
            stretch = list(group)
            first = page.lines[stretch[0][1]]
            words = "\n".join(words for _, _, words in stretch)
            found.append(Removed(rule, words, css_path(page.tree, first.owner), first.runs[0]))
    found += _hidden(page.tree)
    return tuple(sorted(found, key=lambda removed: removed.position))


def _stretches(labels: Labels) -> Iterator[tuple[str, int, str]]:
    """Rule, line and words of each piece that is chrome; a piece that is not has no rule, and parts its neighbours."""
    for index, line in enumerate(labels.page.lines):
        if not labels.is_cut(index):
            label, rule = labels.whole[index]
            yield (f"chrome:{rule}", index, tidy(line.text)) if label == "chrome" else ("", index, "")
            continue
        for piece in labels.pieces(index):
            words = line.text[piece.start : piece.end].strip()
            chrome = piece.label == "chrome" and words
            yield (f"chrome:{piece.rule}", index, tidy(words)) if chrome else ("", index, "")


def _hidden(tree: Tree) -> list[Removed]:
    """Text no reader of the page sees, a stretch for each topmost hidden element."""
    runs = [run for run in tree.runs if tree.hidden[run] and tree.texts[run].strip()]
    found: list[Removed] = []
    first = 0
    while first < len(runs):
        top = _topmost_hidden(tree, runs[first])
        after = bisect_left(runs, tree.ends[top], first)
        words = "\n".join([tidy(tree.texts[run]) for run in runs[first:after]])
        found.append(Removed(f"hidden:{tree.hidden[top]}", words, css_path(tree, top), runs[first]))
        first = after
    return found


def _topmost_hidden(tree: Tree, node: int) -> int:
    while tree.parents[node] >= 0 and tree.hidden[tree.parents[node]]:
        node = tree.parents[node]
    return node
