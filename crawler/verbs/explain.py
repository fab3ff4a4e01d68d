"""`gongkai explain`: the whole way of a document from socket to sentence, for a person or as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.console import console, sheet
from pipelines.archive.explain import CaptureFacts, Explanation
from pipelines.archive.reader import ArchiveReader
from pipelines.evidence import AppliedRepair, Verdict

CHANGES_SHOWN = 5
"""Changes of one repair that are printed; --json gives all."""


def explain(archive: Path, url: str, as_json: bool) -> int:
    """Print everything that leads from the bytes to the text. Raises UsageError for an unknown address."""
    with ArchiveReader.read(archive) as reader:
        explanation = reader.explain(url)
    if explanation is None:
        raise UsageError(f"{url}: the archive in {archive} holds no document of this address")
    if as_json:
        print(json.dumps(asdict(explanation), ensure_ascii=False, indent=1, default=_text_of_bytes))
    else:
        _print(console(), explanation)
    return exits.OK


def _text_of_bytes(value: Any) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)


def _print(out: Console, e: Explanation) -> None:
    document = e.document
    _head(out, f"{document.title or '(no title)'}")
    out.print(
        f"{escape(e.url)}\n{escape(e.portal)} ({e.site}); listed as: {escape(e.list_title) or '—'} {e.list_date}"
    )
    if e.archive:
        out.print(
            f"a member of the archive {escape(e.archive)}, which was fetched and listed under that name"
        )
    if e.seen_on:
        out.print(f"found on {escape(e.seen_on)}")
    _head(out, "1. Asked and answered")
    _capture(out, e.capture)
    if e.body_capture.id != e.capture.id:
        out.print(f"the body was already held; it lies in the record of capture {e.body_capture.id}:")
        _capture(out, e.body_capture)
    for number, page in enumerate(e.pages, 2):
        out.print(f"page {number} of the article:")
        _capture(out, page)
    if document.continues:
        out.print(f"it goes on at {escape(document.continues)}, which is not part of this document")
    _head(out, "2. Decoded")
    _verdict(out, document.evidence.verdict)
    for one in document.evidence.pages:
        out.print(f"page {one.page}:")
        _verdict(out, one.verdict)
    _head(out, "3. Repaired")
    for repair in document.evidence.repairs:
        _repair(out, repair)
    if not document.evidence.repairs:
        out.print("nothing needed repair")
    _read(out, e)
    _history(out, e)


def _capture(out: Console, capture: CaptureFacts) -> None:
    out.print(f"capture {capture.id}: {capture.method} {escape(capture.url)}")
    out.print(
        f"  at {capture.started_at} from {capture.remote_address or '—'}: {capture.outcome} {capture.status or ''}"
    )
    out.print(f"  body {capture.body_length} bytes, {capture.body_digest or '—'}")
    if capture.locator:
        where = capture.locator
        out.print(
            f"  record {where.record_id} in warc/{where.file} at byte {where.offset}, {where.length} bytes long"
        )
    out.print(f"  digests of the record: {capture.digests}")
    for line in capture.response_head.decode("utf-8", "backslashreplace").splitlines():
        out.print(f"  | {escape(line)}")


def _verdict(out: Console, verdict: Verdict) -> None:
    out.print(f"{verdict.used}, as {verdict.winner} says; {verdict.lost} characters lost")
    for witness in verdict.witnesses:
        out.print(
            f"  {witness.name}: {witness.said or '—'}{f' ({escape(witness.overruled)})' if witness.overruled else ''}"
        )


def _repair(out: Console, repair: AppliedRepair) -> None:
    place = f", page {repair.page}" if repair.page > 1 else ""
    out.print(f"{repair.name} ({repair.level} level{place}): {repair.count} changes")
    for change in repair.changes[:CHANGES_SHOWN]:
        guess = " (a guess)" if change.guess else ""
        out.print(
            f"  at {change.start}: {escape(_short(change.before))} → {escape(_short(change.after))}{guess} {escape(change.note)}"
        )
    if repair.count > CHANGES_SHOWN:
        out.print(f"  … and {repair.count - CHANGES_SHOWN} more (--json shows all)")


def _read(out: Console, e: Explanation) -> None:
    document, evidence = e.document, e.document.evidence
    _head(out, "4. Read")
    sums = evidence.sums
    out.print(
        f"body taken from {escape(evidence.container) or 'the whole page'} (confidence {evidence.confidence:.2f}, {evidence.believed} believed)"
    )
    out.print(
        f"{sums.visible} visible characters = body {sums.body} + table {sums.table} + field {sums.field}"
        f" + attachment {sums.attachment} + chrome {sums.chrome}; hidden {sums.hidden}"
    )
    out.print(f"flags: {', '.join(document.flags) or 'none'}")
    removed = sheet("rule", "removed text", "where")
    for one in evidence.removed:
        place = f"page {one.page}: " if one.page > 1 else ""
        removed.add_row(one.rule, escape(_short(one.text)), place + escape(one.path))
    out.print(removed)
    fields = sheet("field", "value", "words it came from", "reader", "disagreed")
    for field in document.fields:
        others = "; ".join(f"{reader}: {value}" for reader, value in field.disagreed)
        fields.add_row(
            field.name, escape(field.value), escape(_short(field.words)), field.reader, escape(others)
        )
    out.print(fields)
    for file in document.attachments:
        out.print(f"attachment {escape(file.name)}: {escape(file.url or file.href)}")
    for sentence in e.unread_members:
        out.print(f"not read: {escape(sentence)}")
    report = document.report
    _head(out, f"5. Figures: {report.kind}, format {report.format or '—'}, year {report.year or '—'}")
    out.print(
        f"{len(document.tables)} tables, {len(document.figures)} figures, {len(document.attachments)} attachments"
    )
    for check in document.checks:
        if check.status != "pass":
            out.print(
                f"  {check.id} {check.column or ''}: {check.left} against {check.right}: {check.status}"
            )
    out.print(
        f"  {sum(check.status == 'pass' for check in document.checks)} of {len(document.checks)} checks pass"
    )


def _history(out: Console, e: Explanation) -> None:
    _head(out, "6. Kept")
    version = e.version
    number = [one.id for one in e.versions].index(version.id) + 1
    out.print(
        f"version {number} of {len(e.versions)} (row {version.id}), read {version.read_at} by {version.software} in run {version.run}"
    )
    out.print(f"  rules {version.rules}\n  reading {version.reading_digest}")
    for sighting in e.sightings:
        shown = f"version {sighting.version}" if sighting.version else "no document"
        out.print(
            f"  {sighting.at}: {sighting.outcome} {escape(sighting.outcome_detail)} (capture {sighting.capture}): {shown}"
        )


def _head(out: Console, words: str) -> None:
    out.print(f"\n[bold]{escape(words)}[/bold]")


def _short(text: str, width: int = 60) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= width else one_line[: width - 1] + "…"
