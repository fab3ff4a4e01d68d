"""What listings declare against what they list: a total is recorded, never believed, and a gap is said."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """A listing whose pages together name fewer documents than it declares."""

    site: str
    url: str
    """Its first page."""
    declared: int
    listed: int


def listing_gaps(connection: sqlite3.Connection) -> tuple[Gap, ...]:
    """Every listing that is short now, judged by the newest answer of each of its pages.

    The pages of one listing hang together as they were found: each is the parent of the next.
    """
    rows = connection.execute(
        """WITH RECURSIVE facts AS (
               SELECT l.target_id, l.declared, l.listed FROM listings l
                 JOIN (SELECT max(capture_id) AS capture_id FROM listings GROUP BY target_id) USING (capture_id)
           ), chain (target_id, first) AS (
               SELECT f.target_id, f.target_id FROM facts f JOIN targets t ON t.id = f.target_id
                 LEFT JOIN facts above ON above.target_id = t.parent_id
                WHERE f.declared IS NOT NULL AND above.declared IS NULL
               UNION
               SELECT t.id, chain.first FROM targets t
                 JOIN chain ON t.parent_id = chain.target_id JOIN facts ON facts.target_id = t.id
           )
           SELECT s.name AS site, t.url, max(f.declared) AS declared, sum(f.listed) AS listed
             FROM chain JOIN facts f ON f.target_id = chain.target_id
             JOIN targets t ON t.id = chain.first JOIN sites s ON s.id = t.site_id
            GROUP BY chain.first HAVING max(f.declared) > sum(f.listed) ORDER BY s.name, t.url"""
    )
    return tuple(Gap(**dict(row)) for row in rows)
