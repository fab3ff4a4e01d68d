"""Bodies without an annual report for a year whose neighbours have one: years of the same body, bodies of the portal."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Because = Literal["years", "bodies"]

PEERS = 3
"""Bodies of one portal from which on they say something about each other; of these, more than half must have the year."""


@dataclass(frozen=True)
class MissingYear:
    """No annual report of this body for this year is held, and one is to be expected."""

    site: str
    body: str
    year: int
    because: Because
    """`years`: an earlier and a later one are held. `bodies`: most bodies of the portal have it, this one the year before."""
    sentence: str


def missing_years(connection: sqlite3.Connection, site: str | None = None) -> tuple[MissingYear, ...]:
    """Every year that stands out, by portal, body and year.

    A body is who issued a report, as the reading found it; a report without an issuer counts for its portal.
    """
    rows = connection.execute(
        """SELECT s.name AS site, coalesce(nullif(f.value, ''), s.title) AS body, d.year
             FROM documents d JOIN sites s ON s.id = d.site_id
             LEFT JOIN fields f ON f.version_id = d.version_id AND f.name = 'issuer'
            WHERE d.kind = 'annual_report' AND d.year IS NOT NULL AND (:site IS NULL OR s.name = :site)""",
        {"site": site},
    )
    portals: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        portals[row["site"]][row["body"]].add(row["year"])
    found = [one for name, bodies in portals.items() for one in _of_portal(name, bodies)]
    return tuple(sorted(found, key=lambda one: (one.site, one.body, one.year)))


def _of_portal(site: str, bodies: dict[str, set[int]]) -> Iterator[MissingYear]:
    having = Counter(year for years in bodies.values() for year in years)
    for body, years in bodies.items():
        for year in range(min(years) + 1, max(years)):
            if year not in years:
                before = max(one for one in years if one < year)
                after = min(one for one in years if one > year)
                yield MissingYear(site, body, year, "years", f"{before} and {after} are held")
        after_last = max(years) + 1
        if len(bodies) >= PEERS and having[after_last] * 2 > len(bodies):
            yield MissingYear(
                site,
                body,
                after_last,
                "bodies",
                f"{having[after_last]} of {len(bodies)} bodies of the portal have it",
            )
