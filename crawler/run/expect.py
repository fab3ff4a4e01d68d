"""What is expected of a complete run, held against what the archive holds: alarms that open and close themselves."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.site import Site
from pipelines.archive.store import Archive

FEW, MANY, SHORT = "few_documents", "many_documents", "short_listing"


def raise_alarms(archive: Archive, sites: Sequence[Site], run: int, now: str) -> tuple[str, ...]:
    """Open or close the alarms of these sites; the sentences of those that are open now.

    Fewer documents than `min` means the listing or the reading is broken; more than `max` that the file's
    expectation is old; a listing that declares more than it lists has lost some or counts otherwise.
    """
    held = {portal.site: portal.documents for portal in archive.status().portals}
    short: dict[str, list[str]] = {}
    for gap in archive.listing_gaps():
        short.setdefault(gap.site, []).append(
            f"{gap.url} declares {gap.declared} documents and lists {gap.listed}"
        )
    sentences = []
    for site in sites:
        wrong = {**_counted(site, held.get(site.name, 0)), SHORT: "; ".join(short.get(site.name, []))}
        for name, sentence in wrong.items():
            if sentence:
                archive.open_alarm(site.name, name, sentence, run, now)
                sentences.append(f"{site.name}: {sentence}")
            else:
                archive.close_alarm(site.name, name, now)
    return tuple(sentences)


def _counted(site: Site, documents: int) -> dict[str, str]:
    """The two alarms on a count of documents, each with its sentence or ''."""
    least, most = site.expect.documents.min, site.expect.documents.max
    few = least is not None and documents < least
    many = most is not None and documents > most
    return {
        FEW: f"holds {documents} documents, its file expects at least {least}" if few else "",
        MANY: f"holds {documents} documents, its file expects at most {most}" if many else "",
    }
