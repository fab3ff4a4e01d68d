"""From socket to sentence: everything the archive knows about how one document came to be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.archive.articles import parts_of
from pipelines.archive.connection import connect_reader
from pipelines.archive.fetchback import capture_row, record_of
from pipelines.archive.rebuild import read_document
from pipelines.archive.records import DigestOutcome
from pipelines.archive.show import show
from pipelines.archive.warc import Locator
from pipelines.attachments.members import archive_url
from pipelines.document import Document


@dataclass(frozen=True)
class CaptureFacts:
    """One exchange: what was asked and met, where its record lies, and whether its digests hold now."""

    id: int
    url: str
    method: str
    kind: str
    outcome: str
    outcome_detail: str
    status: int | None
    started_at: str
    ended_at: str
    remote_address: str
    body_digest: str | None
    body_length: int
    wire_length: int
    revisit: str | None
    refers_to: int | None
    request_head: bytes = field(repr=False)
    response_head: bytes = field(repr=False)
    locator: Locator | None
    digests: DigestOutcome


@dataclass(frozen=True)
class Sighting:
    """A date on which the archive looked: what it met, and the version it saw, None when it saw none."""

    at: str
    capture: int
    outcome: str
    outcome_detail: str
    version: int | None


@dataclass(frozen=True)
class VersionFacts:
    """One distinct reading."""

    id: int
    capture: int
    read_at: str
    reading_digest: str
    rules: str
    software: str
    run: int


@dataclass(frozen=True)
class Explanation:
    """The whole way. `document` holds verdict, witnesses, repairs, removals, fields, tables, figures and checks."""

    url: str
    site: str
    portal: str
    region: str
    list_title: str
    list_date: str
    """Of the address that was fetched, which for a member is its archive's."""
    archive: str
    """The address of the ZIP archive it is a member of, '' for a document that was fetched by itself."""
    seen_on: str
    """The page that links it, or links its archive; for a page the listing; '' where neither is known."""
    version: VersionFacts
    capture: CaptureFacts
    body_capture: CaptureFacts
    """Where the bytes lie: `capture` itself, or the one it refers to."""
    pages: tuple[CaptureFacts, ...]
    """Of an article on several pages the captures of the second and all later ones."""
    document: Document = field(repr=False)
    unread_members: tuple[str, ...]
    """For an archive: the sentences about members of it that could not be read."""
    versions: tuple[VersionFacts, ...]
    sightings: tuple[Sighting, ...]
    """Every look at this URL, oldest first, those that met no document included."""


def explain(connection: sqlite3.Connection, directory: Path, url: str, at: str | None) -> Explanation | None:
    """Raises ArchiveDamaged where a record is gone or torn."""
    shown = show(connection, url, at)
    if shown is None:
        return None
    versions = _versions(connection, shown.document)
    version = next(v for v in versions if v.id == shown.version)
    capture = capture_facts(connection, directory, version.capture)
    context = connection.execute(
        """SELECT s.title AS portal, s.region, coalesce(t.list_title, '') AS list_title,
                  coalesce(t.list_date, '') AS list_date, coalesce(p.url, '') AS seen_on
             FROM captures c JOIN sites s ON s.id = c.site_id
             LEFT JOIN targets t ON t.id = c.target_id LEFT JOIN targets p ON p.id = t.parent_id
            WHERE c.id = ?""",
        (version.capture,),
    ).fetchone()
    return Explanation(
        url=url,
        site=shown.site,
        portal=context["portal"],
        region=context["region"],
        list_title=context["list_title"],
        list_date=context["list_date"],
        archive=archive_url(url),
        seen_on=context["seen_on"],
        version=version,
        capture=capture,
        body_capture=capture
        if capture.refers_to is None
        else capture_facts(connection, directory, capture.refers_to),
        pages=tuple(
            capture_facts(connection, directory, part) for part in parts_of(connection, version.capture)
        ),
        document=read_document(connection, version.id),
        unread_members=_unread_members(connection, version.capture, url),
        versions=versions,
        sightings=_sightings(connection, shown.document, archive_url(url) or url),
    )


