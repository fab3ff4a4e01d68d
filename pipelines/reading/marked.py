"""A read page as its source shows it: which characters of which text node are under which entry of the reading.

A *mark* is one entry of the ledger: a block, a table, a field, an attachment, or a stretch that was set aside. The
entries are those of `blocks_of` and `removals`, in their order, so that a person can go from each to its place and back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from pipelines.reading.labelled import Labelled
from pipelines.reading.pieces import Label, Piece
from pipelines.reading.placed import Placed
from pipelines.reading.sums import original
from pipelines.tables.rows import own_rows
from pipelines.tables.spans import place
from pipelines.tree.flat import Tree
from pipelines.tree.page import Page, tidy
from pipelines.tree.paths import css_path

MarkLabel = Label | Literal["hidden"]


@dataclass(frozen=True)
class Mark:
    """One entry: its label, the rule, field or reason, its words, and the first text node it covers."""

    label: MarkLabel
    rule: str
    text: str
    run: int

    def longer(self, joint: str, words: str) -> Mark:
        return replace(self, text=f"{self.text}{joint}{words}")


class Segment(NamedTuple):
    """Characters `start:end` of a text node as it was parsed, under one mark."""

    start: int
    end: int
    mark: int


@dataclass(frozen=True)
class Marked:
    """The marks of a page, in document order, and where each of them lies."""

    tree: Tree
    marks: tuple[Mark, ...]
    segments: Mapping[int, tuple[Segment, ...]] = field(repr=False)
    """By text node; white space between lines is under no mark."""
    blocks: tuple[int | None, ...]
    """For each block of the document its mark; None for a page mark."""
    removed: tuple[int, ...]
    """For each removal of the document its mark."""
    files: tuple[int | None, ...]
    """For each attachment its mark; None where its link is not visible."""
    cells: tuple[tuple[int, ...], ...] = field(repr=False)
    """For each table the elements of its cells, in the order of `Table.cells`; () where it is no element."""
    mended: Mapping[int, tuple[tuple[int, int, str], ...]] = field(repr=False)
    """By text node what run repairs made of it: start, end and the text that stands there now."""


def mark(found: Labelled) -> Marked:
    """Where everything of a labelled page lies."""
    page, writer = found.labels.page, _Writer(found)
    for index in range(len(page.lines)):
        for piece in found.labels.pieces(index):
            writer.write(index, piece)
    for hidden, runs in _hidden(page.tree):
        writer.hide(hidden, runs)
    marks = writer.marks
    return Marked(
        tree=page.tree,
        marks=tuple(marks),
        segments={run: tuple(lying) for run, lying in writer.segments.items()},
        blocks=tuple(_blocks(found, writer)),
        removed=tuple(sorted(writer.removed, key=lambda number: marks[number].run)),
        files=tuple(writer.lines.get(file.line) if file.line is not None else None for file in found.files),
        cells=tuple(_cells(page, placed) for placed in found.placed),
        mended=found.source.replaced,
    )


class _Writer:
    """Marks in the making; pieces come in document order."""

    def __init__(self, found: Labelled) -> None:
        self.found = found
        self.marks: list[Mark] = []
        self.segments: dict[int, list[Segment]] = {}
        self.removed: list[int] = []
        self.lines: dict[int, int] = {}
        """The first mark of each line."""
        self.blocks: dict[int, int] = {}
        """The mark of each line that is a block of the text."""
        self.tables: dict[int, int] = {}
        """The mark of each table."""
        self.table_of = {line: number for number, one in enumerate(found.placed) for line in one.lines}
        self._chrome: tuple[str, int] = ("", -1)  # the rule and the mark of a stretch that may go on

    def write(self, index: int, piece: Piece) -> None:
        words = self.found.labels.page.lines[index].text[piece.start : piece.end].strip()
        if not words:
            self._chrome = ("", -1)
            return
        number = self._going_on(index, piece)
        if number is None:
            number = len(self.marks)
            self.marks.append(Mark(piece.label, piece.rule, tidy(words), self._run(index)))
            if piece.label == "chrome":
                self.removed.append(number)
        elif piece.label != "table":
            joint = "\n" if piece.label == "chrome" else " "
            self.marks[number] = self.marks[number].longer(joint, tidy(words))
        self._remember(index, piece, number)

    def hide(self, hidden: Mark, runs: Sequence[int]) -> None:
        number = len(self.marks)
        self.removed.append(number)
        self.marks.append(hidden)
        for run in runs:
            self.segments[run] = [Segment(0, len(self.found.source.page.tree.texts[run]), number)]

    def _run(self, index: int) -> int:
        return self.found.labels.page.lines[index].runs[0]

    def _going_on(self, index: int, piece: Piece) -> int | None:
        """The mark that this piece continues: its table's, its line's, or that of the furniture just before it."""
        if piece.label == "table":
            return self.tables.get(self.table_of[index])
        if piece.label == "chrome":
            rule, number = self._chrome
            return number if rule == piece.rule else None
        return self.blocks.get(index) if _is_text(piece) else None

    def _remember(self, index: int, piece: Piece, number: int) -> None:
        self._chrome = (piece.rule, number) if piece.label == "chrome" else ("", -1)
        self.lines.setdefault(index, number)
        if piece.label == "table":
            self.tables[self.table_of[index]] = number
        elif _is_text(piece):
            self.blocks[index] = number
        for run, segment in _segments(self.found, index, piece, number):
            self.segments.setdefault(run, []).append(segment)


def _is_text(piece: Piece) -> bool:
    """Whether `blocks_of` writes a piece into the document's text, tables apart."""
    return piece.label in ("body", "attachment") and piece.rule != "box"


