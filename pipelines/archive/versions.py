"""From readings to rows: a distinct reading becomes a version, any other a sighting of the one it repeats."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.archive.articles import bodies, keep_parts, parts_of
from pipelines.archive.errors import ArchiveError
from pipelines.archive.frontier import add_targets
from pipelines.archive.parts import insert_parts, sums_row, verdict_row
from pipelines.archive.sameness import reading_digest
from pipelines.archive.search_words import exchange_words
from pipelines.archive.settlement import READABLE_OUTCOMES, NewTarget, Reading
from pipelines.document import Document


@dataclass(frozen=True)
class Recorded:
    """What one reading became; all None for a problem."""

    document: int | None = None
    version: int | None = None
    new_version: bool = False


def record_readings(
    connection: sqlite3.Connection,
    capture: int,
    readings: Sequence[Reading],
    now: str,
    run: int | None = None,
    discovered: Iterable[NewTarget] = (),
    parts: Sequence[int] = (),
) -> tuple[Recorded, ...]:
    """Store all readings of one capture, the targets its documents name, and settle the capture's own target.

    `parts` are the captures of the later pages of an article that were joined with it.
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
    recorded = tuple(_recorded(connection, row, reading, now) for reading in readings)
    _mark_read(connection, capture, recorded)
    keep_parts(connection, capture, parts)
    add_targets(connection, row["site_id"], discovered, row["run_id"], now, row["target_id"])
    connection.execute(
        "UPDATE targets SET state = 'done', reason = ? WHERE id = ? AND state = 'fetched'",
        (readings[0].problem, row["target_id"]),
    )
    return recorded


def same_bytes_read(
    connection: sqlite3.Connection, capture: int, rules: str, parts: Sequence[int] = ()
) -> list[int]:
    """The versions that these very bytes, at this URL and under these rules, were read as before; [] when they were not.

    The first is the answer's own. All readings of a capture are committed at once, so none is missing; what was a
    problem would be one again. For the server's 304 the bytes are those of the capture it refers to. An article on
    several pages, whose later ones are now shown by `parts`, is the same when each of them is, and none was missing.
    """
    rows = connection.execute(
        """SELECT e.id
             FROM captures c
             JOIN captures cb ON cb.id = coalesce(c.refers_to, c.id)
             JOIN captures e ON e.url = c.url AND e.id <> c.id
             JOIN captures eb ON eb.id = coalesce(e.refers_to, e.id)
            WHERE c.id = :capture AND eb.body_digest = cb.body_digest
              AND (c.revisit = 'server' OR e.revisit = 'server' OR e.content_type IS c.content_type)
              AND (EXISTS (SELECT 1 FROM versions WHERE capture_id = e.id AND rules = :rules)
                   OR EXISTS (SELECT 1 FROM sightings WHERE capture_id = e.id AND rules = :rules))
            ORDER BY e.started_at DESC, e.id DESC LIMIT 20""",
        {"rules": rules, "capture": capture},
    ).fetchall()
    wanted = bodies(connection, parts)
    same = (row["id"] for row in rows if bodies(connection, parts_of(connection, row["id"])) == wanted)
    earlier = next(same, None)
    shown = [] if earlier is None else _shown(connection, earlier, rules)
    return shown if all(_is_whole(connection, version) for version in shown) else []


def _is_whole(connection: sqlite3.Connection, version: int) -> bool:
    """False for a version that goes on where nothing was read: today there may be something."""
    row = connection.execute("SELECT continues FROM versions WHERE id = ?", (version,)).fetchone()
    return not row["continues"]


def recognise(
    connection: sqlite3.Connection, capture: int, parts: Sequence[int], rules: str
) -> tuple[Recorded, ...]:
    """A waiting capture that with these later pages was read before under these rules becomes a sighting, and its target
    is settled; () where it was not.
    """
    known = same_bytes_read(connection, capture, rules, parts)
    if not known:
        return ()
    connection.execute(
        """UPDATE targets SET state = 'done', reason = ''
            WHERE state = 'fetched' AND id = (SELECT target_id FROM captures WHERE id = ?)""",
        (capture,),
    )
    return record_sightings(connection, capture, known, rules, parts)


def _shown(connection: sqlite3.Connection, capture: int, rules: str) -> list[int]:
    """The versions a capture showed under these rules, that of its own address first."""
    rows = connection.execute(
        """SELECT v.id FROM versions v JOIN documents d ON d.id = v.document_id JOIN captures c ON c.id = :capture
            WHERE v.id IN (SELECT id FROM versions WHERE capture_id = :capture AND rules = :rules
                           UNION SELECT version_id FROM sightings WHERE capture_id = :capture AND rules = :rules)
            ORDER BY d.url <> c.url, v.id""",
        {"capture": capture, "rules": rules},
    )
    return [int(row["id"]) for row in rows]


