"""Is everything still as it was written: records, locators, rows."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.archive.connection import connect_reader, translated
from pipelines.archive.errors import ArchiveDamaged
from pipelines.archive.records import DigestOutcome, read_record, warc_path
from pipelines.archive.warc import OPEN

Severity = Literal["damage", "note"]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. A `note` is harmless: a record no row names, an `.open` file."""

    severity: Severity
    place: str
    sentence: str


@dataclass(frozen=True)
class Checked:
    """One record looked at through its locator."""

    place: str
    outcome: DigestOutcome
    finding: Finding | None = None


@dataclass(frozen=True)
class Report:
    """Records by outcome, and all findings."""

    passed: int
    failed: int
    not_checked: int
    findings: tuple[Finding, ...]

    @property
    def damaged(self) -> bool:
        """True when anything is lost or contradicts itself."""
        return any(finding.severity == "damage" for finding in self.findings)


Watch = Callable[[Iterable[Checked]], Iterable[Checked]]
"""Passes records on as they are checked: a progress display."""


def verify(directory: Path, watch: Watch = iter) -> Report:
    """Check each record through the row that names it, the database itself, and the files beside it."""
    checked = list(watch(verify_records(directory)))
    outcomes = Counter(one.outcome for one in checked)
    findings = [one.finding for one in checked if one.finding]
    findings += verify_database(directory)
    findings += verify_files(directory)
    return Report(outcomes["passed"], outcomes["failed"], outcomes["not checked"], tuple(findings))


def verify_records(directory: Path) -> Iterator[Checked]:
    """One by one, for a progress bar: every locator of every capture, in file order."""
    path = directory / "archive.sqlite"
    with translated(path), closing(connect_reader(path)) as connection:
        for row in connection.execute(
            """SELECT f.name, p.* FROM (
                   SELECT id, warc_file_id, response_offset AS start, response_length AS length,
                          response_record AS record, response_digest AS digest FROM captures
                   UNION ALL SELECT id, warc_file_id, request_offset, request_length, request_record, request_digest
                     FROM captures
                   UNION ALL SELECT id, warc_file_id, note_offset, note_length, note_record, note_digest FROM captures
               ) p JOIN warc_files f ON f.id = p.warc_file_id
               WHERE p.start IS NOT NULL ORDER BY p.warc_file_id, p.start"""
        ):
            yield _checked(directory / "warc", row)


def _checked(directory: Path, row: sqlite3.Row) -> Checked:
    place = f"{row['name']}:{row['start']}"

    def failed(sentence: str) -> Checked:
        return Checked(place, "failed", Finding("damage", place, f"Capture {row['id']}: {sentence}"))

    try:
        record = read_record(warc_path(directory, row["name"]), row["start"])
    except ArchiveDamaged as error:
        return failed(str(error))
    if record.field("WARC-Record-ID") != row["record"] or record.length != row["length"]:
        return failed("another record stands at its place")
    if record.field("WARC-Block-Digest") != row["digest"]:
        return failed("the record's digest is not the one the database holds")
    outcome = record.check()
    return (
        failed("the bytes do not give the digest they had")
        if outcome == "failed"
        else Checked(place, outcome)
    )


_PAGES_WITHOUT_CAPTURES = """
    SELECT v.id, (SELECT count(*) FROM pages WHERE version_id = v.id) AS pages,
           (SELECT count(*) FROM reading_parts WHERE capture_id = v.capture_id) AS parts
      FROM versions v WHERE pages > 0 AND pages > parts"""


def verify_database(directory: Path) -> list[Finding]:
    """SQLite's own check of its pages and of every foreign key; and that each page of an article has its capture."""
    connection = connect_reader(directory / "archive.sqlite")
    try:
        findings = [
            Finding("damage", "archive.sqlite", f"SQLite's integrity check says: {row[0]}")
            for row in connection.execute("PRAGMA integrity_check")
            if row[0] != "ok"
        ]
        findings += [
            Finding(
                "damage", f"table {row[0]}, row {row[1]}", f"It names a row of {row[2]} that is not there."
            )
            for row in connection.execute("PRAGMA foreign_key_check")
        ]
        findings += [
            Finding(
                "damage",
                f"version {row['id']}",
                f"It was read from {row['pages']} later pages, and {row['parts']} captures of them are named.",
            )
            for row in connection.execute(_PAGES_WITHOUT_CAPTURES)
        ]
    except sqlite3.DatabaseError as error:
        findings = [Finding("damage", "archive.sqlite", f"SQLite cannot read it: {error}")]
    finally:
        connection.close()
    return findings


def verify_files(directory: Path) -> list[Finding]:
    """Files no row names, files left open, and files that have not the size they were closed with."""
    with closing(connect_reader(directory / "archive.sqlite")) as connection:
        known = {
            row["name"]: row["bytes"] for row in connection.execute("SELECT name, bytes FROM warc_files")
        }
    findings = []
    for path in sorted((directory / "warc").iterdir()):
        name, size = path.name.removesuffix(OPEN), path.stat().st_size
        if path.name.endswith(OPEN):
            findings.append(Finding("note", path.name, "It is being written, or a killed writer left it."))
        if name not in known:
            findings.append(
                Finding("note", path.name, "No row names a record of it: a crash before the transaction.")
            )
        elif known[name] not in (None, size):
            findings.append(
                Finding("damage", path.name, f"It has {size} bytes and was closed with {known[name]}.")
            )
    return findings