def capture_facts(connection: sqlite3.Connection, directory: Path, capture: int) -> CaptureFacts:
    """One capture with its heads read back from the WARC and its digests checked."""
    row = capture_row(connection, capture)
    request, response = (record_of(row, directory, part) for part in ("request", "response"))
    head = b"" if response is None else response.block[: response.block.find(b"\r\n\r\n") + 4 or None]
    place = [row[f"response_{part}"] for part in ("offset", "length", "record", "digest")]
    names = """id url method kind outcome outcome_detail status started_at ended_at remote_address body_digest
        body_length wire_length revisit refers_to""".split()
    return CaptureFacts(
        **{name: row[name] for name in names},
        request_head=request.block if request else b"",
        response_head=head,
        locator=Locator(row["file"], *place) if response else None,
        digests=response.check() if response else "not checked",
    )


@dataclass(frozen=True)
class Held:
    """A document as it stands: its version, the capture that was read, and what the listing said of it."""

    url: str
    site: str
    portal: str
    region: str
    version: int
    capture: int
    list_title: str
    list_date: str
    hint: str | None
    """The encoding that the site's file named when the page was decoded."""


def held_documents(archive: Path, site: str | None = None) -> Iterator[Held]:
    """Every document, site by site and in order of address, as a stream; of one site where one is named."""
    with closing(connect_reader(archive / "archive.sqlite")) as connection:
        rows = connection.execute(
            """SELECT d.url, s.name AS site, s.title AS portal, s.region, v.id AS version, v.capture_id AS capture,
                      coalesce(t.list_title, '') AS list_title, coalesce(t.list_date, '') AS list_date,
                      v.encoding_hint AS hint
                 FROM documents d
                 JOIN sites s ON s.id = d.site_id
                 JOIN versions v ON v.id = d.version_id
                 JOIN captures c ON c.id = v.capture_id
                 LEFT JOIN targets t ON t.id = c.target_id
                WHERE s.name = ? OR ? IS NULL ORDER BY s.name, d.url""",
            (site, site),
        )
        for row in rows:
            yield Held(**dict(row))


def count_documents(archive: Path) -> dict[str, int]:
    """How many documents the archive holds, by site."""
    with closing(connect_reader(archive / "archive.sqlite")) as connection:
        rows = connection.execute(
            "SELECT s.name, count(d.id) FROM sites s LEFT JOIN documents d ON d.site_id = s.id GROUP BY s.id ORDER BY 1"
        )
        return dict(tuple(row) for row in rows)


def _versions(connection: sqlite3.Connection, document: int) -> tuple[VersionFacts, ...]:
    rows = connection.execute(
        """SELECT id, capture_id AS capture, read_at, reading_digest, rules, software, run_id AS run
             FROM versions WHERE document_id = ? ORDER BY id""",
        (document,),
    )
    return tuple(VersionFacts(**dict(row)) for row in rows)


def _unread_members(connection: sqlite3.Connection, capture: int, url: str) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT url, sentence FROM problems WHERE capture_id = ? GROUP BY url, sentence ORDER BY min(id)",
        (capture,),
    )
    return tuple(row["sentence"] for row in rows if archive_url(row["url"]) == url)


def _sightings(connection: sqlite3.Connection, document: int, url: str) -> tuple[Sighting, ...]:
    """Every look at the address that was fetched, and the version of this document that it showed."""
    rows = connection.execute(
        """SELECT c.started_at AS at, c.id AS capture, c.outcome, c.outcome_detail,
                  (SELECT max(id) FROM versions
                    WHERE document_id = :document
                      AND (capture_id = c.id
                           OR id IN (SELECT version_id FROM sightings WHERE capture_id = c.id))) AS version
             FROM captures c WHERE c.url = :url ORDER BY c.started_at, c.id""",
        {"document": document, "url": url},
    )
    return tuple(Sighting(**dict(row)) for row in rows)
