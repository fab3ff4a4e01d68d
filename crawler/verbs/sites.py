"""`gongkai sites`: the known portals, and whether their files hold."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from crawler import config
from crawler.errors import SiteFileError
from crawler.registry import REPLICA_SITES, all_sites, site_paths
from crawler.site import Site, load_site
from crawler.spiders.keys import checked_keys
from crawler.verbs import exits
from crawler.verbs.console import console, sheet


def list_sites(as_json: bool) -> int:
    sites = all_sites(_folders())
    if as_json:
        rows = [
            {
                "name": s.name,
                **s.model_dump(include={"title", "family", "region", "level", "verified", "start"}),
            }
            for s in sites
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return exits.OK
    table = sheet("site", "title", "family", "region", "verified", "start")
    for site in sites:
        table.add_row(
            site.name, site.title, site.family, site.region, "yes" if site.verified else "no", site.start[0]
        )
    console().print(table)
    return exits.OK


def check_sites(paths: Sequence[Path]) -> int:
    """Check the files named, or all; faults go to stderr, notes to stdout. USAGE when there is any fault."""
    files = list(paths) or [*site_paths(_folders()).values(), *sorted(REPLICA_SITES.glob("*.toml"))]
    faults, notes = [], []
    starts: dict[str, str] = {}
    for path in files:
        try:
            site = load_site(path)
            checked_keys(site)
            notes += _notes(site, starts)
        except SiteFileError as fault:
            faults.append(str(fault))
    for note in notes:
        print(note)
    for sentence in faults:
        print(f"gongkai: {sentence}", file=sys.stderr)
    print(f"{len(files)} site files: {len(faults)} wrong, {len(notes)} notes")
    return exits.USAGE if faults else exits.OK


def _notes(site: Site, starts: dict[str, str]) -> list[str]:
    notes = [] if site.verified else [f"{site.name}: not verified: no live run has confirmed it yet"]
    for url in site.start:
        if url in starts:
            raise SiteFileError(f"{site.name}: start: {url} is already crawled by {starts[url]}")
        starts[url] = site.name
    return notes


def _folders() -> list[Path]:
    return [Path(folder) for folder in config.load().config.sites]
