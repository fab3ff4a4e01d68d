"""From a reading to rows: a distinct reading becomes a version, any other a sighting of the one it repeats."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pipelines.archive.errors import ArchiveError
from pipelines.archive.frontier import add_targets
from pipelines.archive.parts import as_json, insert_parts
from pipelines.archive.sameness import reading_digest
from pipelines.archive.search import index_words, replace_words
from pipelines.archive.settlement import READABLE_OUTCOMES, NewTarget, Reading
from pipelines.document import Document


@dataclass(frozen=True)
class Recorded:
    """What a reading became; all None for a problem."""

    document: int | None = None
    version: int | None = None
    new_version: bool = False


def record_reading(
    connection: sqlite3.Connection,
    capture: int,
    reading: Reading,
    now: str,
    run: int | None = None,
    discovered: Iterable[NewTarget] = (),
) -> Recorded:
    """Store the reading of one capture, the targets the document names, and settle the capture's own target.

    Raises ArchiveError for a capture that does not show the document: blocked, truncated, a soft 404.
    """
    row = connection.execute(
        """SELECT id, coalesce(?, run_id) AS run_id, site_id, target_id, url, outcome, truncated, started_at
             FROM captures WHERE id = ?""",
        (run, capture),
    ).fetchone()
    if row is None:
        raise ArchiveError(f"The archive has no capture {capture} to read.")
    if row["outcome"] not in READABLE_OUTCOMES or row["truncated"]:
        raise ArchiveError(
            f"Capture {capture} of {row['url']} is {row['outcome']}{' and truncated' * row['truncated']}: "
            "it is archived, but never a version of the document."
        )
    recorded, state = _recorded(connection, row, reading, now)
    connection.execute(
        "UPDATE captures SET reading = ? WHERE id = ? AND NOT (reading IS 'version' AND ? = 'sighting')",
        (state, capture, state),
    )
    add_targets(connection, row["site_id"], discovered, row["run_id"], now, row["target_id"])
    connection.execute(
        "UPDATE targets SET state = 'done', reason = ? WHERE id = ? AND state = 'fetched'",
        (reading.problem, row["target_id"]),
    )
    return recorded


def same_bytes_read(connection: sqlite3.Connection, capture: int, rules: str) -> int | None:
    """The version these very bytes, at this URL and under these rules, were read as before; None when they were not.

    For the server's 304 the bytes are those of the capture it refers to.
    """
    row = connection.execute(
        """SELECT coalesce(g.version_id, v.id) AS version_id
             FROM captures c
             JOIN captures cb ON cb.id = coalesce(c.refers_to, c.id)
             JOIN captures e ON e.url = c.url AND e.id <> c.id
             JOIN captures eb ON eb.id = coalesce(e.refers_to, e.id)
             LEFT JOIN versions v ON v.capture_id = e.id AND v.rules = :rules
             LEFT JOIN sightings g ON g.capture_id = e.id AND g.rules = :rules
            WHERE c.id = :capture AND eb.body_digest = cb.body_digest
              AND (c.revisit = 'server' OR e.revisit = 'server' OR e.content_type IS c.content_type)
              AND coalesce(g.version_id, v.id) IS NOT NULL
            ORDER BY e.started_at DESC, e.id DESC LIMIT 1""",
        {"rules": rules, "capture": capture},
    ).fetchone()
    return None if row is None else int(row["version_id"])


def record_sighting(connection: sqlite3.Connection, capture: int, version: int, rules: str) -> Recorded:
    """This capture shows that version, known before: the version stands, one more date is known for it."""
    connection.execute(
        """INSERT INTO sightings (capture_id, version_id, rules, seen_at)
           SELECT id, ?, ?, started_at FROM captures WHERE id = ? ON CONFLICT DO NOTHING""",
        (version, rules, capture),
    )
    connection.execute(
        "UPDATE captures SET reading = coalesce(nullif(reading, 'pending'), 'sighting') WHERE id = ?",
        (capture,),
    )
    document = connection.execute(
        "SELECT document_id AS id FROM versions WHERE id = ?", (version,)
    ).fetchone()["id"]
    at = connection.execute("SELECT started_at FROM captures WHERE id = ?", (capture,)).fetchone()[
        "started_at"
    ]
    _make_current(connection, document, version, at)
    return Recorded(document, version)


def _recorded(
    connection: sqlite3.Connection, capture: sqlite3.Row, reading: Reading, now: str
) -> tuple[Recorded, str]:
    problem = reading.problem
    if reading.document is not None:
        connection.execute("SAVEPOINT reading")
        try:
            recorded = _document(connection, capture, reading, reading.document, now)
        except UnicodeEncodeError as error:
            # Half a surrogate pair, as broken JSON holds: no text file could take it, and the run must go on.
            connection.execute("ROLLBACK TO reading")
            problem = (
                f"The document holds {error.object[error.start]!r}, half a character, which cannot be stored."
            )
        else:
            return recorded, "version" if recorded.new_version else "sighting"
        finally:
            connection.execute("RELEASE reading")
    return _problem(connection, capture, reading, problem, now), "problem"


def _problem(
    connection: sqlite3.Connection, capture: sqlite3.Row, reading: Reading, sentence: str, now: str
) -> Recorded:
    connection.execute(
        "INSERT INTO problems (capture_id, run_id, at, sentence, rules, software) VALUES (?, ?, ?, ?, ?, ?)",
        (capture["id"], capture["run_id"], now, sentence, reading.rules, reading.software),
    )
    return Recorded()


def _document(
    connection: sqlite3.Connection, capture: sqlite3.Row, reading: Reading, document: Document, now: str
) -> Recorded:
    document_id = _document_row(connection, capture, document)
    digest = reading_digest(document)
    known = connection.execute(
        "SELECT id FROM versions WHERE document_id = ? AND reading_digest = ?", (document_id, digest)
    ).fetchone()
    if known:
        return record_sighting(connection, capture["id"], known["id"], reading.rules)
    version = _insert_version(connection, capture, document_id, digest, reading, document, now)
    insert_parts(connection, version, document)
    _make_current(connection, document_id, version, capture["started_at"])
    return Recorded(document_id, version, new_version=True)


def _document_row(connection: sqlite3.Connection, capture: sqlite3.Row, document: Document) -> int:
    url, at = document.url or capture["url"], capture["started_at"]
    connection.execute(
        """INSERT INTO documents (site_id, url, title, kind, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (url) DO NOTHING""",
        (capture["site_id"], url, document.title, document.report.kind, at, at),
    )
    return int(connection.execute("SELECT id FROM documents WHERE url = ?", (url,)).fetchone()["id"])


def _insert_version(
    connection: sqlite3.Connection,
    capture: sqlite3.Row,
    document_id: int,
    digest: str,
    reading: Reading,
    document: Document,
    now: str,
) -> int:
    evidence, verdict, sums = document.evidence, document.evidence.verdict, document.evidence.sums
    row = {
        "document_id": document_id,
        "capture_id": capture["id"],
        "run_id": capture["run_id"],
        "reading_digest": digest,
        "rules": reading.rules,
        "software": reading.software,
        "read_at": now,
        "title": document.title,
        "text": document.text,
        "kind": document.report.kind,
        "format": document.report.format,
        "year": document.report.year,
        "published": document.value("published"),
        "encoding": verdict.used,
        "encoding_winner": verdict.winner,
        "encoding_confidence": verdict.confidence,
        "encoding_spans": as_json(verdict.spans),
        "characters_lost": verdict.lost,
        "container": evidence.container,
        "confidence": evidence.confidence,
        "believed": evidence.believed,
        "encoding_hint": evidence.hint,
        "decoded_digest": evidence.decoded,
        **{f"{label}_characters": count for label, count in asdict(sums).items()},
    }
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    written = connection.execute(f"INSERT INTO versions ({columns}) VALUES ({marks})", tuple(row.values()))
    return int(written.lastrowid or 0)


def _make_current(connection: sqlite3.Connection, document: int, version: int, at: str) -> None:
    """Extend the document's dates; the version becomes current unless a later capture has shown another."""
    before = connection.execute(
        """SELECT d.last_seen, d.version_id, v.title, v.text FROM documents d LEFT JOIN versions v ON v.id = d.version_id
            WHERE d.id = ?""",
        (document,),
    ).fetchone()
    connection.execute(
        "UPDATE documents SET first_seen = min(first_seen, ?), last_seen = max(last_seen, ?) WHERE id = ?",
        (at, at, document),
    )
    if before["version_id"] == version or (before["version_id"] is not None and at < before["last_seen"]):
        return
    connection.execute(
        """UPDATE documents SET version_id = v.id, title = v.title, kind = v.kind, format = v.format, year = v.year,
                  published = v.published
             FROM versions v WHERE v.id = ? AND documents.id = ?""",
        (version, document),
    )
    now = connection.execute("SELECT title, text FROM versions WHERE id = ?", (version,)).fetchone()
    old = None if before["version_id"] is None else index_words(before["title"], before["text"])
    replace_words(connection, document, old, index_words(now["title"], now["text"]))
