"""`gongkai explain URL --html`: one self-contained page that shows what was done with each character."""

from __future__ import annotations

import sys
from pathlib import Path

from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.ledger.page import page
from crawler.verbs.profiles import Profiles
from pipelines.archive.explain import Explanation, Held
from pipelines.archive.reader import ArchiveReader
from pipelines.document import Unreadable
from pipelines.reading.labelled import labelled
from pipelines.reading.marked import mark
from pipelines.reading.read import read
from pipelines.reading.read_all import capture_within
from pipelines.reading.source import source_of


def explain_html(archive: Path, url: str, out: Path | None) -> int:
    """Write the page of one document to `out`, or to stdout. Raises UsageError for an unknown address."""
    written = page_of(archive, url).encode("utf-8", "replace")
    if out is None:
        sys.stdout.buffer.write(written)
        return exits.OK
    try:
        out.write_bytes(written)
    except OSError as fault:
        raise UsageError(f"{out}: the page cannot be written: {fault.strerror}") from fault
    print(out)
    return exits.OK


def page_of(archive: Path, url: str) -> str:
    """The page. Raises UsageError for an unknown address and for a capture that today's rules cannot read."""
    with ArchiveReader.read(archive) as reader:
        explanation = reader.explain(url)
        if explanation is None:
            raise UsageError(f"{url}: the archive in {archive} holds no document of this address")
        capture = reader.capture(explanation.version.capture)
    profile = Profiles().of(_held(explanation))
    try:
        capture = capture_within(capture, url)
        marked = mark(labelled(source_of(capture, profile), profile))
        today = read(capture, profile)
    except Unreadable as fault:
        raise UsageError(f"{url}: today's rules cannot read this capture: {fault}") from fault
    return page(explanation, today, marked)


def _held(e: Explanation) -> Held:
    return Held(
        url=e.url,
        site=e.site,
        portal=e.portal,
        region=e.region,
        version=e.version.id,
        capture=e.version.capture,
        list_title=e.list_title,
        list_date=e.list_date,
        hint=e.document.evidence.hint,
    )
