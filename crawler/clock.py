"""The one clock of the crawling side: instants as the archive writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This instant: UTC, microseconds, Z."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
