"""`gongkai demo`: the main job on the built-in replica portals, with the truth to compare with."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from crawler import config
from crawler.registry import REPLICA_SITES
from crawler.replica import Gold, serving
from crawler.run.crawl import RunResult, crawl
from crawler.run.open import Plan
from crawler.site import Site, load_site
from crawler.verbs import exits
from crawler.verbs.console import console, sheet
from crawler.verbs.truth import Difference, differences
from pipelines.archive.reader import ArchiveReader

DIFFERENCES_SHOWN = 10


def demo(archive: Path) -> int:
    """Crawl the replica into `archive` exactly as a portal is crawled, then compare. OK when all was met."""
    begun = time.monotonic()
    with serving() as replica:
        sites = replica_sites(f"127.0.0.1:{replica.port}")
        result = crawl(Plan("demo", sites, archive, config.load().config))
        if result.status != "complete":
            print(f"the demo was {result.status}; start it again and it goes on where it stopped")
            return exits.INTERRUPTED
        wrong = differences(archive, replica)
    _print_summary(archive, result, time.monotonic() - begun)
    for sentence in result.alarms:
        print(f"alarm: {sentence}")
    _print_verdict(archive, wrong, replica.gold(), len(replica.members()))
    return exits.PARTIAL if wrong else exits.OK


def replica_sites(address: str) -> tuple[Site, ...]:
    """The replica's sites, their hosts mapped to one address of this machine."""
    return tuple(_mapped(load_site(path), address) for path in sorted(REPLICA_SITES.glob("*.toml")))


def _mapped(site: Site, address: str) -> Site:
    fetch = site.fetch.model_copy(update={"connect": dict.fromkeys(sorted(site.hosts), address)})
    mapped = site.model_copy(update={"fetch": fetch})
    mapped._name = site.name
    return mapped


def _print_summary(archive: Path, result: RunResult, seconds: float) -> None:
    with ArchiveReader.read(archive) as reader:
        portals = reader.summary(result.run)
    title = f"run {result.run}: {len(portals)} portals in {seconds:.1f} s"
    table = sheet("portal", *(heading for heading, _ in _COLUMNS), title=title, numbers=True)
    for p in portals:
        table.add_row(p.title, *(str(getattr(p, name)) for _, name in _COLUMNS))
    table.add_row("all", *(str(sum(getattr(p, name) for p in portals)) for _, name in _COLUMNS))
    console().print(table)


_COLUMNS = (
    ("pages", "pages"),
    ("captures", "captures"),
    ("documents", "documents"),
    ("new versions", "new_versions"),
    ("repairs", "repairs"),
    ("chrome removed", "removed"),
    ("figures", "figures"),
    ("checks passed", "checks_passed"),
    ("checks failed", "checks_failed"),
)


def _print_verdict(archive: Path, wrong: list[Difference], truth: Sequence[Gold], members: int) -> None:
    if wrong:
        print(f"{len(wrong)} differences from what the replica knows:")
        for difference in wrong[:DIFFERENCES_SHOWN]:
            print(f"  {difference}")
        if len(wrong) > DIFFERENCES_SHOWN:
            print(f"  … and {len(wrong) - DIFFERENCES_SHOWN} more")
        return
    print(
        f"text, tables, figures, fields and attachments of all {len(truth)} documents, and of {members} files inside "
        "ZIP archives, are as the replica made them"
    )
    example = next(gold.url for gold in truth if gold.format == "2021")
    print(f"""Look at the result:
  .venv/bin/gongkai status --archive {archive}
  .venv/bin/gongkai show --archive {archive} {example}
  .venv/bin/gongkai explain --archive {archive} {example}
  .venv/bin/gongkai verify --archive {archive}
  .venv/bin/gongkai browse --archive {archive}""")
