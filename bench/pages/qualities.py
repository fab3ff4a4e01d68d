"""The columns of the table: what is asked of a reader, and how it came out over a set of pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from bench.pages.cases import Case
from bench.pages.folder import Benchmark, Page


class Quality(NamedTuple):
    """A column: its heading, and the scorer's name of the figure."""

    heading: str
    figure: str


QUALITIES = (
    Quality("verbatim", "para_exact"),
    Quality("precision", "precision"),
    Quality("leak", "leak"),
    Quality("kept", "kept"),
    Quality("tables", "tables"),
    Quality("figures", "figures"),
    Quality("title", "m_title"),
    Quality("date", "m_published"),
    Quality("source", "m_source"),
    Quality("attachments", "attach"),
)
LEGEND = (
    "verbatim: gold paragraphs that stand word for word in the text. precision: 5-grams of the text that belong there. "
    "leak: page furniture in the text. kept: tricky strings of the body kept. tables: grids exact. "
    "—: the reader has no such result, or no page asks for it."
)


def figures(bench: Benchmark, cases: Sequence[Case], answers: Mapping[str, Page]) -> dict[str, float]:
    """Means over the pages by the scorer's names; a page without an answer counts as one without text."""
    found: dict[str, list[float]] = {}
    for case in cases:
        gold, answer = case.compared(answers.get(case.name, {"text": ""}))
        for name, value in bench.score(gold, answer).items():
            if value is not None:
                found.setdefault(name, []).append(value)
    return {name: fmean(values) for name, values in found.items()}
