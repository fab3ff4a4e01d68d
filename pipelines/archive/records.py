"""Reading one WARC record back by its place, and checking its digests."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from pipelines.archive.errors import ArchiveDamaged
from pipelines.archive.record import payload_start, sha1_digest
from pipelines.archive.warc import OPEN
from pipelines.exchange import Exchange

DigestOutcome = Literal["passed", "failed", "not checked"]
_PIECE = 1 << 16


@dataclass(frozen=True)
class StoredRecord:
    """A record as it stands in a file: its fields in order, its block, and how many bytes of the file it takes."""

    fields: tuple[tuple[str, str], ...]
    block: bytes = field(repr=False)
    length: int

    def field(self, name: str) -> str | None:
        """The first value of a WARC field, its name compared without case."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), None)

    @property
    def type(self) -> str:
        return self.field("WARC-Type") or ""

    def check(self) -> DigestOutcome:
        """Recompute what the record says of itself.

        The payload digest of a revisit is that of another record and of a `resource` that of the block; a record
        that carries no digest at all is `not checked`.
        """
        claims = [(self.field("WARC-Block-Digest"), self.block)]
        if self.type == "response":
            claims.append((self.field("WARC-Payload-Digest"), self.block[payload_start(self.block) :]))
        checkable = [(claim, data) for claim, data in claims if claim and claim.startswith("sha1:")]
        if not checkable:
            return "not checked"
        return "passed" if all(sha1_digest(data) == claim for claim, data in checkable) else "failed"


def warc_path(directory: Path, name: str) -> Path:
    """A file by its final name, also while it is still `.open`."""
    closed = directory / name
    return closed if closed.exists() else directory / (name + OPEN)


def read_record(path: Path, offset: int) -> StoredRecord:
    """The record whose gzip member starts at `offset`.

    Raises ArchiveDamaged when there is no whole record: file missing, member torn, head or length wrong.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data, length = unpack_member(file)
    except (OSError, zlib.error, EOFError) as error:
        raise ArchiveDamaged(f"{path.name} holds no whole record at byte {offset}: {error}") from error
    return _parsed(data, length, f"{path.name} at byte {offset}")


def unpack_member(file: BinaryIO) -> tuple[bytes, int]:
    """One gzip member from where the file stands: its content and the bytes it took.

    Raises zlib.error where the bytes are no gzip or fail their checksum, EOFError where they end too early.
    """
    unpacker, pieces, taken = zlib.decompressobj(31), [], 0
    while not unpacker.eof:
        raw = file.read(_PIECE)
        if not raw:
            raise EOFError("the file ends inside the record")
        pieces.append(unpacker.decompress(raw))
        taken += len(raw) - len(unpacker.unused_data)
    return b"".join(pieces), taken


def exchange_of(
    response: StoredRecord | None,
    request: StoredRecord | None = None,
    note: StoredRecord | None = None,
    method: str = "GET",
    ended_at: str = "",
    error: str = "",
) -> Exchange:
    """The exchange as it was handed to the writer; a revisit gives the head alone, as its block does.

    Raises ArchiveDamaged when there is no record to take address and instant from.
    """
    first = response or request or note
    if first is None:
        raise ArchiveDamaged("a capture names no record at all")
    interim = (
        b"" if note is None or "application/http" not in (note.field("Content-Type") or "") else note.block
    )
    return Exchange(
        url=first.field("WARC-Target-URI") or "",
        method=method,
        request=request.block if request else b"",
        response=interim + (response.block if response else b""),
        started_at=first.field("WARC-Date") or "",
        ended_at=ended_at,
        remote_address=first.field("WARC-IP-Address") or "",
        error=error,
        truncated=bool(response and response.field("WARC-Truncated")),
    )


def _parsed(data: bytes, length: int, place: str) -> StoredRecord:
    head, separator, rest = data.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    if not separator or not lines[0].startswith("WARC/1."):
        raise ArchiveDamaged(f"{place} is no WARC record")
    fields = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines[1:]))
    size = next((value for name, value in fields if name.lower() == "content-length"), "")
    if not size.isdigit() or rest[int(size) :] != b"\r\n\r\n":
        raise ArchiveDamaged(f"{place} is not as long as it says")
    return StoredRecord(fields, rest[: int(size)], length)
