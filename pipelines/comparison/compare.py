"""`compare`: all that differs between two readings of one document. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.comparison.cells import CellChange, compare_tables
from pipelines.comparison.paragraphs import ParagraphChange, compare_paragraphs
from pipelines.document import Check, Document, Figure


class ValueChange(NamedTuple):
    """A named value before and after; None where the reading has no such value."""

    name: str
    before: str | None
    after: str | None


class FigureChange(NamedTuple):
    """A canonical figure before and after; None where the reading has no such figure (not the same as a blank cell)."""

    name: str
    before: Figure | None
    after: Figure | None


class CheckChange(NamedTuple):
    """A 勾稽关系 whose status changed."""

    id: str
    column: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Comparison:
    """What the later reading says otherwise than the earlier one."""

    fields: tuple[ValueChange, ...]
    """Title, kind, year and format of the document, and its fields."""
    paragraphs: tuple[ParagraphChange, ...]
    tables: tuple[CellChange, ...]
    figures: tuple[FigureChange, ...]
    checks: tuple[CheckChange, ...]
    attachments: tuple[ValueChange, ...]
    """By address: the names files go by."""
    flags: tuple[ValueChange, ...]

    @property
    def same(self) -> bool:
        return not any(
            (
                self.fields,
                self.paragraphs,
                self.tables,
                self.figures,
                self.checks,
                self.attachments,
                self.flags,
            )
        )


def compare(earlier: Document, later: Document) -> Comparison:
    """Everything that differs, in the order a person reads it. Two equal documents give a comparison that is `same`."""
    return Comparison(
        fields=_values(_facts(earlier), _facts(later)),
        paragraphs=compare_paragraphs(earlier.blocks, later.blocks),
        tables=compare_tables(earlier.tables, later.tables),
        figures=_figures(earlier.figures, later.figures),
        checks=_checks(earlier.checks, later.checks),
        attachments=_values(_files(earlier), _files(later)),
        flags=_values(dict.fromkeys(earlier.flags, ""), dict.fromkeys(later.flags, "")),
    )


def _facts(document: Document) -> dict[str, str]:
    report = document.report
    facts = {
        "title": document.title,
        "kind": report.kind,
        "year": str(report.year) if report.year is not None else "",
        "format": report.format or "",
        **{field.name: field.value for field in document.fields},
    }
    return {name: value for name, value in facts.items() if value}


def _files(document: Document) -> dict[str, str]:
    return {file.url or file.href: file.name for file in document.attachments}


def _values(before: dict[str, str], after: dict[str, str]) -> tuple[ValueChange, ...]:
    return tuple(
        ValueChange(name, before.get(name), after.get(name))
        for name in _names(before, after)
        if before.get(name) != after.get(name)
    )


def _figures(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[FigureChange, ...]:
    """Figures whose value or printed words changed; where a cell stands does not count."""
    old, new = {f.name: f for f in before}, {f.name: f for f in after}
    return tuple(
        FigureChange(name, old.get(name), new.get(name))
        for name in _names(old, new)
        if _printed(old.get(name)) != _printed(new.get(name))
    )


def _printed(figure: Figure | None) -> Hashable:
    return None if figure is None else (figure.value, figure.raw, figure.unit)


def _checks(before: Sequence[Check], after: Sequence[Check]) -> tuple[CheckChange, ...]:
    old = {(check.id, check.column): check.status for check in before}
    new = {(check.id, check.column): check.status for check in after}
    return tuple(
        CheckChange(*key, old.get(key), new.get(key))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    )


def _names(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Names of both sides, once each, in the order of the earlier reading."""
    return list(dict.fromkeys([*before, *after]))
