"""The words around a find, and which of them were looked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.archive.folding import folded, places
from pipelines.archive.search_query import Term

BEFORE, BEHIND = 24, 76
"""Characters of a snippet on each side of the place that was chosen."""


class Snippet(NamedTuple):
    """A stretch of text, and the stretches in it that were found: start and end."""

    text: str
    marks: tuple[tuple[int, int], ...]


class Piece(NamedTuple):
    """A part of a snippet."""

    text: str
    found: bool


def marked(text: str, terms: Sequence[Term]) -> Snippet:
    """The whole of a text with every place of every term.

    >>> marked("２０２１年预算公开", (Term("2021"), Term("预算"), Term("算公")))
    Snippet(text='２０２１年预算公开', marks=((0, 4), (5, 8)))
    """
    begins = places(text)
    plain = folded(text)
    spans = sorted(
        (bisect_right(begins, match.start()) - 1, bisect_right(begins, match.end() - 1))
        for term in terms
        for match in term.pattern.finditer(plain)
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return Snippet(text, tuple(joined))


def snippet(text: str, terms: Sequence[Term]) -> Snippet:
    """The stretch with most of the terms, of those that begin at the first place of one; the beginning, if there is none."""
    firsts = [at for term in terms if (at := term.find(text)) >= 0]
    start = max(firsts, key=lambda at: (sum(0 <= other - at < BEHIND for other in firsts), -at), default=0)
    begin, end = max(0, start - BEFORE), min(len(text), start + BEHIND)
    shown = "".join(" " if character.isspace() else character for character in text[begin:end])
    return marked(f"{'…' * (begin > 0)}{shown}{'…' * (end < len(text))}", terms)


def pieces(shown: Snippet) -> list[Piece]:
    """The snippet cut at its marks.

    >>> pieces(Snippet("年度预算", ((2, 4),)))
    [Piece(text='年度', found=False), Piece(text='预算', found=True)]
    """
    cut: list[Piece] = []
    last = 0
    for start, end in shown.marks:
        cut += [Piece(shown.text[last:start], False), Piece(shown.text[start:end], True)]
        last = end
    return [piece for piece in (*cut, Piece(shown.text[last:], False)) if piece.text]
