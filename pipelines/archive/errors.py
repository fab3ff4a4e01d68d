"""What can go wrong with an archive, each error with a sentence saying what happened and what to do."""

from __future__ import annotations

import errno
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


class ArchiveError(Exception):
    """Base of the family; raised as such for a wrong use: no archive there, an unknown run, a newer schema."""


class ArchiveLocked(ArchiveError):
    """Raised by `Archive.open` while another process writes, and when SQLite stays locked past all waiting."""


class ArchiveDamaged(ArchiveError):
    """Raised where stored bytes or rows contradict themselves. Run `gongkai verify` and restore from a copy."""


class ArchiveFull(ArchiveError):
    """Raised when the disk or a size limit stops a write. Nothing half-written is left: free space, start again."""


def disk_error(error: OSError, directory: Path) -> ArchiveError:
    """ArchiveFull for a full disk or a size limit, else ArchiveError with what the system says."""
    if error.errno in _FULL:
        return ArchiveFull(
            f"No more can be written to {directory} ({error.strerror}). Every whole record is kept and nothing "
            "half-written is left: free some space and start the same command again."
        )
    return ArchiveError(
        f"{directory} cannot be written ({error.strerror}). Check the path and its permissions."
    )
