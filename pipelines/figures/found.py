"""Figures as they are collected: the first printing of a name counts, and what is doubtful is said once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.document import Cell, Figure
from pipelines.figures.values import is_blank_sign, number_of

_UNIT_NOTE = re.compile(r"单位\s*[:：]?\s*([^\s()（）:：]{1,4})")


_NAMED = 3
"""Rows that a doubt names before it counts the rest."""


@dataclass
class Found:
    """What one kind of table gave."""

    cells: dict[str, tuple[int, Cell, str]] = field(default_factory=dict)
    """Name of a figure → its table, its cell, and the unit that its row or its header prints."""
    notes: dict[str, list[str]] = field(default_factory=dict)
    """What is doubtful → the names of the rows or figures it is about."""

    def add(self, name: str, table: int, cell: Cell, unit: str = "") -> None:
        """Take a cell as the figure `name`; `unit` is what the row or the header prints, for cells without one."""
        earlier = self.cells.setdefault(name, (table, cell, unit))[1]
        value = number_of(cell.text)[0]
        if earlier is not cell and number_of(earlier.text)[0] != value:
            self.doubt(name, f"printed twice, {earlier.text!r} and {cell.text!r}")
        if value is None and not is_blank_sign(cell.text):
            self.doubt(name, f"no number: {cell.text!r}")

    def doubt(self, name: str, words: str) -> None:
        self.notes.setdefault(words, []).append(name)

    @property
    def figures(self) -> list[Figure]:
        """The figures, each in the unit of its cell, else in the one printed for it."""
        made = []
        for name, (table, cell, unit) in self.cells.items():
            value, own_unit = number_of(cell.text)
            made.append(Figure(name, value, cell.text, own_unit or unit, table, cell.row, cell.column))
        return made

    @property
    def doubts(self) -> list[str]:
        """A sentence for each thing that is doubtful."""
        return [f"{_some(names)}: {words}" for words, names in self.notes.items()]


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def unit_note(words: str) -> str:
    """The unit that a label declares.

    >>> unit_note("本年收费金额（单位：万元）")
    '万元'
    """
    match = _UNIT_NOTE.search(words)
    return match[1] if match else ""
