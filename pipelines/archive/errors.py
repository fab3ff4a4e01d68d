"""What can go wrong with an archive, each error with a sentence saying what happened and what to do."""

from __future__ import annotations


class ArchiveError(Exception):
    """Base of the family; raised as such for a wrong use: no archive there, an unknown run, a newer schema."""


class ArchiveLocked(ArchiveError):
    """Raised by `Archive.open` while another process writes, and when SQLite stays locked past all waiting."""


class ArchiveDamaged(ArchiveError):
    """Raised where stored bytes or rows contradict themselves. Run `gongkai verify` and restore from a copy."""


class ArchiveFull(ArchiveError):
    """Raised when the disk or a size limit stops a write. Nothing half-written is left: free space, start again."""
