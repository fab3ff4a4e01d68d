"""Charts as inline SVG: what was met, as a bar; runs beside each other, as columns. Each says in words what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.verbs.ledger.markup import NONE, Markup, element, join, text
from pipelines.archive.run_report import RunBeside

COLOURS: Mapping[str, str] = {
    "ok": "#20808d", "unchanged": "#a8d0d3", "moved": "#c9c29c", "refused": "#bdbdbd", "gone": "#a07c45",
    "soft_404": "#c4a877", "unreachable": "#6a51a3", "truncated": "#a593cf", "tls_failed": "#3f2a74",
    "too_large": "#7f8c96", "throttled": "#e8a33d", "blocked": "#c8401f",
}  # fmt: skip
"""Outcomes in the order they are drawn, the good ones first; hues that people of all kinds of colour vision part."""
UNKNOWN = "#777777"


@dataclass(frozen=True)
class Size:
    width: int
    height: int


BAR = Size(240, 14)
COLUMNS = Size(1000, 170)


def ordered(outcomes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Outcomes that were met, in the order of COLOURS.

    >>> ordered({"blocked": 1, "ok": 3, "gone": 0})
    [('ok', 3), ('blocked', 1)]
    """
    places = list(COLOURS)
    known = sorted(outcomes, key=lambda name: (places.index(name) if name in COLOURS else len(places), name))
    return [(name, outcomes[name]) for name in known if outcomes[name]]


def outcome_bar(outcomes: Mapping[str, int], most: int) -> Markup:
    """One bar, as long as its requests are many beside `most`, parted by outcome."""
    met = ordered(outcomes)
    parts, left = [], 0.0
    for name, count in met:
        width = BAR.width * count / max(most, 1)
        parts.append(_box(left, 0, width, BAR.height, name, f"{name}: {count}"))
        left += width
    words = ", ".join(f"{name} {count}" for name, count in met)
    return _svg(BAR, f"requests by outcome: {words}", parts, "bar")


def runs_chart(runs: Sequence[RunBeside]) -> Markup:
    """Columns of requests by outcome, oldest run first; the last is the run of the report."""
    most = max((sum(run.outcomes.values()) for run in runs), default=0) or 1
    step = COLUMNS.width / max(len(runs), 7)
    floor = COLUMNS.height - 20
    parts: list[Markup] = []
    for place, run in enumerate(runs):
        left, top = place * step + 2, float(floor)
        for name, count in ordered(run.outcomes):
            height = (floor - 18) * count / most
            top -= height
            parts.append(_box(left, top, step - 10, height, name, f"run {run.run}, {name}: {count}"))
        total = sum(run.outcomes.values())
        parts.append(_words(left + step / 2 - 5, top - 5, str(total)))
        parts.append(_words(left + step / 2 - 5, COLUMNS.height - 5, run.started_at[5:10]))
    told = "; ".join(f"{run.started_at[:10]} {sum(run.outcomes.values())}" for run in runs)
    return _svg(COLUMNS, f"requests of the last {len(runs)} runs: {told}", parts, "columns")


def legend(outcomes: Mapping[str, int]) -> Markup:
    """Every outcome that was met, with its colour and number."""
    entries = (
        element(
            "li",
            NONE,
            _svg(
                Size(12, 12),
                name,
                [_box(0, 0, 12, 12, name, name)],
                "key",
            ),
            text(f" {name} {count}"),
        )
        for name, count in ordered(outcomes)
    )
    return element("ul", {"class": "legend"}, *entries)


def _svg(size: Size, label: str, parts: Sequence[Markup], name: str) -> Markup:
    attributes = {
        "viewBox": f"0 0 {size.width} {size.height}",
        "class": name,
        "role": "img",
        "aria-label": label,
        "preserveAspectRatio": "none" if name == "bar" else None,
    }
    return element("svg", attributes, *parts)


def _box(left: float, top: float, width: float, height: float, outcome: str, title: str) -> Markup:
    attributes = {
        "x": f"{left:.1f}",
        "y": f"{top:.1f}",
        "width": f"{max(width, 0.8):.1f}",
        "height": f"{max(height, 0.8):.1f}",
        "fill": COLOURS.get(outcome, UNKNOWN),
    }
    return element("rect", attributes, element("title", NONE, text(title)))


def _words(middle: float, base: float, words: str) -> Markup:
    return element("text", {"x": f"{middle:.1f}", "y": f"{base:.1f}"}, join([text(words)]))
