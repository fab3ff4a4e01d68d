"""What the archive holds against what the replica knows: every page, attachment, member of an archive, planned fault."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from crawler.replica import Fault, Gold, GoldMember
from crawler.replica.server import Serving
from pipelines.archive.connection import connect_reader
from pipelines.archive.reader import ArchiveReader
from pipelines.document import Document

AnyGold = TypeVar("AnyGold", Gold, GoldMember)
Fact = tuple[str, object, object]
"""What it is, what the replica made, what the archive holds."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as the replica made it."""

    url: str
    what: str
    expected: object
    found: object

    def __str__(self) -> str:
        return f"{self.url}: {self.what}: expected {_short(self.expected)}, found {_short(self.found)}"


def differences(archive: Path, replica: Serving) -> list[Difference]:
    """Everything the archive lacks or has otherwise."""
    with ArchiveReader.read(archive) as reader:
        found = [one for gold in replica.gold() for one in _page(reader, gold, _facts)]
        found += [one for gold in replica.members().values() for one in _page(reader, gold, _member_facts)]
        found += _strangers(reader, replica)
        connection = connect_reader(archive / "archive.sqlite")
        try:
            found += [one for fault in replica.faults() for one in _fault(connection, reader, fault)]
            found += _attachments(connection, reader, replica)
        finally:
            connection.close()
    return found


def _page(
    reader: ArchiveReader, gold: AnyGold, facts: Callable[[AnyGold, Document], Iterable[Fact]]
) -> Iterator[Difference]:
    shown = reader.show(gold.url)
    if shown is None:
        yield Difference(gold.url, "document", gold.title, "no document of this address")
        return
    document = reader.document(shown.version)
    for what, expected, found in facts(gold, document):
        if expected != found:
            yield Difference(gold.url, what, expected, found)


def _facts(gold: Gold, document: Document) -> Iterator[Fact]:
    yield from _words_and_numbers(gold, document)
    yield "report", (gold.kind, gold.format, gold.year), _report(gold, document)
    for name in ("published", "source", "issuer", "doc_number", "index_number"):
        expected = getattr(gold, name)
        if expected is not None or name != "issuer":
            yield name, expected, document.value(name)
    yield (
        "attachments",
        [(a.name, a.href, a.url) for a in gold.attachments],
        [(a.name, a.href, a.url) for a in document.attachments],
    )
    yield "flags", set(gold.flags), set(gold.flags) & set(document.flags)


def _member_facts(gold: GoldMember, document: Document) -> Iterator[Fact]:
    """A file in an archive has no page around it that says more of it."""
    yield from _words_and_numbers(gold, document)
    if gold.kind is not None:
        yield "report", (gold.kind, gold.format, gold.year), _report(gold, document)


def _words_and_numbers(gold: Gold | GoldMember, document: Document) -> Iterator[Fact]:
    yield "title", gold.title, document.title
    yield "text", gold.text, document.text
    yield (
        "tables",
        [[list(row) for row in table.grid] for table in gold.tables],
        [t.grid for t in document.tables],
    )
    yield "figures", dict(gold.figures), {figure.name: figure.value for figure in document.figures}
    failed = {f"{check.id}.{check.column}" for check in document.checks if check.status == "fail"}
    yield "failing checks", set(gold.failing_checks), failed


def _report(gold: Gold | GoldMember, document: Document) -> tuple[str, str | None, int | None]:
    """The year is the replica's to say only where it makes a report; other documents may carry one in their title."""
    report = document.report
    return report.kind, report.format, report.year if gold.year is not None else None


def _strangers(reader: ArchiveReader, replica: Serving) -> list[Difference]:
    known = {gold.url for gold in replica.gold()} | set(replica.attachments()) | set(replica.members())
    return [
        Difference(url, "document", "none", "a document the replica does not have")
        for url in reader.urls()
        if url not in known
    ]


def _attachments(
    connection: sqlite3.Connection, reader: ArchiveReader, replica: Serving
) -> Iterator[Difference]:
    for url, attached in replica.attachments().items():
        row = connection.execute(
            "SELECT id FROM captures WHERE url = ? AND outcome IN ('ok', 'unchanged') ORDER BY id LIMIT 1",
            (url,),
        ).fetchone()
        if row is None:
            yield Difference(url, "attachment", "archived", "no capture")
        elif (digest := hashlib.sha256(reader.capture(row["id"]).entity).hexdigest()) != attached.sha256:
            yield Difference(url, "attachment bytes", attached.sha256, digest)


def _fault(connection: sqlite3.Connection, reader: ArchiveReader, fault: Fault) -> Iterator[Difference]:
    """A planned fault must stand in the archive as what it is."""
    if fault.kind == "short_listing":
        gaps = {(gap.declared, gap.listed) for gap in reader.listing_gaps() if gap.url == fault.url}
        if gaps != {(fault.declared, fault.listed)}:
            yield Difference(fault.url, "declared and listed", (fault.declared, fault.listed), gaps)
        return
    expected = {"gone": "gone", "page_gone": "gone", "robots": "refused"}[fault.kind]
    row = connection.execute("SELECT state FROM targets WHERE url = ?", (fault.url,)).fetchone()
    if row is None or row["state"] != expected:
        yield Difference(fault.url, "planned fault", expected, row and row["state"])


def _short(value: object, width: int = 160) -> str:
    text = str(value)
    return text if len(text) <= width else text[: width - 1] + "…"
