"""The order that makes a crash harmless: WARC records, fsync, then one transaction with every row."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.archive.articles import has_parts
from pipelines.archive.captures import Kept, find_reference, insert_capture
from pipelines.archive.connection import transaction
from pipelines.archive.frontier import add_targets, settle, site_id
from pipelines.archive.settlement import READABLE_OUTCOMES, Labelled, Settled, Settlement
from pipelines.archive.versions import Recorded, record_readings, record_sightings, same_bytes_read
from pipelines.archive.warc import WarcWriter
from pipelines.capture import Capture, TooLarge

ROBOTS_LIMIT = 500 * 1024
"""Bytes of a robots.txt that are shown in the database: those RFC 9309 asks a crawler to read."""


def commit_settlements(
    connection: sqlite3.Connection, path: Path, warc: WarcWriter, settlements: Sequence[Settlement]
) -> list[Settled]:
    """Keep all of these with one fsync and one transaction; nothing of them is known when it fails.

    A crash before the transaction leaves records that no row names, never a row that names no record.
    """
    kept: list[Kept] = []
    shares: list[slice] = []
    for settlement in settlements:
        start = len(kept)
        for labelled in settlement.exchanges:
            kept.append(_keep(connection, warc, settlement, labelled, kept))
        shares.append(slice(start, len(kept)))
    warc.flush()
    with transaction(connection, path):
        return [
            _insert(connection, settlement, kept[share])
            for settlement, share in zip(settlements, shares, strict=True)
        ]


def _keep(
    connection: sqlite3.Connection,
    warc: WarcWriter,
    settlement: Settlement,
    labelled: Labelled,
    batch: Sequence[Kept],
) -> Kept:
    reference = find_reference(connection, labelled, batch)
    labels = {
        "Run": str(settlement.run),
        "Site": settlement.site,
        "Kind": labelled.kind,
        "Outcome": labelled.outcome,
        "Ended": labelled.exchange.ended_at,
    }
    written = warc.write_exchange(labelled.exchange, reference, labelled.truncation, labels)
    return Kept(labelled, written, reference)


def _insert(connection: sqlite3.Connection, settlement: Settlement, kept: Sequence[Kept]) -> Settled:
    captures = tuple(insert_capture(connection, settlement, one) for one in kept)
    for capture, one in zip(captures, kept, strict=True):
        if one.labelled.kind == "robots":
            _insert_robots(connection, capture, one)
    site = site_id(connection, settlement.site)
    new = add_targets(
        connection, site, settlement.discovered, settlement.run, settlement.now, settlement.target
    )
    if settlement.listing and captures:
        connection.execute(
            "INSERT INTO listings (capture_id, target_id, page, declared, listed, new) VALUES (?, ?, ?, ?, ?, ?)",
            (
                captures[-1],
                settlement.target,
                settlement.listing.page,
                settlement.listing.declared,
                settlement.listing.listed,
                new,
            ),
        )
    pending, recorded = _read(connection, settlement, captures, kept)
    _settle(connection, settlement, kept, pending is not None)
    return Settled(captures, pending, recorded.document, recorded.version, recorded.new_version)


def _read(
    connection: sqlite3.Connection, settlement: Settlement, captures: Sequence[int], kept: Sequence[Kept]
) -> tuple[int | None, Recorded]:
    """Store the readings that came along, recognise bytes read before, or mark the capture as waiting."""
    if not kept:
        return None, Recorded()
    last = captures[-1]
    if settlement.readings:
        return None, record_readings(connection, last, settlement.readings, settlement.now)[0]
    labelled = kept[-1].labelled
    unmodified_of_nothing = kept[-1].capture.status == 304 and kept[-1].reference is None
    if (
        not settlement.read
        or labelled.outcome not in READABLE_OUTCOMES
        or labelled.exchange.truncated
        or unmodified_of_nothing
    ):
        return None, Recorded()
    alone = settlement.rules and not has_parts(connection, settlement.target)
    known = same_bytes_read(connection, last, settlement.rules) if alone else []
    if known:
        return None, record_sightings(connection, last, known, settlement.rules)[0]
    connection.execute("UPDATE captures SET reading = 'pending' WHERE id = ?", (last,))
    return last, Recorded()


def _settle(
    connection: sqlite3.Connection, settlement: Settlement, kept: Sequence[Kept], pending: bool
) -> None:
    if settlement.target is None:
        return
    state = "fetched" if pending else settlement.state
    settle(connection, settlement.target, state, settlement.run, settlement.reason, settlement.next_due)
    if kept and kept[-1].labelled.outcome == "ok":
        capture = kept[-1].capture
        connection.execute(
            "UPDATE targets SET etag = ?, last_modified = ?, last_digest = ? WHERE id = ?",
            (capture.header("etag"), capture.header("last-modified"), capture.digest, settlement.target),
        )


def _robots_text(capture: Capture) -> str:
    try:
        return capture.entity[:ROBOTS_LIMIT].decode("utf-8", "replace")
    except TooLarge:
        return ""


def _insert_robots(connection: sqlite3.Connection, capture: int, kept: Kept) -> None:
    parts = urlsplit(kept.capture.url)
    connection.execute(
        "INSERT INTO robots (capture_id, origin, outcome, text) VALUES (?, ?, ?, ?)",
        (
            capture,
            f"{parts.scheme}://{parts.netloc}",
            kept.labelled.outcome,
            _robots_text(kept.capture) if kept.capture.status == 200 else "",
        ),
    )
