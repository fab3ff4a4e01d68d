"""From a capture row back to the bytes on the wire."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from pipelines.archive.errors import ArchiveError
from pipelines.archive.records import StoredRecord, exchange_of, read_record, warc_path
from pipelines.archive.settlement import Unread
from pipelines.capture import Capture
from pipelines.exchange import Exchange


def capture_row(connection: sqlite3.Connection, capture: int) -> sqlite3.Row:
    """One capture with the name of its file. Raises ArchiveError for an unknown number."""
    row: sqlite3.Row | None = connection.execute(
        "SELECT c.*, f.name AS file FROM captures c JOIN warc_files f ON f.id = c.warc_file_id WHERE c.id = ?",
        (capture,),
    ).fetchone()
    if row is None:
        raise ArchiveError(f"The archive has no capture {capture}.")
    return row


def record_of(row: sqlite3.Row, directory: Path, part: str) -> StoredRecord | None:
    """The `response`, `request` or `note` record of a capture row; None when it has none."""
    if row[f"{part}_offset"] is None:
        return None
    return read_record(warc_path(directory, row["file"]), row[f"{part}_offset"])


def exchange_of_capture(connection: sqlite3.Connection, directory: Path, capture: int) -> Exchange:
    """All records of one capture put together; of a revisit the answer is its head."""
    row = capture_row(connection, capture)
    response, request, note = (record_of(row, directory, part) for part in ("response", "request", "note"))
    return exchange_of(response, request, note, row["method"], row["ended_at"], row["error"])


def capture_of(connection: sqlite3.Connection, directory: Path, capture: int) -> Capture:
    """Head and body for a reader. A 304 takes head and body of what it refers to, a repeated body its own head."""
    row = capture_row(connection, capture)
    own = exchange_of_capture(connection, directory, capture).capture()
    if row["refers_to"] is None:
        return own
    earlier = exchange_of_capture(connection, directory, row["refers_to"]).capture()
    return replace(own, body=earlier.body, head=earlier.head if row["revisit"] == "server" else own.head)


def unread(connection: sqlite3.Connection, run: int | None) -> list[Unread]:
    """Captures that wait for their reading, oldest first."""
    rows = connection.execute(
        """SELECT c.id AS capture, s.name AS site, c.target_id AS target, c.url,
                  coalesce(t.list_title, '') AS list_title, coalesce(t.list_date, '') AS list_date
             FROM captures c JOIN sites s ON s.id = c.site_id LEFT JOIN targets t ON t.id = c.target_id
            WHERE c.reading = 'pending' AND (c.run_id = ? OR ? IS NULL) ORDER BY c.id""",
        (run, run),
    )
    return [Unread(**dict(row)) for row in rows]
