"""After a hard stop: files left `.open` are cut to their last whole record and closed."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.archive.records import unpack_member
from pipelines.archive.warc import OPEN, sync_directory


@dataclass(frozen=True)
class Mended:
    """One file that a killed writer left open: its name now, the bytes it keeps, and the bytes of its torn tail."""

    name: str
    kept: int
    cut: int


def mend_directory(directory: Path, safe: Mapping[str, int]) -> list[Mended]:
    """Close every file left `.open`, never losing a whole record.

    `safe` gives, by final name, how many bytes committed rows vouch for: they were on the disk before the rows,
    so the search for the torn place starts there. A file that keeps nothing is removed.
    """
    mended = []
    for path in sorted(directory.glob(f"*.warc.gz{OPEN}")):
        name = path.name.removesuffix(OPEN)
        kept = whole_bytes(path, safe.get(name, 0))
        cut = path.stat().st_size - kept
        if cut:
            with path.open("rb+") as file:
                file.truncate(kept)
                os.fsync(file.fileno())
        if kept:
            path.rename(directory / name)
        else:
            path.unlink()
        mended.append(Mended(name, kept, cut))
    if mended:
        sync_directory(directory)
    return mended


def whole_bytes(path: Path, start: int = 0) -> int:
    """Where the last whole gzip member ends, looking from `start`, which must be the end of a member or 0."""
    size = path.stat().st_size
    position = min(start, size)
    with path.open("rb") as file:
        while position < size:
            file.seek(position)
            try:
                _, length = unpack_member(file)
            except (zlib.error, EOFError):
                break
            position += length
    return position
