"""The page of search: the box, the filters, the hits."""

from __future__ import annotations

import sqlite3
from typing import get_args

from crawler.browse.answers import Question, Shown, address
from crawler.browse.rows import documents_of
from crawler.verbs.search import counted
from pipelines.archive.search import Found, Order, find
from pipelines.archive.search_query import Filters, query_of
from pipelines.document import DocumentKind

PAGE = 20
LAST_PAGE = 500
"""What comes behind is better found with one more word."""
PORTALS = 300
"""Portals that a list to choose from can take."""


def search(connection: sqlite3.Connection, question: Question) -> Shown:
    """Without words: all documents that the filters leave, the newest first."""
    asked = {name: question.text(name) for name in ("q", "region", "body", "site", "year", "kind", "order")}
    filters = Filters(
        region=asked["region"] or None,
        body=asked["body"] or None,
        site=asked["site"] or None,
        year=question.number("year"),
        kind=asked["kind"] or None,
    )
    order: Order = "rank" if asked["order"] == "rank" else "newest"
    number = min(max(question.number("page") or 1, 1), LAST_PAGE)
    query = query_of(asked["q"])
    nothing_asked = asked["q"] and not (query.terms or query.without)
    found = (
        Found((), 0, "exactly", False)
        if nothing_asked
        else find(connection, query, filters, order, PAGE, (number - 1) * PAGE)
    )
    return Shown(
        "search.html",
        {
            "asked": asked,
            "filtered": any(asked[name] for name in ("region", "body", "site", "year", "kind")),
            "count": counted(found),
            "hits": documents_of(found.hits),
            "first": (number - 1) * PAGE + 1,
            "number": number,
            "previous": address("/search", **asked, page=number - 1) if number > 1 else None,
            "next": address("/search", **asked, page=number + 1)
            if found.more and number < LAST_PAGE
            else None,
            "kinds": get_args(DocumentKind),
            "portals": connection.execute(
                "SELECT name, title FROM sites ORDER BY region, title LIMIT ?", (PORTALS + 1,)
            ).fetchall(),
            "most_portals": PORTALS,
        },
    )
