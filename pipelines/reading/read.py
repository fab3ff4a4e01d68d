"""`read`: a capture in, a document out. Pure: same bytes, same rules, same document, on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.capture import Capture
from pipelines.document import Document, Evidence, Figure, NotRecoverable, Report, Unreadable
from pipelines.fields.origin import OriginEvidence, read_origin
from pipelines.figures.checks import check
from pipelines.figures.narrative import narrative_check
from pipelines.figures.probe import probe_format
from pipelines.figures.read import read_figures
from pipelines.reading.blocks import blocks_of, text_of
from pipelines.reading.continued import next_page
from pipelines.reading.flags import known
from pipelines.reading.labelled import SURE, Labelled, labelled
from pipelines.reading.profile import PLAIN, Profile
from pipelines.reading.removed import removals
from pipelines.reading.source import source_of
from pipelines.tree.paths import css_path


def read(capture: Capture, profile: Profile = PLAIN, first: str = "") -> Document:
    """All that one page gives. Raises only Unreadable, with a sentence saying why there is nothing to read.

    `first` is the address of the article's first page where this is a later one (see joined.py): it tells which
    addresses are those of further pages.
    """
    source = source_of(capture, profile)
    found = labelled(source, profile)
    if not found.sums.balanced:
        raise AssertionError(f"labels do not add up to the visible characters: {found.sums} at {capture.url}")
    origin = read_origin(source.page, found.fields.fields, source.flags)
    tables = tuple(one.table for one in found.placed)
    blocks = blocks_of(found.labels, found.zones, found.placed, lambda node: css_path(source.page.tree, node))
    text = text_of(blocks)
    figures = read_figures(tables)
    document = Document(
        url=capture.url,
        title=found.title,
        text=text,
        blocks=blocks,
        tables=tables,
        report=found.fields.report,
        fields=found.fields.fields,
        figures=figures.figures,
        checks=(*check(figures.figures), *narrative_check(text, figures.figures)),
        attachments=tuple(file.attachment for file in found.files),
        links=found.fields.links,
        flags=(),
        evidence=_evidence(found, origin, profile),
        not_recoverable=_lost(found.lost, figures.figures),
        continues=_continues(found, first),
    )
    flags = _flags(document, found, capture.truncated, origin.suspect, bool(figures.doubts))
    report = report_of(document.report, figures.format, document.title, text, flags)
    return replace(document, flags=flags, report=report)


def _evidence(found: Labelled, origin: OriginEvidence, profile: Profile) -> Evidence:
    source, chosen = found.source, found.chosen
    return Evidence(
        verdict=source.verdict,
        repairs=source.repairs,
        removed=removals(found.labels),
        sums=found.sums,
        container=f"{css_path(source.page.tree, chosen.node)} ({chosen.marker})" if chosen else "",
        confidence=chosen.confidence if chosen else 0.0,
        believed="second opinion" if found.second_opinion else "labeller",
        origin=origin.signs,
        hint=profile.encoding,
        decoded=source.decoded,
    )


def _lost(lost: Sequence[NotRecoverable], figures: Sequence[Figure]) -> tuple[NotRecoverable, ...]:
    """What nothing proves any more. Prose that names three labels with numbers may look like a table that was
    crushed: not where that table was read.
    """
    kinds = {figure.name.split(".", 1)[0] for figure in figures}
    return tuple(one for one in lost if one.row or one.table not in kinds)


def _continues(found: Labelled, first: str) -> str:
    """The address of the article's next page, '' where there is none; a list's further pages are not the article's."""
    if found.source.form != "page" or found.chosen is None or found.fields.report.kind == "listing":
        return ""
    return next_page(found.source.page, found.chosen.span, first) or ""


def report_of(report: Report, printed: str | None, title: str, text: str, flags: Sequence[str]) -> Report:
    """The report with its format: that of its tables, or `free` for an annual report that has none anywhere.

    A text that lost its title and holds the statutory tables is an annual report: nothing else has them.
    """
    if printed is not None and not title:
        report = replace(report, kind="annual_report")
    if printed is not None or report.kind != "annual_report":
        return replace(report, format=printed)
    elsewhere = {"tables_lost", "no_body", "short_body", "truncated"}
    absent = None if elsewhere.intersection(flags) else "free"
    return replace(report, format=probe_format(text) or absent)


def _flags(
    document: Document, found: Labelled, truncated: bool, suspect: bool, doubtful: bool
) -> tuple[str, ...]:
    """Everything about a document that a person should know before trusting it."""
    source, chosen, tables = found.source, found.chosen, document.tables
    written = sum(len(block.text) for block in document.blocks)
    recognised = "recognised_text" in source.flags
    doubts = {
        "origin_suspect": suspect,
        "continues": bool(document.continues),
        "figures_not_recoverable": bool(document.not_recoverable),
        "figures_doubtful": doubtful or (recognised and bool(tables)),
        "mixed_encoding": bool(source.verdict.spans),
        "undecodable_bytes": source.verdict.lost > 0,
        "truncated": truncated,
        "embedded_body": bool(source.embedded),
        "second_opinion": found.second_opinion,
        "low_confidence": chosen is None or chosen.confidence < SURE,
        "no_body": not written,
        "short_body": 0 < written < 50 and not tables,
        "tables_in_attachment": document.report.kind == "annual_report"
        and not tables
        and bool(document.attachments),
    }
    return known([*source.flags, *(name for name, true in doubts.items() if true)], source.flags)


__all__ = ["SURE", "Unreadable", "read"]
