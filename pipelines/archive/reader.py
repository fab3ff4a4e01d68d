"""The archive as everybody else sees it: every question, no change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from pipelines.archive import articles, fetchback, frontier, search
from pipelines.archive import status as standing
from pipelines.archive.captures import find_validators
from pipelines.archive.connection import connect_reader
from pipelines.archive.explain import Explanation, explain
from pipelines.archive.gaps import Gap, listing_gaps
from pipelines.archive.rebuild import read_document
from pipelines.archive.settlement import Target, Unread, Validators
from pipelines.archive.show import Shown, show
from pipelines.archive.verify import Report, verify
from pipelines.capture import Capture
from pipelines.document import Document
from pipelines.exchange import Exchange


class ArchiveReader:
    """Questions to an archive. `ArchiveReader.read(directory)` opens it beside a running writer, too."""

    def __init__(self, directory: Path, connection: sqlite3.Connection) -> None:
        self.directory = directory
        self.path = directory / "archive.sqlite"
        self.warc_directory = directory / "warc"
        self._connection = connection
        self._closed = False

    @staticmethod
    def read(directory: Path) -> ArchiveReader:
        """Open without the right to change anything. Raises ArchiveError where there is no archive."""
        return ArchiveReader(directory, connect_reader(directory / "archive.sqlite"))

    def close(self) -> None:
        """A second call does nothing."""
        if not self._closed:
            self._closed = True
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # What the crawler asks

    def find_validators(self, url: str) -> Validators | None:
        """ETag and Last-Modified to ask with; None where a full answer is needed."""
        return find_validators(self._connection, url)

    def target(self, site: str, url: str) -> Target | None:
        """One row of the frontier, or None."""
        return frontier.target_by_url(self._connection, frontier.site_id(self._connection, site), url)

    def target_counts(self, site: str) -> dict[str, int]:
        """Targets of a site by state."""
        return frontier.counts(self._connection, frontier.site_id(self._connection, site))

    def next_due(self, site: str) -> str | None:
        """When the first postponed target of a site falls due; None when none is postponed."""
        return frontier.next_due(self._connection, frontier.site_id(self._connection, site))

    def unread(self, run: int | None = None) -> list[Unread]:
        """Captures that wait for their reading, of one run or of all, oldest first."""
        return fetchback.unread(self._connection, run)

    def pending(self, capture: int, run: int) -> articles.Pending | None:
        """A capture that waits to be read, and what `run` knows of its article's later pages; None when it waits no more."""
        return articles.pending(self._connection, capture, run)

    def parts(self, capture: int) -> tuple[int, ...]:
        """The captures of an article's later pages that a capture was read with."""
        return articles.parts_of(self._connection, capture)

    def capture(self, capture: int) -> Capture:
        """What a reader gets: head and body from the WARC, a revisit's body from the capture it refers to.

        Raises ArchiveError for an unknown number, ArchiveDamaged where the record is not whole.
        """
        return fetchback.capture_of(self._connection, self.warc_directory, capture)

    def exchange(self, capture: int) -> Exchange:
        """The exchange as it was archived, byte for byte; of a revisit the head alone."""
        return fetchback.exchange_of_capture(self._connection, self.warc_directory, capture)

    # What people ask

    def document(self, version: int) -> Document:
        """The document of one version, as it was read. Raises LookupError for an unknown number."""
        return read_document(self._connection, version)

    def show(self, url: str, at: str | None = None) -> Shown | None:
        """The version of a document now, or the one that stood on a date (`2026-03-01`) or instant (`…Z`).

        None for an unknown URL and for a time before the first sighting.
        """
        return show(self._connection, url, at)

    def explain(self, url: str, at: str | None = None) -> Explanation | None:
        """The whole way of a document from socket to sentence; None as for `show`."""
        return explain(self._connection, self.warc_directory, url, at)

    def search(self, words: str, limit: int = 20) -> list[search.Hit]:
        """Current documents that hold all of these words, parted by white space."""
        return search.search(self._connection, words, limit)

    def status(self) -> standing.Status:
        """Portals, runs and open alarms."""
        return standing.status(self._connection)

    def summary(self, run: int) -> tuple[standing.SiteSummary, ...]:
        """What one run did, a value a portal. Raises ArchiveError for an unknown run."""
        return standing.summary(self._connection, run)

    def listing_gaps(self) -> tuple[Gap, ...]:
        """Listings that declare more documents than they list."""
        return listing_gaps(self._connection)

    def verify(self) -> Report:
        """Check every record, locator and row; see verify.py."""
        return verify(self.directory)

    def urls(self) -> Iterator[str]:
        """Addresses of all documents, in order."""
        for row in self._connection.execute("SELECT url FROM documents ORDER BY url"):
            yield row["url"]
