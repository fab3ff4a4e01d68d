"""The matrix of annual reports (年度报告): which year is held of which portal or region."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crawler.browse.answers import Question, Shown
from crawler.browse.places import name_of, path_of
from pipelines.archive.search_filters import region_stem

MOST_ROWS = 120
"""Portals shown one by one; where there are more, a row is a province or a city and leads to its portals."""


class Entry(NamedTuple):
    """One year of one row: reports held, portals that hold one, and whether neighbours make its absence strange."""

    reports: int
    portals: int
    gap: bool


class Line(NamedTuple):
    """One row: a portal (`site`) or, for many, a region (`region`)."""

    name: str
    site: str
    region: str
    portals: int
    entries: list[Entry]


def reports(connection: sqlite3.Connection, question: Question) -> Shown:
    """Raises ArchiveError for a region that nobody knows."""
    region = question.text("region")
    stem = region_stem(region) if region else ""
    sites = [
        row
        for row in connection.execute("SELECT id, name, title, region FROM sites ORDER BY region, title")
        if row["region"].startswith(stem)
    ]
    held: dict[int, dict[int, int]] = defaultdict(dict)
    for site, year, number in connection.execute(
        """SELECT site_id, year, count(*) FROM documents
            WHERE kind = 'annual_report' AND year IS NOT NULL GROUP BY site_id, year"""
    ):
        held[site][year] = number
    years = _years(held[site["id"]] for site in sites)
    lines = (
        [_line(site["title"], site["name"], site["region"], [held[site["id"]]], years) for site in sites]
        if len(sites) <= MOST_ROWS
        else _regions(sites, held, years, stem)
    )
    return Shown(
        "reports.html",
        {
            "years": years,
            "lines": lines,
            "grouped": len(sites) > MOST_ROWS,
            "region": region,
            "place": path_of(stem.ljust(6, "0")) if stem else "",
            "portals": len(sites),
            "held": sum(entry.portals for line in lines for entry in line.entries),
            "gaps": sum(entry.gap for line in lines for entry in line.entries),
        },
    )


def _years(held: Iterable[dict[int, int]]) -> list[int]:
    """Every year from the first to the last of which a report is held, the last one first."""
    known = {year for one in held for year in one}
    return list(range(max(known), min(known) - 1, -1)) if known else []


def _regions(
    sites: Sequence[sqlite3.Row], held: dict[int, dict[int, int]], years: Sequence[int], stem: str
) -> list[Line]:
    """Rows for the regions one level below."""
    length = 2 if len(stem) < 2 else 4 if len(stem) < 4 else 6
    groups: dict[str, list[dict[int, int]]] = defaultdict(list)
    for site in sites:
        groups[site["region"][:length].ljust(6, "0")].append(held[site["id"]])
    return [_line(name_of(code), "", code, group, years) for code, group in sorted(groups.items())]


def _line(name: str, site: str, region: str, group: Sequence[dict[int, int]], years: Sequence[int]) -> Line:
    counts = {year: sum(1 for one in group if year in one) for year in years}
    entries = [
        Entry(
            sum(one.get(year, 0) for one in group),
            counts[year],
            not counts[year] and bool(counts.get(year - 1)) and bool(counts.get(year + 1)),
        )
        for year in years
    ]
    return Line(name, site, region, len(group), entries)
