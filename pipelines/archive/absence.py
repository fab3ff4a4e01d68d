"""What was seen and is not seen now: two dates and where one looked, never a claim that something was deleted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

Where = Literal["address", "lists"]


@dataclass(frozen=True)
class Absence:
    """A document or a listed title with the last day it was seen and the first day it was not; both UTC."""

    site: str
    url: str
    title: str
    where: Where
    """`address`: nothing was at it any more. `lists`: no list page of the portal named it, all having been read."""
    seen: str
    absent: str
    nights: int
    """Different days on which it was looked for in vain; one may be a bad night of the portal."""

    @property
    def sentence(self) -> str:
        what = "at its address" if self.where == "address" else "on the lists"
        again = f", looked for on {self.nights} days" if self.nights > 1 else ""
        return f"{what} seen {self.seen[:10]}, absent {self.absent[:10]}{again}"


def absences(connection: sqlite3.Connection, site: str | None = None) -> tuple[Absence, ...]:
    """Everything that was seen once and was absent at the latest look, of one portal or of all."""
    found = [*_at_their_address(connection, site), *_on_the_lists(connection, site)]
    return tuple(sorted(found, key=lambda one: (one.site, one.url, one.where)))


def _at_their_address(connection: sqlite3.Connection, site: str | None) -> list[Absence]:
    """Addresses that showed a document once and whose newest look met nothing."""
    rows = connection.execute(
        """WITH good AS MATERIALIZED (
               SELECT target_id, max(started_at) AS seen FROM captures
                WHERE outcome IN ('ok', 'unchanged') AND reading IN ('version', 'sighting') GROUP BY target_id)
           SELECT s.name AS site, t.url, coalesce(d.title, t.list_title) AS title, 'address' AS "where", good.seen,
                  min(c.started_at) AS absent, count(DISTINCT substr(c.started_at, 1, 10)) AS nights
             FROM captures c
             JOIN good ON good.target_id = c.target_id AND c.started_at > good.seen
             JOIN targets t ON t.id = c.target_id JOIN sites s ON s.id = t.site_id
             LEFT JOIN documents d ON d.url = t.url
            WHERE c.outcome IN ('gone', 'soft_404') AND (:site IS NULL OR s.name = :site)
            GROUP BY c.target_id""",
        {"site": site},
    )
    return [Absence(**dict(row)) for row in rows]


def _on_the_lists(connection: sqlite3.Connection, site: str | None) -> list[Absence]:
    """Addresses no list named in a complete run that read every list page the portal has shown.

    A list page that answered "unchanged", failed or was not asked makes that run no witness: an entry moves from one
    page to the next when new ones come, so only all pages together can say that it stands on none.
    """
    rows = connection.execute(
        """WITH lists AS MATERIALIZED (
               SELECT c.run_id, c.site_id, count(DISTINCT c.target_id) AS pages
                 FROM listings l JOIN captures c ON c.id = l.capture_id GROUP BY c.run_id, c.site_id),
             witness AS MATERIALIZED (
               SELECT l.site_id, r.id AS run_id, r.started_at, r.ended_at FROM lists l
                 JOIN runs r ON r.id = l.run_id AND r.status = 'complete'
                WHERE l.pages >= (SELECT count(*) FROM targets t
                                   WHERE t.site_id = l.site_id AND t.kind = 'listing' AND t.first_seen <= r.ended_at))
           SELECT s.name AS site, t.url, coalesce(d.title, t.list_title) AS title, 'lists' AS "where",
                  t.last_seen AS seen, min(w.started_at) AS absent,
                  count(DISTINCT substr(w.started_at, 1, 10)) AS nights
             FROM targets t JOIN sites s ON s.id = t.site_id
             JOIN witness w ON w.site_id = t.site_id AND w.started_at > t.last_seen
             JOIN targets above ON above.id = t.parent_id AND above.kind = 'listing'
             LEFT JOIN documents d ON d.url = t.url
            WHERE t.kind <> 'listing' AND (:site IS NULL OR s.name = :site)
            GROUP BY t.id""",
        {"site": site},
    )
    return [Absence(**dict(row)) for row in rows]
