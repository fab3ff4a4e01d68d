"""`gongkai show`: the clean text of a document."""

from __future__ import annotations

from pathlib import Path

from crawler.errors import UsageError
from crawler.verbs import exits
from pipelines.archive.reader import ArchiveReader


def show(archive: Path, url: str, at: str | None) -> int:
    """Title and text as they stand now, or stood at `at`. Raises UsageError for an address the archive has not."""
    with ArchiveReader.read(archive) as reader:
        shown = reader.show(url, at)
    if shown is None:
        raise UsageError(
            f"{url}: the archive in {archive} holds no document of this address{' at that time' if at else ''}"
        )
    print(f"{shown.title}\n\n{shown.text}")
    return exits.OK
