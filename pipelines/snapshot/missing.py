"""What is known to be missing: short listings, addresses that showed no document, years without a report."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.snapshot.held import IN_COMPLETE_RUN

Row = dict[str, Any]
Body = tuple[str, str]
"""Portal and issuer; '' where the reports name no issuer."""

_EMPTY = dict.fromkeys(("url", "issuer", "year", "declared", "listed"))


def gap_rows(connection: sqlite3.Connection, years: Mapping[Body, set[int]]) -> Iterator[Row]:
    """All gaps. `years` are those each body has annual reports for."""
    yield from _short_listings(connection)
    yield from _not_met(connection)
    yield from _missing_years(years)


def _short_listings(connection: sqlite3.Connection) -> Iterator[Row]:
    """Listings whose pages, by the newest answer of a complete run, name fewer documents than they declare.

    The pages of one listing hang together as they were found: each is the parent of the next.
    """
    rows = connection.execute(
        f"""WITH RECURSIVE facts AS (
                SELECT l.target_id, l.declared, l.listed FROM listings l
                  JOIN (SELECT max(l.capture_id) AS capture_id FROM listings l
                          JOIN captures c ON c.id = l.capture_id {IN_COMPLETE_RUN}
                         GROUP BY l.target_id) USING (capture_id)
            ), chain (target_id, first) AS (
                SELECT f.target_id, f.target_id FROM facts f JOIN targets t ON t.id = f.target_id
                  LEFT JOIN facts above ON above.target_id = t.parent_id
                 WHERE f.declared IS NOT NULL AND above.declared IS NULL
                UNION
                SELECT t.id, chain.first FROM targets t
                  JOIN chain ON t.parent_id = chain.target_id JOIN facts ON facts.target_id = t.id
            )
            SELECT s.name AS portal, t.url, max(f.declared) AS declared, sum(f.listed) AS listed
              FROM chain JOIN facts f ON f.target_id = chain.target_id
              JOIN targets t ON t.id = chain.first JOIN sites s ON s.id = t.site_id
             GROUP BY chain.first HAVING max(f.declared) > sum(f.listed) ORDER BY s.name, t.url"""
    )
    for row in rows:
        reason = f"declares {row['declared']} documents and names {row['listed']}"
        yield {**_gap("listing_short", row["portal"], row["url"], reason), **dict(row)}


def _not_met(connection: sqlite3.Connection) -> Iterator[Row]:
    """Addresses that complete runs asked for last, of which no complete run has seen a document."""
    rows = connection.execute(
        f"""SELECT s.name AS portal, t.url,
                   coalesce(nullif(t.reason, ''), (SELECT p.sentence FROM captures c JOIN problems p ON p.capture_id = c.id
                                                    WHERE c.target_id = t.id ORDER BY p.id DESC LIMIT 1), t.state) AS reason
              FROM targets t JOIN sites s ON s.id = t.site_id
              JOIN runs asked ON asked.id = t.run_id AND asked.status = 'complete'
             WHERE t.kind IN ('page', 'attachment')
               AND (t.state <> 'done' OR t.reason <> ''
                    OR EXISTS (SELECT 1 FROM captures c WHERE c.target_id = t.id AND c.reading = 'problem'))
               AND NOT EXISTS (
                   SELECT 1 FROM documents d JOIN versions v ON v.document_id = d.id
                     JOIN captures c ON c.id = v.capture_id {IN_COMPLETE_RUN} WHERE d.url = t.url
                   UNION ALL
                   SELECT 1 FROM documents d JOIN versions v ON v.document_id = d.id
                     JOIN sightings g ON g.version_id = v.id
                     JOIN captures c ON c.id = g.capture_id {IN_COMPLETE_RUN} WHERE d.url = t.url)
             ORDER BY s.name, t.url"""
    )
    for row in rows:
        yield {**_gap("not_met", row["portal"], row["url"], row["reason"]), "url": row["url"]}


def _missing_years(years: Mapping[Body, set[int]]) -> Iterator[Row]:
    for (portal, issuer), held in sorted(years.items()):
        for year in missing(held):
            before, after = max(y for y in held if y < year), min(y for y in held if y > year)
            reason = f"{before} and {after} are held"
            yield {
                **_gap("year_missing", portal, f"{issuer or '(no issuer)'} {year}", reason),
                "issuer": issuer or None,
                "year": year,
            }


def missing(held: set[int]) -> list[int]:
    """The years within a body's own span for which it has nothing.

    >>> missing({2018, 2019, 2022}), missing({2020})
    ([2020, 2021], [])
    """
    return [year for year in range(min(held), max(held)) if year not in held]


def _gap(what: str, portal: str, where: str, reason: str) -> Row:
    return {**_EMPTY, "gap": f"{what} {portal} {where}", "what": what, "portal": portal, "reason": reason}
