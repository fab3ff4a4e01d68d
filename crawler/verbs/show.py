"""`gongkai show`: the clean text of a document."""

from __future__ import annotations

import sys
from pathlib import Path

from crawler.errors import UsageError
from crawler.verbs import exits
from pipelines.archive.reader import ArchiveReader
from pipelines.archive.show import Shown
from pipelines.attachments.members import archive_url, member_of
from pipelines.reading.joined import PAGE_MARK


def show(archive: Path, url: str, at: str | None) -> int:
    """Title and text as they stand now, or stood at `at`. Raises UsageError for an address the archive has not."""
    with ArchiveReader.read(archive) as reader:
        shown = reader.show(url, at)
    if shown is None:
        raise UsageError(
            f"{url}: the archive in {archive} holds no document of this address{' at that time' if at else ''}"
        )
    if place := _place(shown):
        print(place, file=sys.stderr)
    print(f"{shown.title}\n\n{_with_page_marks(shown.text)}")
    return exits.OK


def _with_page_marks(text: str) -> str:
    """The text with a mark that people see where another page of the article begins."""
    first, *later = text.split(f"\n{PAGE_MARK}\n")
    return "\n".join([first, *(f"〔第{number}页〕\n{page}" for number, page in enumerate(later, 2))])


def _place(shown: Shown) -> str:
    """Where a member of an archive comes from, in a sentence; '' for a document that has an address of its own."""
    archive = archive_url(shown.url)
    if not archive:
        return ""
    linked = f", which {shown.seen_on} links" if shown.seen_on else ""
    return f"gongkai: this is {member_of(shown.url)} in {archive}{linked}"
