"""The page of a portal: its documents, what its captures met, its alarms."""

from __future__ import annotations

import sqlite3

from crawler.browse.answers import NotHeld, Question, Shown, address
from crawler.browse.places import path_of
from crawler.browse.rows import documents_of
from pipelines.archive.search import find
from pipelines.archive.search_query import Filters, Query

PAGE = 30
ALARMS = 30
PROBLEMS = 20


def portal(connection: sqlite3.Connection, question: Question) -> Shown:
    """Raises NotHeld for a name that is no portal's."""
    site = connection.execute("SELECT * FROM sites WHERE name = ?", (question.parts["site"],)).fetchone()
    if site is None:
        raise NotHeld(f"No portal of the name {question.parts['site']} was ever crawled into this archive.")
    number = max(question.number("page") or 1, 1)
    kinds = _grouped(connection, "documents", "kind", site["id"])
    found = find(connection, Query(), Filters(site=site["name"]), limit=PAGE, offset=(number - 1) * PAGE)
    here = f"/portal/{site['name']}"
    return Shown(
        "portal.html",
        {
            "site": site,
            "places": path_of(site["region"]),
            "kinds": kinds,
            "outcomes": _grouped(connection, "captures", "outcome", site["id"]),
            "targets": _grouped(connection, "targets", "state", site["id"]),
            "alarms": connection.execute(
                """SELECT name, sentence, opened_at, closed_at FROM alarms WHERE site_id = ?
                    ORDER BY closed_at IS NOT NULL, opened_at DESC LIMIT ?""",
                (site["id"], ALARMS),
            ).fetchall(),
            "problems": connection.execute(
                """SELECT p.url, p.sentence, p.at, p.capture_id FROM captures c JOIN problems p ON p.capture_id = c.id
                    WHERE c.site_id = ? AND c.outcome IN ('ok', 'unchanged') AND c.reading = 'problem'
                    ORDER BY p.id DESC LIMIT ?""",
                (site["id"], PROBLEMS),
            ).fetchall(),
            "listings": connection.execute(
                """SELECT t.url, l.declared, l.listed, c.started_at AS at FROM listings l
                     JOIN captures c ON c.id = l.capture_id JOIN targets t ON t.id = l.target_id
                    WHERE c.site_id = ? AND l.declared IS NOT NULL
                      AND l.capture_id = (SELECT max(capture_id) FROM listings WHERE target_id = l.target_id)
                    ORDER BY t.url""",
                (site["id"],),
            ).fetchall()
            if number == 1
            else [],
            "documents": documents_of(found.hits),
            "total": sum(count for _, count in kinds),
            "number": number,
            "first": (number - 1) * PAGE + 1,
            "previous": address(here, page=number - 1) + "#documents" if number > 1 else None,
            "next": address(here, page=number + 1) + "#documents" if found.more else None,
        },
    )


def _grouped(connection: sqlite3.Connection, table: str, column: str, site: int) -> list[tuple[str, int]]:
    rows = connection.execute(
        f"SELECT {column}, count(*) FROM {table} WHERE site_id = ? GROUP BY {column} ORDER BY count(*) DESC",
        (site,),
    )
    return [tuple(row) for row in rows]
