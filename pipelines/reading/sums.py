"""The label sum: how many characters have which label, counted in the page as it was before run repairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipelines.evidence import Sums
from pipelines.reading.pieces import Labels, Piece
from pipelines.tree.flat import Tree

Replacement = tuple[int, int, str]
"""`text` stands now where `start:end` of the original run stood."""


def count(
    labels: Labels,
    tree: Tree,
    replaced: Mapping[int, Sequence[Replacement]],
    blanked: Sequence[int],
    visible: int,
) -> Sums:
    """Sums over all pieces. `replaced` holds the changes of repaired runs, `blanked` the runs left with nothing."""
    found: Counter[str] = Counter()
    texts: dict[str, list[str]] = {}
    for index, line in enumerate(labels.page.lines):
        if replaced and any(run in replaced for run in line.runs):
            _count_repaired(found, labels, tree, replaced, index, labels.pieces(index))
        elif labels.is_cut(index):
            for piece in labels.pieces(index):
                texts.setdefault(piece.label, []).append(line.text[piece.start : piece.end])
        else:
            texts.setdefault(labels.whole[index][0], []).append(line.text)
    texts.setdefault("chrome", []).extend(tree.texts[run] for run in blanked)
    for label, own in texts.items():
        found[label] += _count("".join(own))
    hidden = _count("".join([tree.texts[run] for run in tree.runs if tree.hidden[run]]))
    return Sums(
        visible=visible,
        body=found["body"],
        table=found["table"],
        field=found["field"],
        attachment=found["attachment"],
        chrome=found["chrome"],
        hidden=hidden,
    )


def _count_repaired(
    found: Counter[str],
    labels: Labels,
    tree: Tree,
    replaced: Mapping[int, Sequence[Replacement]],
    index: int,
    pieces: Sequence[Piece],
) -> None:
    """Each piece's share of the original runs; a cut inside a replacement falls at its end."""
    page, offset = labels.page, 0
    for run in page.lines[index].runs:
        length = len(page.texts[run])
        changes = replaced.get(run, ())
        done = 0
        for piece in pieces:
            if piece.end <= offset and piece is not pieces[-1]:
                continue
            end = min(piece.end - offset, length)
            stop = len(tree.texts[run]) if end >= length else original(changes, end)
            if stop > done:
                found[piece.label] += _count(tree.texts[run][done:stop])
                done = stop
            if end >= length:
                break
        offset += length


def original(changes: Sequence[Replacement], offset: int) -> int:
    """The offset in the original run of an offset in the repaired one.

    >>> original([(1, 4, "x")], 1), original([(1, 4, "x")], 2), original([(1, 4, "x")], 3)
    (1, 4, 5)
    """
    shift = 0
    for start, end, text in changes:
        now = start + shift
        if offset <= now:
            break
        if offset < now + len(text):
            return end
        shift += len(text) - (end - start)
    return offset - shift


def _count(text: str) -> int:
    return sum(map(len, text.split()))
