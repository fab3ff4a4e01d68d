"""Ruled tables of a page: from lines to a grid of cells with spans.

Lines that cross form a table; their positions are its grid lines; slots between which no line is drawn are one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.attachments.sheet import Ruling

NEAR = 3.0
"""Points: lines nearer than this are one line (double borders, borders drawn cell by cell)."""
_BEYOND = 10.0
"""Points a line must reach beyond the outermost crossing line to say that the table is open at that side."""
_MOST = 400_000
"""Pairs of lines that are tried for crossing; a page of more is a drawing."""
_SLOTS = 50_000

Slot = tuple[int, int]


@dataclass(frozen=True)
class Box:
    """One cell of a grid: its slots."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True)
class RuledGrid:
    """A ruled table on one page: its grid lines and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def slot(self, x: float, y: float) -> Slot | None:
        """Row and column of a point, None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return (row, column) if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1 else None


def grids_of(rulings: Sequence[Ruling]) -> list[RuledGrid]:
    """The ruled tables of a page from top to bottom. A frame around one cell is no table."""
    level = _joined(ruling for ruling in rulings if ruling.horizontal)
    upright = _joined(ruling for ruling in rulings if not ruling.horizontal)
    if len(level) * len(upright) > _MOST:
        return []
    grids = [_grid(h, v) for h, v in _crossing(level, upright)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Lines put together from their pieces: those at nearly one height whose ends meet."""
    whole: list[Ruling] = []
    group: list[Ruling] = []
    for ruling in [*sorted(rulings, key=lambda ruling: ruling.at), None]:
        if group and (ruling is None or ruling.at - group[-1].at > NEAR / 2):
            whole += _united(group)
            group = []
        if ruling is not None:
            group.append(ruling)
    return whole


def _united(group: Sequence[Ruling]) -> list[Ruling]:
    at = sum(ruling.at for ruling in group) / len(group)
    spans: list[list[float]] = []
    for ruling in sorted(group, key=lambda ruling: ruling.start):
        if spans and ruling.start <= spans[-1][1] + NEAR:
            spans[-1][1] = max(spans[-1][1], ruling.end)
        else:
            spans.append([ruling.start, ruling.end])
    return [Ruling(group[0].horizontal, at, start, end) for start, end in spans]


def _crossing(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Sets of lines that hang together by crossing or touching."""
    leader = list(range(len(level) + len(upright)))

    def find(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for i, h in enumerate(level):
        for j, v in enumerate(upright, len(level)):
            if h.start - NEAR <= v.at <= h.end + NEAR and v.start - NEAR <= h.at <= v.end + NEAR:
                leader[find(i)] = find(j)
    sets: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, ruling in enumerate([*level, *upright]):
        sets.setdefault(find(i), ([], []))[0 if ruling.horizontal else 1].append(ruling)
    return list(sets.values())


def _grid(level: Sequence[Ruling], upright: Sequence[Ruling]) -> RuledGrid | None:
    xs, ys = _lines(upright, level), _lines(level, upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if not level or not upright or rows < 1 or columns < 1 or rows * columns > _SLOTS:
        return None
    boxes = _boxes(rows, columns, _walls(xs, ys, upright), _walls(ys, xs, level))
    return RuledGrid(xs, ys, boxes) if len(boxes) > 1 else None


def _lines(across: Sequence[Ruling], along: Sequence[Ruling]) -> tuple[float, ...]:
    """Positions of grid lines: the lines themselves, and the ends of an open table that its other lines reach."""
    positions: list[list[float]] = []
    for at in sorted(ruling.at for ruling in across):
        if positions and at - positions[-1][-1] <= NEAR:
            positions[-1].append(at)
        else:
            positions.append([at])
    lines = [sum(group) / len(group) for group in positions]
    if lines and along:
        first, last = min(ruling.start for ruling in along), max(ruling.end for ruling in along)
        lines = [*([first] if lines[0] - first > _BEYOND else []), *lines]
        lines += [last] if last - lines[-1] > _BEYOND else []
    return tuple(lines)


def _walls(lines: Sequence[float], others: Sequence[float], rulings: Sequence[Ruling]) -> set[Slot]:
    """(line, band) where a ruling stands on grid line `line` along the band between `others[band]` and the next."""
    walls: set[Slot] = set()
    middles = [(start + end) / 2 for start, end in pairwise(others)]
    for ruling in rulings:
        line = min(range(len(lines)), key=lambda index: abs(lines[index] - ruling.at))
        walls |= {(line, band) for band, middle in enumerate(middles) if ruling.start <= middle <= ruling.end}
    return walls


def _boxes(rows: int, columns: int, upright: set[Slot], level: set[Slot]) -> tuple[Box, ...]:
    """Cells in order: from each free slot to the right and then down, as far as no wall stands between."""
    taken: set[Slot] = set()
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < columns and (right, row) not in upright and (row, right) not in taken:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_down(bottom, column, right, upright, level):
                bottom += 1
            taken |= {(y, x) for y in range(row, bottom) for x in range(column, right)}
            boxes.append(Box(row, column, bottom - row, right - column))
    return tuple(boxes)


def _goes_down(row: int, left: int, right: int, upright: set[Slot], level: set[Slot]) -> bool:
    """True when a cell above goes on into this row: no line above it, none inside it."""
    return not any((row, column) in level for column in range(left, right)) and not any(
        (line, row) in upright for line in range(left + 1, right)
    )
