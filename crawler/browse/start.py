"""The start page: what the archive holds, what came last, what is wrong."""

from __future__ import annotations

import sqlite3

from crawler.browse.answers import Question, Shown
from crawler.browse.rows import documents_of, one_row
from pipelines.archive.search import find
from pipelines.archive.search_query import Query

NEWEST = 8
"""Documents shown as the newest."""
PORTALS = 200
"""Portals listed; the page of reports has all."""


def start(connection: sqlite3.Connection, question: Question) -> Shown:
    portals = connection.execute(
        """SELECT s.name, s.title, s.region, s.level, coalesce(h.documents, 0) AS documents,
                  coalesce(h.reports, 0) AS reports,
                  (SELECT started_at FROM captures WHERE id = max(
                      coalesce((SELECT max(id) FROM captures WHERE site_id = s.id AND outcome = 'ok'), 0),
                      coalesce((SELECT max(id) FROM captures WHERE site_id = s.id AND outcome = 'unchanged'), 0)))
                  AS last_success,
                  (SELECT count(*) FROM alarms WHERE site_id = s.id AND closed_at IS NULL) AS alarms
             FROM sites s
             LEFT JOIN (SELECT site_id, count(*) AS documents, sum(kind = 'annual_report') AS reports
                          FROM documents GROUP BY site_id) h ON h.site_id = s.id
            ORDER BY documents DESC, s.name"""
    ).fetchall()
    counts = {
        "documents": sum(row["documents"] for row in portals),
        "annual reports 年度报告": sum(row["reports"] for row in portals),
        "versions": one_row(connection, "SELECT count(*) AS n FROM versions")["n"],
        "captures": one_row(connection, "SELECT count(*) AS n FROM captures")["n"],
        "portals": len(portals),
    }
    return Shown(
        "start.html",
        {
            "counts": counts,
            "portals": portals[:PORTALS],
            "more_portals": len(portals) - PORTALS,
            "newest": documents_of(find(connection, Query(), limit=NEWEST).hits),
            "alarms": connection.execute(
                """SELECT s.name AS site, s.title AS portal, a.name, a.sentence, a.opened_at
                     FROM alarms a LEFT JOIN sites s ON s.id = a.site_id
                    WHERE a.closed_at IS NULL ORDER BY a.opened_at DESC, a.id"""
            ).fetchall(),
            "run": connection.execute(
                "SELECT id, command, status, started_at, ended_at FROM runs ORDER BY id DESC LIMIT 1"
            ).fetchone(),
        },
    )
