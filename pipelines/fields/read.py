"""Reading the facts about a document off its page: one call, one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast, get_args

from pipelines.document import DocumentKind, Field, Report
from pipelines.fields.claims import claim_spans
from pipelines.fields.clues import Clues
from pipelines.fields.related import related_links
from pipelines.fields.runner import run_readers
from pipelines.fields.table import READERS
from pipelines.tree.page import Page, Span


@dataclass(frozen=True)
class FieldsRead:
    """All that the field readers found on a page."""

    fields: tuple[Field, ...]
    """In the order of the table, each with its reader and those who disagreed; a fact nobody found is absent."""
    spans: tuple[tuple[str, Span], ...] = field(repr=False)
    """Field name and visible characters that are no body: title, meta bar, metadata table; in order, no overlap."""
    report: Report
    """Kind and year; the format is left to those who read the tables."""
    links: tuple[tuple[str, str], ...] = ()
    """Related documents: name and absolute URL."""

    def value(self, name: str) -> str | None:
        """The value of one field, None when the page does not show it."""
        return next((f.value for f in self.fields if f.name == name), None)


def read_fields(page: Page, container: tuple[int, int], hints: Mapping[str, str]) -> FieldsRead:
    """Read every field of a page.

    `container` is the body element as (start, end) ordinals of `page.tree`; for plain text the root, and an empty
    range where no body was found: then the whole page is looked through. `hints` are facts from outside, all
    optional: list_title, list_date, site_name, region. Raises nothing: what cannot be read is absent.
    """
    if container[0] >= container[1]:
        container = (0, len(page.tree.tags))
    clues = Clues(page, container, hints)
    fields = run_readers(READERS, clues)
    return FieldsRead(fields, claim_spans(clues, fields), _report(fields), related_links(clues))


def _report(fields: tuple[Field, ...]) -> Report:
    values = {f.name: f.value for f in fields}
    kind = values.get("kind", "other")
    year = values.get("report_year", "")
    known = cast(DocumentKind, kind) if kind in get_args(DocumentKind) else "other"
    return Report(known, year=int(year) if year.isdigit() else None)
