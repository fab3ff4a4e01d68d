"""Checks of a document for a person: in words, and with the figures that each compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.document import Check, Document, Figure
from pipelines.figures.format import formats

STATUS = {
    "pass": "✓ holds",
    "fail": "✗ fails",
    "not_assessable": "? cannot be assessed",
    "differs": "≠ differs",
}


def title(check: Check) -> str:
    """The check's id and what it was made for."""
    return f"{check.id} {check.column or ''}".strip()


def is_wrong(check: Check) -> bool:
    return check.status in ("fail", "differs")


def compared(check: Check, document: Document) -> tuple[list[str], list[str]]:
    """Names of the figures on the left and on the right of a check; none for one of the running text."""
    printed = {figure.name for figure in document.figures}
    sides = (
        (_filled(relation.left, check.column), _filled(relation.right, check.column))
        for form in formats()
        for relation in form.checks
        if relation.id == check.id
    )
    # Formats share checks under one id: the one whose figures are on the page is meant.
    return max(sides, key=lambda side: len(printed.intersection(side[0] + side[1])), default=([], []))


def figures_of(names: Sequence[str], document: Document) -> Iterator[tuple[int, Figure]]:
    """The figures of these names that are printed, each with its ordinal in the document."""
    wanted = set(names)
    return ((place, figure) for place, figure in enumerate(document.figures) if figure.name in wanted)


def _filled(names: Sequence[str], column: str | None) -> list[str]:
    return [name.replace("*", column or "*") for name in names]
