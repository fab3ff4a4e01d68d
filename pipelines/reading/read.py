"""`read`: a capture in, a document out. Pure: same bytes, same rules, same document, on any machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.body.choose import Chosen
from pipelines.capture import Capture
from pipelines.document import Attachment, Block, Document, Evidence, Report, Table, Unreadable
from pipelines.fields.origin import read_origin
from pipelines.fields.read import FieldsRead
from pipelines.figures.checks import check
from pipelines.figures.narrative import narrative_check
from pipelines.figures.probe import probe_format
from pipelines.figures.read import read_figures
from pipelines.reading.blocks import blocks_of, text_of
from pipelines.reading.continued import next_page
from pipelines.reading.flags import known
from pipelines.reading.labelled import SURE, labelled
from pipelines.reading.profile import PLAIN, Profile
from pipelines.reading.removed import removals
from pipelines.reading.source import Source, source_of
from pipelines.tree.paths import css_path


def read(capture: Capture, profile: Profile = PLAIN, first: str = "") -> Document:
    """All that one page gives. Raises only Unreadable, with a sentence saying why there is nothing to read.

    `first` is the address of the article's first page where this is a later one (see joined.py): it tells which
    addresses are those of further pages.
    """
    source = source_of(capture, profile)
    found = labelled(source, profile)
    page, chosen, asked, fields, placed = (
        source.page,
        found.chosen,
        found.second_opinion,
        found.fields,
        found.placed,
    )
    labels, zones, sums, title = found.labels, found.zones, found.sums, found.title
    origin = read_origin(page, fields.fields, source.flags)
    if not sums.balanced:
        raise AssertionError(f"labels do not add up to the visible characters: {sums} at {capture.url}")
    tables = tuple(one.table for one in placed)
    blocks = blocks_of(labels, zones, placed, lambda node: css_path(page.tree, node))
    attachments = tuple(file.attachment for file in found.files)
    text = text_of(blocks)
    goes_on = source.form == "page" and chosen is not None and fields.report.kind != "listing"
    continues = (next_page(page, chosen.span, first) or "") if goes_on and chosen else ""
    read_off = read_figures(tables)
    kinds = {figure.name.split(".", 1)[0] for figure in read_off.figures}
    # Prose that names three labels with numbers may look like a table that was crushed: not where the table was read.
    lost = tuple(one for one in found.lost if one.row or one.table not in kinds)
    doubts = {
        "origin_suspect": origin.suspect,
        "continues": bool(continues),
        "figures_not_recoverable": bool(lost),
        "figures_doubtful": bool(read_off.doubts) or ("recognised_text" in source.flags and bool(tables)),
    }
    flags = _flags(capture, source, chosen, asked, fields, blocks, tables, attachments, doubts)
    return Document(
        url=capture.url,
        title=title,
        text=text,
        blocks=blocks,
        tables=tables,
        report=report_of(fields.report, read_off.format, title, text, flags),
        fields=fields.fields,
        figures=read_off.figures,
        checks=(*check(read_off.figures), *narrative_check(text, read_off.figures)),
        attachments=attachments,
        links=fields.links,
        flags=flags,
        evidence=Evidence(
            verdict=source.verdict,
            repairs=source.repairs,
            removed=removals(labels),
            sums=sums,
            container=f"{css_path(page.tree, chosen.node)} ({chosen.marker})" if chosen else "",
            confidence=chosen.confidence if chosen else 0.0,
            believed="second opinion" if asked else "labeller",
            origin=origin.signs,
            hint=profile.encoding,
            decoded=source.decoded,
        ),
        not_recoverable=lost,
        continues=continues,
    )


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
    capture: Capture,
    source: Source,
    chosen: Chosen | None,
    asked: bool,
    fields: FieldsRead,
    blocks: Sequence[Block],
    tables: Sequence[Table],
    attachments: Sequence[Attachment],
    doubted: Mapping[str, bool],
) -> tuple[str, ...]:
    written = sum(len(block.text) for block in blocks)
    report = fields.report.kind == "annual_report"
    doubts = {
        **doubted,
        "mixed_encoding": bool(source.verdict.spans),
        "undecodable_bytes": source.verdict.lost > 0,
        "truncated": capture.truncated,
        "embedded_body": bool(source.embedded),
        "second_opinion": asked,
        "low_confidence": chosen is None or chosen.confidence < SURE,
        "no_body": not written,
        "short_body": 0 < written < 50 and not tables,
        "tables_in_attachment": report and not tables and bool(attachments),
    }
    return known([*source.flags, *(name for name, true in doubts.items() if true)], source.flags)


__all__ = ["SURE", "Unreadable", "read"]
