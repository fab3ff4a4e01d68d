"""Labels on characters: each line of a page is cut into pieces, and each piece has exactly one label."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pipelines.tree.page import Page

Label = Literal["body", "table", "field", "attachment", "chrome"]
"""What a visible character is. Hidden text is set aside by the tree and never becomes a line."""


class Piece(NamedTuple):
    """Characters `start:end` of a line under one label; `rule` names the chrome rule, field or table."""

    line: int
    start: int
    end: int
    label: Label
    rule: str = ""


class Labels:
    """The labels of one page, from default to final. Later calls overrule earlier ones on the same characters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.whole: list[tuple[Label, str]] = [("chrome", "outside_body")] * len(page.lines)
        self._cuts: dict[int, list[Piece]] = {}

    def put(self, line: int, label: Label, rule: str = "") -> None:
        """Label a whole line."""
        self.whole[line] = (label, rule)
        self._cuts.pop(line, None)

    def cut(self, line: int, start: int, end: int, label: Label, rule: str = "") -> None:
        """Label some characters of a line; the others keep what they have."""
        before = self.pieces(line)
        after: list[Piece] = []
        for piece in before:
            if piece.end <= start or piece.start >= end:
                after.append(piece)
                continue
            if piece.start < start:
                after.append(piece._replace(end=start))
            if piece.end > end:
                after.append(piece._replace(start=end))
        after.append(Piece(line, start, end, label, rule))
        self._cuts[line] = sorted(after)

    def pieces(self, line: int) -> list[Piece]:
        """The pieces of a line in order; together they are the whole line."""
        if line in self._cuts:
            return self._cuts[line]
        label, rule = self.whole[line]
        return [Piece(line, 0, len(self.page.lines[line].text), label, rule)]

    def is_cut(self, line: int) -> bool:
        return line in self._cuts

    def label(self, line: int) -> Label:
        """The label of most of a line's characters."""
        if line not in self._cuts:
            return self.whole[line][0]
        return max(self._cuts[line], key=lambda piece: piece.end - piece.start).label
