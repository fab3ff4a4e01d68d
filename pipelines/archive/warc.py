"""Writing WARC files: append whole records, rotate by size, close by rename."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.archive.compose import Composed, Reference, SaidBy, compose, warcinfo
from pipelines.archive.errors import disk_error
from pipelines.archive.record import Record
from pipelines.archive.settlement import Truncation
from pipelines.exchange import Exchange

OPEN = ".open"
FORMAT = {
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}


@dataclass(frozen=True)
class Locator:
    """Where one record lies: file name without `.open`, first byte, bytes of its gzip member, its id and block digest."""

    file: str
    offset: int
    length: int
    record_id: str
    digest: str


@dataclass(frozen=True)
class Written:
    """Where the records of one exchange went. `payload_digest` is that of WARC-Payload-Digest."""

    request: Locator | None
    response: Locator | None
    note: Locator | None
    payload_digest: str | None
    said_by: SaidBy | None


class WarcWriter:
    """Appends exchanges to `<prefix>-<yyyymmddhhmmss>-<serial>.warc.gz.open` in one directory.

    The first exchange of a file gives its name the instant, so that no clock is read here. A file is closed, and
    loses its `.open`, on `close` and when it has reached `limit_bytes`; the records of one exchange are never
    parted. Only one writer may work in a directory (see lock.py).
    """

    def __init__(self, directory: Path, prefix: str, limit_bytes: int, software: Mapping[str, str]) -> None:
        """`software` goes into each file's warcinfo, e.g. ``{"software": "gongkai/0.1.0", "robots": "obeyed"}``."""
        self.directory, self.prefix, self.limit_bytes = directory, prefix, limit_bytes
        self.software = {**software, **FORMAT}
        self._file: int | None = None
        self._name = ""
        self._size = 0
        self._unsynced = False

    def write_exchange(
        self,
        exchange: Exchange,
        reference: Reference | None = None,
        truncation: Truncation = "",
        labels: Mapping[str, str] | None = None,
    ) -> Written:
        """Append all records of one exchange; they are safe only after `flush`.

        With a reference the answer becomes a revisit record. Raises ArchiveFull when the disk is full; the file
        then ends with the last whole record.
        """
        composed = compose(exchange, _new_id, reference, truncation, labels)
        if self._file is not None and self._size >= self.limit_bytes:
            self.close()
        if self._file is None:
            self._open(exchange.started_at)
        return self._write_composed(composed)

    def flush(self) -> None:
        """Wait until everything written is on the disk. Raises ArchiveFull where the disk says only now that it is."""
        if self._file is not None and self._unsynced:
            try:
                os.fsync(self._file)
            except OSError as error:
                raise disk_error(error, self.directory) from error
            self._unsynced = False

    def close(self) -> None:
        """Flush and take the `.open` off. A later exchange starts a new file."""
        if self._file is None:
            return
        self.flush()
        os.close(self._file)
        self._file = None
        (self.directory / (self._name + OPEN)).rename(self.directory / self._name)
        sync_directory(self.directory)

    def _open(self, instant: str) -> None:
        stamp = re.sub(r"\D", "", instant)[:14]
        self._name = f"{self.prefix}-{stamp}-{_next_serial(self.directory):05d}.warc.gz"
        path = self.directory / (self._name + OPEN)
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except OSError as error:
            raise disk_error(error, self.directory) from error
        self._size = 0
        sync_directory(self.directory)
        self._append(warcinfo(_new_id(), instant, self._name, self.software))

    def _write_composed(self, composed: Composed) -> Written:
        locators = {record.id: self._append(record) for record in composed.records}
        request, response, note = (
            locators[record.id] if record else None
            for record in (composed.request, composed.response, composed.note)
        )
        return Written(request, response, note, composed.payload_digest, composed.said_by)

    def _append(self, record: Record) -> Locator:
        assert self._file is not None
        packed, start = record.packed(), self._size
        done = 0
        try:
            while done < len(packed):
                done += os.pwrite(self._file, packed[done:], start + done)
        except OSError as error:
            os.ftruncate(self._file, start)
            raise disk_error(error, self.directory) from error
        self._size = start + len(packed)
        self._unsynced = True
        return Locator(self._name, start, len(packed), record.id, record.block_digest)


def sync_directory(directory: Path) -> None:
    """Make new and renamed names in a directory safe against power loss."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _next_serial(directory: Path) -> int:
    """One more than the highest serial present: names stay unique whatever the clock says."""
    serials = [
        int(found[1])
        for path in directory.iterdir()
        if (found := re.search(r"-(\d+)\.warc\.gz(?:\.open)?$", path.name))
    ]
    return max(serials, default=0) + 1


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"
