"""Tables out of flattened text: read where the windows of labels and numbers prove them, else said to be lost.

A row is proven when its label is followed by exactly as many numbers as it has cells: an extractor that drops empty
cells leaves fewer, and then nothing says which are missing. What is not proven is never shared out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.document import Cell, NotRecoverable, Table
from pipelines.figures.format import UNIT, Section, TableFormat, formats
from pipelines.figures.labels import plain_label
from pipelines.figures.values import is_blank_sign, is_unit
from pipelines.figures.windows import Window, Word, has_mark, windows_of
from pipelines.tree.page import Page, tidy
from pipelines.tree.paths import css_path

_MOST_PIECES = 4
"""Lines that a label may be cut into."""
_LONGEST_CAPTION = 40
_SENTENCE = re.compile(r"[。；;]")
_DIGIT = re.compile(r"\d")
_CORNER_NOTE = re.compile("勾稽")
"""What stands in the corner of table 三: 本列数据的勾稽关系为……"""


class Flattened(NamedTuple):
    """The tables that were put together again, each with its first and last line, and what could not be."""

    tables: tuple[tuple[int, int, Table], ...] = ()
    lost: tuple[NotRecoverable, ...] = ()


@dataclass
class _Grid:
    """A table while it is put together: rows of printed words."""

    form: TableFormat
    rows: list[list[Word]] = field(default_factory=list)
    lost: list[NotRecoverable] = field(default_factory=list)
    proven: int = 0

    @property
    def lines(self) -> tuple[int, int]:
        found = [word.line for row in self.rows for word in row]
        return min(found), max(found)


def flattened_tables(page: Page, lines: Sequence[int]) -> Flattened:
    """The statutory tables among some lines of a page that stand in no table, as indices in order.

    A table has its printed words: a heading fills a row, a label stands before its numbers. A row that is not proven
    keeps its numbers in one cell, so that no reader takes them for figures.
    """
    grids: list[_Grid] = []
    for stretch in windows_of(page, lines):
        grids += _grids(stretch)
    found = [(*grid.lines, _table(page, grid)) for grid in grids if grid.proven]
    lost = [one for grid in grids for one in grid.lost]
    seen = {grid.form.id for grid in grids}
    taken = {line for first, last, _ in found for line in range(first, last + 1)}
    lost += _crushed(page, [line for line in lines if line not in taken], seen)
    return Flattened(tuple(sorted(found, key=lambda one: one[:2])), tuple(lost))


def _grids(windows: Sequence[Window]) -> list[_Grid]:
    """The best grid of each kind of table, by rows proven; none where no label tells the kind."""
    best: dict[str, _Grid] = {}
    for form in formats():
        for id, table in form.tables.items():
            if not _tells(table, windows):
                continue
            grid = _blocks(table, windows) if table.blocks else _rows(table, windows)
            if id not in best or (grid.proven, -len(grid.lost)) > (best[id].proven, -len(best[id].lost)):
                best[id] = grid
    return list(best.values())


def _tells(form: TableFormat, windows: Sequence[Window]) -> bool:
    words = {plain_label(word.text) for window in windows for word in window.labels}
    return not form.proofs.isdisjoint(words) and len(words & form.labels) >= form.least


def _rows(form: TableFormat, windows: Sequence[Window]) -> _Grid:
    """A table whose rows have labels, from its first row to the first window that is none of its rows."""
    grid = _Grid(form)
    last = -1
    for window in windows:
        found = _row_of(form, window, last) if window.numbers else None
        if found is None:
            if last >= 0 and not all(is_blank_sign(word.text) for word in window.numbers):
                break
            continue
        index, start, unit = found
        section, row = form.rows[index]
        above = window.labels[:start] if last >= 0 else _within(form, window.labels[:start])
        _head(grid, section, above)
        for name in _without_numbers(form, above, last, index):
            grid.lost.append(NotRecoverable(form.id, name, "no number stands after its label"))
        label = window.labels[start : len(window.labels) - bool(unit)]
        width = sum(column.name != UNIT for column in section.columns)
        numbers = window.numbers
        if len(numbers) == width:
            grid.proven += 1
        else:
            counted = f"{len(numbers)} numbers where the row has {width} cells"
            grid.lost.append(NotRecoverable(form.id, row.name, counted))
            numbers = [_joined(numbers, " ")]
        units = unit or [Word("", numbers[0].line) for column in section.columns if column.name == UNIT]
        grid.rows.append([_joined(label, ""), *units, *numbers])
        last = index
    return grid


def _row_of(form: TableFormat, window: Window, last: int) -> tuple[int, int, list[Word]] | None:
    """The row that the last labels of a window are: its index, the first of its labels, and its unit if printed."""
    labels, unit = window.labels, []
    if labels and any(c.name == UNIT for c in form.all_columns) and is_unit(labels[-1].text):
        labels, unit = labels[:-1], [labels[-1]]
    for pieces in range(1, min(_MOST_PIECES, len(labels)) + 1):
        start = len(labels) - pieces
        words = "".join(word.text for word in labels[start:])
        later = [index for index in form.known_rows.matches(words) if index > last]
        if later:
            return min(later), start, unit
    return None


def _without_numbers(form: TableFormat, labels: Sequence[Word], last: int, index: int) -> Iterator[str]:
    """Rows between two others whose label is printed and whose numbers are all gone."""
    for word in labels:
        if plain_label(word.text) not in form.headed:
            for other in form.known_rows.matches(word.text):
                if last < other < index:
                    yield form.rows[other][1].name


def _within(form: TableFormat, labels: Sequence[Word]) -> Sequence[Word]:
    """Of the labels before the first row, those from the first on that the table has."""
    for place, word in enumerate(labels):
        known = form.known_columns.matches(word.text) or form.known_blocks.matches(word.text)
        if known or plain_label(word.text) in form.labels or _CORNER_NOTE.search(word.text):
            return labels[place:]
    return ()


def _head(grid: _Grid, section: Section, labels: Sequence[Word]) -> None:
    """Words above a row: under the corner the header as it is printed; else the columns in the order of the format
    where all of them are printed; any other words in a row each."""
    corner = next((i for i, w in enumerate(labels) if plain_label(w.text) in grid.form.corner), None)
    if corner is not None:
        grid.rows += [[word] for word in labels[:corner]]
        grid.rows.append(list(labels[corner:]))
        return
    columns: dict[int, Word] = {}
    for word in labels:
        match = section.known_columns.matches(word.text)
        if len(match) == 1:
            columns.setdefault(match[0], word)
    if len(columns) != len(section.columns):
        columns = {}
    heads = [columns[index] for index in sorted(columns)]
    grid.rows += [[word] for word in labels if word not in heads]
    if heads:
        grid.rows.append([Word("", heads[0].line), *heads])


def _blocks(form: TableFormat, windows: Sequence[Window]) -> _Grid:
    """A table of one row of numbers under blocks of columns: as many numbers as columns, and all labels in order."""
    grid = _Grid(form)
    order = list(range(len(form.columns))) * len(form.blocks)
    for window in windows:
        columns = [(m[0], w) for w in window.labels if (m := form.known_columns.matches(w.text))]
        if not columns:
            continue
        if [index for index, _ in columns] != order:
            reason = f"{len(columns)} column labels where the table has {len(order)}"
        elif len(window.numbers) != len(order):
            reason = f"{len(window.numbers)} numbers where the row has {len(order)} cells"
        else:
            grid.rows = [*_block_head(form, window), [w for _, w in columns], list(window.numbers)]
            grid.proven = 1
            return grid
        grid.lost = [NotRecoverable(form.id, "", reason)]
    return grid


def _block_head(form: TableFormat, window: Window) -> list[list[Word]]:
    """The words over the columns: the names of the blocks in one row, any other above them.

    Damaged names stand together in one cell over all columns, so that none of them is taken for the block of all.
    """
    words = [w for w in _within(form, window.labels) if not form.known_columns.matches(w.text)]
    blocks = [w for w in words if form.known_blocks.matches(w.text)]
    if [form.known_blocks.matches(w.text)[0] for w in blocks] != list(range(len(form.blocks))):
        return [[_joined(words, " ")]] if words else []
    return [*([w] for w in words if w not in blocks), blocks]


def _table(page: Page, grid: _Grid) -> Table:
    width = max(map(len, grid.rows))
    cells = []
    for y, row in enumerate(grid.rows):
        span = width // len(row) if grid.form.blocks else 1
        for x, word in enumerate(row):
            last = x == len(row) - 1
            cells.append(Cell(y, x * span, 1, width - x * span if last else span, word.text))
    first = grid.lines[0]
    above = tidy(page.lines[first - 1].text) if first else ""
    caption = above if len(above) <= _LONGEST_CAPTION and not _SENTENCE.search(above) else ""
    return Table(caption, tuple(cells), len(grid.rows), width, css_path(page.tree, page.lines[first].owner))


def _joined(words: Sequence[Word], between: str) -> Word:
    return Word(between.join(word.text for word in words), words[0].line)


def _crushed(page: Page, lines: Sequence[int], seen: Collection[str]) -> Iterator[NotRecoverable]:
    """Tables whose labels stand in the text with nothing between them and their numbers."""
    texts = [page.lines[index].text for index in lines]
    if not any(has_mark(text) for text in texts):
        return
    sentences = [piece for text in texts for piece in _SENTENCE.split("".join(text.split()))]
    words = "\n".join(sentence for sentence in sentences if _DIGIT.search(sentence))
    told = set(seen)
    for form in formats():
        for id, table in form.tables.items():
            if id not in told and sum(proof in words for proof in table.proofs) >= table.least:
                told.add(id)
                yield NotRecoverable(id, "", "nothing parts its labels from its numbers")
