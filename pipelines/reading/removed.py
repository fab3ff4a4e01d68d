"""The ledger of a page: every stretch that is not part of the document, with the rule that said so."""

from __future__ import annotations

from itertools import groupby

from pipelines.evidence import Removed
from pipelines.reading.pieces import Labels
from pipelines.tree.flat import Tree
from pipelines.tree.page import tidy
from pipelines.tree.paths import css_path


def removals(labels: Labels) -> tuple[Removed, ...]:
    """Chrome and hidden text in document order; neighbouring lines under one rule are one entry."""
    page = labels.page
    entries: list[tuple[int, str, str, int]] = []  # position, rule, text, node
    for index, line in enumerate(page.lines):
        for piece in labels.pieces(index):
            words = line.text[piece.start : piece.end].strip()
            if piece.label == "chrome" and words:
                entries.append((line.runs[0], f"chrome:{piece.rule}", tidy(words), line.owner))
            else:
                entries.append((line.runs[0], "", "", line.owner))
    found: list[Removed] = []
    for rule, group in groupby(entries, key=lambda entry: entry[1]):
        if rule:
            stretch = list(group)
            position, _, _, node = stretch[0]
            found.append(
                Removed(
                    rule, "\n".join(words for _, _, words, _ in stretch), css_path(page.tree, node), position
                )
            )
    found += _hidden(page.tree)
    return tuple(sorted(found, key=lambda removed: removed.position))


def _hidden(tree: Tree) -> list[Removed]:
    """Text no reader of the page sees, a stretch for each topmost hidden element."""
    entries = [
        (_topmost_hidden(tree, run), run) for run in tree.runs if tree.hidden[run] and tree.texts[run].strip()
    ]
    found = []
    for top, group in groupby(entries, key=lambda entry: entry[0]):
        runs = [run for _, run in group]
        words = "\n".join(filter(None, (tidy(tree.texts[run]) for run in runs)))
        found.append(Removed(f"hidden:{tree.hidden[top]}", words, css_path(tree, top), runs[0]))
    return found


def _topmost_hidden(tree: Tree, node: int) -> int:
    while tree.parents[node] >= 0 and tree.hidden[tree.parents[node]]:
        node = tree.parents[node]
    return node
