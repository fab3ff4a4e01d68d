"""The row of each exchange: its places in the WARC, its label, and the earlier capture it repeats."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.archive.compose import Reference
from pipelines.archive.frontier import site_id
from pipelines.archive.record import sha1_digest
from pipelines.archive.settlement import Labelled, Settlement, Validators
from pipelines.archive.warc import Written
from pipelines.capture import Capture
from pipelines.exchange import Exchange


@dataclass(frozen=True)
class Kept:
    """An exchange whose records are written: what the row needs. `refers_to` is the record id of a revisit's body."""

    labelled: Labelled
    written: Written
    reference: Reference | None

    @cached_property
    def capture(self) -> Capture:
        return self.labelled.exchange.capture()


def body_digest(capture: Capture) -> str | None:
    """Sameness of content; None for no body, which is the same as nothing."""
    return capture.digest if capture.body else None


def find_reference(
    connection: sqlite3.Connection, labelled: Labelled, batch: Sequence[Kept]
) -> Reference | None:
    """The earlier record that already holds this answer's body, in the database or earlier in the same batch.

    Only whole answers are pointed at or point elsewhere, and only where the stored bytes after the head are equal
    to the last one: two chunkings of one body are both kept.
    """
    exchange = labelled.exchange
    if not _whole(exchange):
        return None
    capture = exchange.capture()
    if capture.status == 304:
        return _unmodified(connection, exchange.url, exchange.request)
    if not capture.body:
        return None
    in_batch = next((kept for kept in batch if _holds(kept, exchange.wire_body)), None)
    if in_batch and in_batch.written.response:
        earlier, record = in_batch.labelled.exchange, in_batch.written.response.record_id
        return Reference(
            "digest", record, earlier.url, earlier.started_at, in_batch.written.payload_digest or ""
        )
    return _identical(connection, capture.digest, exchange.wire_body)


def _whole(exchange: Exchange) -> bool:
    return not (exchange.truncated or exchange.error) and exchange.response[:5].upper().startswith(b"HTTP/")


def _holds(kept: Kept, wire_body: bytes) -> bool:
    earlier = kept.labelled.exchange
    return kept.reference is None and _whole(earlier) and earlier.wire_body == wire_body


def _identical(connection: sqlite3.Connection, digest: str, wire_body: bytes) -> Reference | None:
    row = connection.execute(
        """SELECT response_record, url, started_at, payload_digest FROM captures
            WHERE body_digest = ? AND payload_digest = ? AND revisit IS NULL AND status IS NOT NULL
              AND truncated = 0 AND error = ''
            ORDER BY id LIMIT 1""",
        (digest, sha1_digest(wire_body)),
    ).fetchone()
    return row and Reference(
        "digest", row["response_record"], row["url"], row["started_at"], row["payload_digest"]
    )


def _unmodified(connection: sqlite3.Connection, url: str, request: bytes) -> Reference | None:
    """What a 304 speaks of: the newest good answer of this URL with a validator that was sent.

    A 304 that nobody asked for, or about bytes we never had, refers to nothing and is kept as a plain response.
    """
    asked = Capture(url, b"", head=request)
    row = connection.execute(
        """SELECT b.response_record, b.url, b.started_at, b.payload_digest
             FROM captures c JOIN captures b ON b.id = coalesce(c.refers_to, c.id)
            WHERE c.url = ? AND c.status = 200 AND c.outcome = 'ok' AND c.truncated = 0 AND b.body_length > 0
              AND (c.etag = ? OR c.last_modified = ?)
            ORDER BY c.started_at DESC, c.id DESC LIMIT 1""",
        (url, asked.header("if-none-match"), asked.header("if-modified-since")),
    ).fetchone()
    return row and Reference(
        "server", row["response_record"], row["url"], row["started_at"], row["payload_digest"]
    )


def find_validators(connection: sqlite3.Connection, url: str) -> Validators | None:
    """ETag and Last-Modified of the newest whole 200 answer of a URL that has either."""
    row = connection.execute(
        """SELECT id, etag, last_modified, body_digest FROM captures
            WHERE url = ? AND status = 200 AND outcome = 'ok' AND truncated = 0 AND body_digest IS NOT NULL
            ORDER BY started_at DESC, id DESC LIMIT 1""",
        (url,),
    ).fetchone()
    if row is None or not (row["etag"] or row["last_modified"]):
        return None
    return Validators(row["etag"], row["last_modified"], row["id"], row["body_digest"])


def insert_capture(connection: sqlite3.Connection, settlement: Settlement, kept: Kept) -> int:
    """The row of one exchange; its record is on the disk already."""
    exchange, capture, written = kept.labelled.exchange, kept.capture, kept.written
    places = (written.response, written.request, written.note)
    first = next(place for place in places if place is not None)
    row = {
        "run_id": settlement.run,
        "site_id": site_id(connection, settlement.site),
        "target_id": settlement.target,
        "url": exchange.url,
        "method": exchange.method,
        "kind": kept.labelled.kind,
        "outcome": kept.labelled.outcome,
        "outcome_detail": kept.labelled.detail,
        "status": capture.status,
        "redirect_to": kept.labelled.redirect_to or None,
        "content_type": capture.header("content-type"),
        "etag": capture.header("etag"),
        "last_modified": capture.header("last-modified"),
        "body_digest": body_digest(capture),
        "body_length": len(capture.body),
        "wire_length": len(exchange.response),
        "truncated": exchange.truncated,
        "error": exchange.error,
        "started_at": exchange.started_at,
        "ended_at": exchange.ended_at,
        "remote_address": exchange.remote_address,
        "revisit": written.said_by,
        "refers_to": _referred(connection, kept.reference),
        "warc_file_id": _file_id(connection, first.file, exchange.started_at),
        "payload_digest": written.payload_digest,
    }
    for name, place in zip(("response", "request", "note"), places, strict=True):
        if place is not None:
            row |= {
                f"{name}_offset": place.offset,
                f"{name}_length": place.length,
                f"{name}_record": place.record_id,
                f"{name}_digest": place.digest,
            }
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    written_row = connection.execute(
        f"INSERT INTO captures ({columns}) VALUES ({marks})", tuple(row.values())
    )
    return int(written_row.lastrowid or 0)


def _referred(connection: sqlite3.Connection, reference: Reference | None) -> int | None:
    if reference is None:
        return None
    row = connection.execute(
        "SELECT id FROM captures WHERE response_record = ?", (reference.record_id,)
    ).fetchone()
    return int(row["id"])


def _file_id(connection: sqlite3.Connection, name: str, first_at: str) -> int:
    connection.execute(
        "INSERT INTO warc_files (name, first_at) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        (name, first_at),
    )
    return int(connection.execute("SELECT id FROM warc_files WHERE name = ?", (name,)).fetchone()["id"])