def record_sightings(
    connection: sqlite3.Connection,
    capture: int,
    versions: Sequence[int],
    rules: str,
    parts: Sequence[int] = (),
) -> tuple[Recorded, ...]:
    """This capture, with those of its later pages, shows these versions, known before: they stand, and one more date is
    known for each.
    """
    recorded = tuple(_sighting(connection, capture, version, rules) for version in versions)
    _mark_read(connection, capture, recorded)
    keep_parts(connection, capture, parts)
    return recorded


def _mark_read(connection: sqlite3.Connection, capture: int, recorded: Sequence[Recorded]) -> None:
    """What a capture has become: `version` when any document of it is new, `problem` when none could be read."""
    if any(one.new_version for one in recorded):
        state = "version"
    elif any(one.version is not None for one in recorded):
        state = "sighting"
    else:
        state = "problem"
    connection.execute(
        "UPDATE captures SET reading = ? WHERE id = ? AND NOT (reading IS 'version' AND ? = 'sighting')",
        (state, capture, state),
    )


def _sighting(connection: sqlite3.Connection, capture: int, version: int, rules: str) -> Recorded:
    connection.execute(
        """INSERT INTO sightings (capture_id, version_id, rules, seen_at)
           SELECT id, ?, ?, started_at FROM captures WHERE id = ? ON CONFLICT DO NOTHING""",
        (version, rules, capture),
    )
    row = connection.execute(
        """SELECT v.document_id AS document, c.started_at AS at FROM versions v, captures c
            WHERE v.id = ? AND c.id = ?""",
        (version, capture),
    ).fetchone()
    _make_current(connection, row["document"], version, row["at"])
    return Recorded(row["document"], version)


def _recorded(connection: sqlite3.Connection, capture: sqlite3.Row, reading: Reading, now: str) -> Recorded:
    problem = reading.problem
    if reading.document is not None:
        connection.execute("SAVEPOINT reading")
        try:
            return _document(connection, capture, reading, reading.document, now)
        except UnicodeEncodeError as error:
            # Half a surrogate pair, as broken JSON holds: no text file could take it, and the run must go on.
            connection.execute("ROLLBACK TO reading")
            problem = (
                f"The document holds {error.object[error.start]!r}, half a character, which cannot be stored."
            )
        finally:
            connection.execute("RELEASE reading")
    return _problem(connection, capture, reading, problem, now)


def _problem(
    connection: sqlite3.Connection, capture: sqlite3.Row, reading: Reading, sentence: str, now: str
) -> Recorded:
    connection.execute(
        "INSERT INTO problems (capture_id, run_id, at, url, sentence, rules, software) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            capture["id"],
            capture["run_id"],
            now,
            _address(capture, reading),
            sentence,
            reading.rules,
            reading.software,
        ),
    )
    return Recorded()


def _document(
    connection: sqlite3.Connection, capture: sqlite3.Row, reading: Reading, document: Document, now: str
) -> Recorded:
    document_id = _document_row(connection, capture, document, _address(capture, reading))
    digest = reading_digest(document)
    known = connection.execute(
        "SELECT id FROM versions WHERE document_id = ? AND reading_digest = ?", (document_id, digest)
    ).fetchone()
    if known:
        return _sighting(connection, capture["id"], known["id"], reading.rules)
    version = _insert_version(connection, capture, document_id, digest, reading, document, now)
    insert_parts(connection, version, document)
    _make_current(connection, document_id, version, capture["started_at"])
    return Recorded(document_id, version, new_version=True)


def _address(capture: sqlite3.Row, reading: Reading) -> str:
    """Where what was read stands: the capture's own address, unless the reading names a member of it."""
    return reading.url or (reading.document and reading.document.url) or str(capture["url"])


def _document_row(connection: sqlite3.Connection, capture: sqlite3.Row, document: Document, url: str) -> int:
    at = capture["started_at"]
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
    evidence = document.evidence
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
        **verdict_row(evidence.verdict),
        "container": evidence.container,
        "confidence": evidence.confidence,
        "believed": evidence.believed,
        "encoding_hint": evidence.hint,
        "decoded_digest": evidence.decoded,
        "continues": document.continues,
        **sums_row(evidence.sums),
    }
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    written = connection.execute(f"INSERT INTO versions ({columns}) VALUES ({marks})", tuple(row.values()))
    return int(written.lastrowid or 0)


def _make_current(connection: sqlite3.Connection, document: int, version: int, at: str) -> None:
    """Extend the document's dates; the version becomes current unless a later capture has shown another."""
    before = connection.execute(
        "SELECT last_seen, version_id FROM documents WHERE id = ?", (document,)
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
    exchange_words(connection, document, before["version_id"], version)
