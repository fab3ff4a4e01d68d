"""The archive as its one writer sees it. Everything a crawler needs is a method of `Archive`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from pipelines.archive import articles, frontier, runs
from pipelines.archive.commit import commit_settlements
from pipelines.archive.connection import connect_writer, transaction
from pipelines.archive.errors import disk_error
from pipelines.archive.lock import WriterLock
from pipelines.archive.mend import Mended, mend_directory
from pipelines.archive.reader import ArchiveReader
from pipelines.archive.schema import migrate
from pipelines.archive.settlement import (
    NewTarget,
    Reading,
    RunStatus,
    Settled,
    Settlement,
    SiteFacts,
    Target,
    TargetKind,
    TargetState,
)
from pipelines.archive.versions import Recorded, recognise, record_readings
from pipelines.archive.warc import WarcWriter

FILE_LIMIT = 1 << 30
"""Bytes after which a WARC file is closed and the next begun."""


class Archive(ArchiveReader):
    """An open archive that this process writes: one process, and one thread at a time.

    Every method that changes something is one transaction of its own. They raise ArchiveLocked, ArchiveFull and
    ArchiveDamaged (see errors.py) and leave no half-done work behind. All reading methods of ArchiveReader work too.

        with Archive.open(Path("data/archive"), software={"software": "gongkai/0.1.0"}, now=now) as archive:
            run, continued = archive.start_run("crawl", sites, settings, "gongkai/0.1.0", now)
            archive.add_targets("shifan", [NewTarget(url, "listing")], run, now)
            for target in archive.lease(run, "shifan", 10, now): ...
            archive.commit(Settlement(...))
            archive.finish_run(run, now, "complete", {})
    """

    mended: tuple[Mended, ...]
    """WARC files that a killed writer had left open: mended at opening, their torn tails cut and counted."""

    def __init__(
        self, directory: Path, lock: WriterLock, connection: sqlite3.Connection, warc: WarcWriter
    ) -> None:
        super().__init__(directory, connection)
        self._lock, self._warc, self.mended = lock, warc, ()

    @classmethod
    def open(
        cls,
        directory: Path,
        software: Mapping[str, str],
        now: str,
        prefix: str = "gongkai",
        limit_bytes: int = FILE_LIMIT,
    ) -> Archive:
        """Make or open the archive in `directory` for writing, and mend what a killed writer left.

        `software` is written into every WARC file (``{"software": "gongkai/0.1.0", "operator": …}``). Raises
        ArchiveLocked naming the process that writes already, ArchiveError for a schema of newer software or a
        folder that cannot be written, ArchiveDamaged, ArchiveFull.
        """
        try:
            (directory / "warc").mkdir(parents=True, exist_ok=True)
            lock = WriterLock(directory / "archive.lock", now)
        except OSError as error:
            raise disk_error(error, directory) from error
        connection = None
        try:
            connection = connect_writer(directory / "archive.sqlite")
            archive = cls(
                directory, lock, connection, WarcWriter(directory / "warc", prefix, limit_bytes, software)
            )
            archive._begin()
        except BaseException:
            if connection is not None:
                connection.close()
            lock.release()
            raise
        return archive

    def close(self) -> None:
        """Close the WARC file, write down the sizes, let go of the lock. A second call does nothing."""
        if self._closed:
            return
        try:
            self._warc.close()
            with self._transaction():
                self._note_files()
        finally:
            super().close()
            self._lock.release()

    # Runs

    def start_run(
        self,
        command: str,
        sites: Sequence[SiteFacts],
        settings: Mapping[str, object],
        software: str,
        now: str,
        limited: bool = False,
    ) -> tuple[int, bool]:
        """Begin a run, or continue the interrupted one of the same command, sites and limitedness.

        Returns its number and whether it is continued. Brings in the sites and releases all leases.
        """
        with self._transaction():
            return runs.start_run(self._connection, command, sites, settings, software, now, limited)

    def finish_run(self, run: int, now: str, status: RunStatus, summary: Mapping[str, object]) -> None:
        """End it. `interrupted` can be continued. Raises ArchiveError for a limited run called complete."""
        with self._transaction():
            runs.finish_run(self._connection, run, now, status, summary)

    def open_alarm(self, site: str | None, name: str, sentence: str, run: int | None, now: str) -> None:
        """Open an alarm for a site (None: for the archive) under a name, or refresh the one that is open."""
        with self._transaction():
            runs.open_alarm(self._connection, self._site(site), name, sentence, run, now)

    def close_alarm(self, site: str | None, name: str, now: str) -> bool:
        """Close the open alarm of that name; False when there was none."""
        with self._transaction():
            return runs.close_alarm(self._connection, self._site(site), name, now)

    # The frontier

    def add_targets(self, site: str, targets: Iterable[NewTarget], run: int, now: str) -> int:
        """Make URLs known; the new ones are due. Returns how many were new."""
        with self._transaction():
            return frontier.add_targets(
                self._connection, frontier.site_id(self._connection, site), targets, run, now, None
            )

    def make_due(
        self,
        site: str,
        run: int,
        kinds: Sequence[TargetKind] = ("listing",),
        urls: Sequence[str] | None = None,
    ) -> int:
        """Make settled targets due again (only `urls`, if given), except those this run has tried already.

        May be called again when a run is continued. Returns how many became due.
        """
        with self._transaction():
            return frontier.make_due(
                self._connection, frontier.site_id(self._connection, site), run, kinds, urls
            )

    def lease(self, run: int, site: str, limit: int, now: str) -> list[Target]:
        """Take up to `limit` due targets of a site, listings first; each is to be settled by `commit`."""
        with self._transaction():
            return frontier.lease(self._connection, run, frontier.site_id(self._connection, site), limit, now)

    def release_leases(self) -> int:
        """Give back everything leased and not settled."""
        with self._transaction():
            return frontier.release_leases(self._connection)

    def settle(
        self, target: int, state: TargetState, run: int, reason: str = "", next_due: str | None = None
    ) -> None:
        """Settle a target for which nothing was exchanged: refused by robots, skipped by a rule."""
        with self._transaction():
            frontier.settle(self._connection, target, state, run, reason, next_due)

    # Captures and readings

    def commit(self, settlement: Settlement) -> Settled:
        """Keep all that came of one target. See `commit_many`."""
        return self.commit_many([settlement])[0]

    def commit_many(self, settlements: Sequence[Settlement]) -> list[Settled]:
        """Keep several settlements with one fsync and one transaction, in their order.

        On an error none of their rows is there. Their captures wait for `commit_readings` where `Settled.pending`
        names one. Raises ArchiveError for a reading of an answer that was blocked, truncated or the like.
        """
        return commit_settlements(self._connection, self.path, self._warc, settlements)

    def commit_readings(
        self,
        capture: int,
        readings: Sequence[Reading],
        now: str,
        run: int | None = None,
        discovered: Iterable[NewTarget] = (),
        parts: Sequence[int] = (),
    ) -> tuple[Recorded, ...]:
        """Store what a worker read out of a capture, all of it at once: new versions, sightings of known ones, problems.

        One reading for each document the capture holds, its own first, then the members of an archive. `discovered` are
        targets the documents name (attachments), seen on the capture's own target; `run` is the one that reads, by
        default the one that captured; `parts` are the captures of an article's later pages that were joined with it.
        Raises ArchiveError for a capture that shows no document.
        """
        with self._transaction():
            return record_readings(self._connection, capture, readings, now, run, discovered, parts)

    def await_part(self, capture: int, url: str, part: int, run: int, now: str) -> bool:
        """Make the next page of a waiting article a target; True when there is now one to wait for."""
        with self._transaction():
            return articles.await_part(self._connection, capture, url, part, run, now)

    def recognise(self, capture: int, parts: Sequence[int], rules: str) -> tuple[Recorded, ...]:
        """A waiting capture that with these later pages is what was read before under these rules: now a sighting.

        () where it is not, and the capture still waits.
        """
        with self._transaction():
            return recognise(self._connection, capture, parts, rules)

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self) -> None:
        migrate(self._connection, self.path)
        files = self._connection.execute(
            """SELECT f.name, max(max(coalesce(response_offset + response_length, 0),
                                      coalesce(request_offset + request_length, 0),
                                      coalesce(note_offset + note_length, 0))) AS safe
                 FROM warc_files f JOIN captures c ON c.warc_file_id = f.id WHERE f.bytes IS NULL GROUP BY f.id"""
        )
        self.mended = tuple(mend_directory(self.warc_directory, {row["name"]: row["safe"] for row in files}))
        with self._transaction():
            runs.mark_interrupted(self._connection)
            self._note_files()
            for mended in self.mended:
                self._connection.execute(
                    "UPDATE warc_files SET cut_bytes = cut_bytes + ? WHERE name = ?",
                    (mended.cut, mended.name),
                )

    def _note_files(self) -> None:
        for row in self._connection.execute("SELECT id, name FROM warc_files WHERE bytes IS NULL").fetchall():
            closed = self.warc_directory / row["name"]
            if closed.exists():
                self._connection.execute(
                    "UPDATE warc_files SET bytes = ? WHERE id = ?", (closed.stat().st_size, row["id"])
                )

    def _site(self, name: str | None) -> int | None:
        return None if name is None else frontier.site_id(self._connection, name)

    def _transaction(self) -> AbstractContextManager[None]:
        return transaction(self._connection, self.path)
