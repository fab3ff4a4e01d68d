"""What can go wrong with a snapshot; each message says what happened and what to do."""

from __future__ import annotations

from pipelines.archive.errors import ArchiveError


class SnapshotError(ArchiveError):
    """Raised for a wrong use: OUT is there already, no complete run, an earlier snapshot that is none of ours."""