def _segments(found: Labelled, index: int, piece: Piece, number: int) -> Iterator[tuple[int, Segment]]:
    """The piece's share of each text node of its line, in characters of the node as it was parsed."""
    page, tree, offset = found.labels.page, found.source.page.tree, 0
    for run in page.lines[index].runs:
        length = len(page.texts[run])
        start, end = max(piece.start - offset, 0), min(piece.end - offset, length)
        if start < end:
            changes = found.source.replaced.get(run, ())
            first = original(changes, start) if start else 0
            last = len(tree.texts[run]) if end >= length else original(changes, end)
            yield run, Segment(first, last, number)
        offset += length


def _hidden(tree: Tree) -> Iterator[tuple[Mark, list[int]]]:
    """The hidden stretches as the ledger has them: one for each topmost hidden element."""
    top, runs = -1, list[int]()
    for run in tree.runs:
        if not tree.hidden[run] or not tree.texts[run].strip():
            continue
        above = _topmost_hidden(tree, run)
        if runs and above != top:
            yield _hidden_mark(tree, top, runs), runs
            runs = []
        top = above
        runs.append(run)
    if runs:
        yield _hidden_mark(tree, top, runs), runs


def _hidden_mark(tree: Tree, top: int, runs: Sequence[int]) -> Mark:
    words = "\n".join(filter(None, (tidy(tree.texts[run]) for run in runs)))
    return Mark("hidden", tree.hidden[top], words, runs[0])


def _topmost_hidden(tree: Tree, node: int) -> int:
    while tree.parents[node] >= 0 and tree.hidden[tree.parents[node]]:
        node = tree.parents[node]
    return node


def _blocks(found: Labelled, writer: _Writer) -> Iterator[int | None]:
    """A mark for every block, in the order in which `blocks_of` writes blocks."""
    labels, done = found.labels, set[int]()
    for index in found.zones.lines:
        table = writer.table_of.get(index)
        if table is not None and labels.label(index) == "table":
            if table not in done:
                done.add(table)
                yield writer.tables[table]
            continue
        if index in writer.blocks:
            yield writer.blocks[index]
        yield from (None for piece in labels.pieces(index) if piece.rule == "page_break")


def _cells(page: Page, placed: Placed) -> tuple[int, ...]:
    if not placed.lines:
        return ()
    owner = page.lines[placed.lines[0]].owner
    for node in (owner, *page.tree.ancestors(owner)):
        if page.tree.tags[node] == "table" and css_path(page.tree, node) == placed.table.path:
            places, _, _ = place(page.tree, own_rows(page.tree, node))
            return tuple(one.cell for one in places)
    return ()
