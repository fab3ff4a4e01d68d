"""What a site file expects of a complete run, held against what the archive holds: alarms that open and close."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.site import Site
from pipelines.archive.store import Archive

FEW, MANY = "few_documents", "many_documents"


def raise_alarms(archive: Archive, sites: Sequence[Site], run: int, now: str) -> tuple[str, ...]:
    """Open or close the alarms on document counts; the sentences of those that are open now.

    Fewer than `min` means the listing or the reading is broken; more than `max` that the file's expectation is old.
    """
    held = {portal.site: portal.documents for portal in archive.status().portals}
    sentences = []
    for site in sites:
        documents, expected = held.get(site.name, 0), site.expect.documents
        for name, wrong, sentence in (
            (FEW, expected.min is not None and documents < expected.min, f"holds {documents} documents, its file expects at least {expected.min}"),
            (MANY, expected.max is not None and documents > expected.max, f"holds {documents} documents, its file expects at most {expected.max}"),
        ):  # fmt: skip
            if wrong:
                archive.open_alarm(site.name, name, sentence, run, now)
                sentences.append(f"{site.name}: {sentence}")
            else:
                archive.close_alarm(site.name, name, now)
    return tuple(sentences)
