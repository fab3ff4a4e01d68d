"""The reading of a document that stood at a time."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field

from pipelines.archive.errors import ArchiveError


@dataclass(frozen=True)
class Shown:
    """One version of a document, and the capture that showed it last by the time asked for."""

    url: str
    site: str
    document: int
    version: int
    capture: int
    at: str
    title: str
    text: str = field(repr=False)
    seen_on: str
    """The page that links it, or links the archive it is a member of; for a page the listing; '' where neither is known."""


def show(connection: sqlite3.Connection, url: str, at: str | None = None) -> Shown | None:
    """What the latest capture up to `at` showed: a date holds its whole day in China, an instant ends in Z.

    Raises ArchiveError for a time in another form.
    """
    row = connection.execute(
        """WITH shown AS (
               SELECT d.id AS document, v.id AS version, v.capture_id AS capture
                 FROM documents d JOIN versions v ON v.document_id = d.id WHERE d.url = :url
               UNION ALL
               SELECT d.id, v.id, g.capture_id
                 FROM documents d JOIN versions v ON v.document_id = d.id JOIN sightings g ON g.version_id = v.id
                WHERE d.url = :url)
           SELECT d.url, s.name AS site, shown.*, c.started_at AS at, v.title, v.text,
                  coalesce(p.url, '') AS seen_on
             FROM shown
             JOIN captures c ON c.id = shown.capture
             LEFT JOIN targets t ON t.id = c.target_id
             LEFT JOIN targets p ON p.id = t.parent_id
             JOIN versions v ON v.id = shown.version
             JOIN documents d ON d.id = shown.document
             JOIN sites s ON s.id = d.site_id
            WHERE c.started_at <= :latest AND (:at IS NOT NULL OR v.id = d.version_id)
            ORDER BY c.started_at DESC, v.id DESC LIMIT 1""",
        {"url": url, "latest": latest_instant(at), "at": at},
    ).fetchone()
    return None if row is None else Shown(**dict(row))


def latest_instant(at: str | None) -> str:
    """The last instant meant, comparable as text with stored ones.

    >>> latest_instant("2026-03-01"), latest_instant("2026-03-01T08:00:00Z"), latest_instant(None)
    ('2026-03-01T15:59:59.999999Z', '2026-03-01T08:00:00.999999Z', '9999')
    """
    if at is None:
        return "9999"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", at):
        return f"{at}T15:59:59.999999Z"
    if instant := re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z", at):
        return f"{instant[1]}{instant[2] or '.999999'}Z"
    raise ArchiveError(f"{at!r} is no date such as 2026-03-01 and no instant such as 2026-03-01T08:00:00Z.")
