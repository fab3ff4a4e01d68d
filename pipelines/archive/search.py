"""Full-text search in Chinese: what the index finds (search_words.py), verified on the text, the newest or the fittest first.

A word of two characters is one token of the index and a longer one the AND of its pairs, so each candidate is read and
only what has every word as it was asked for is a hit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from pipelines.archive.errors import ArchiveError
from pipelines.archive.search_filters import YEAR, Condition, Plan, plan
from pipelines.archive.search_newest import COUNTED, Candidate, gauge, newest
from pipelines.archive.search_query import Filters, Query, query_of
from pipelines.archive.search_rank import ranked
from pipelines.archive.snippets import marked, snippet

Order = Literal["newest", "rank"]
Certainty = Literal["exactly", "at most", "more than", "perhaps more than"]

READ_TO_COUNT = 60
"""Candidates that are read to give their number exactly."""


@dataclass(frozen=True)
class Hit:
    """One found document and the words around a place where they stand."""

    document: int
    url: str
    title: str
    snippet: str
    site: str
    portal: str
    region: str
    kind: str
    year: int | None
    """Of the report, else of publication."""
    published: str | None
    title_marks: tuple[tuple[int, int], ...]
    """Start and end of what was found, in `title`."""
    snippet_marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Found:
    """A page of hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int
    certainty: Certainty
    more: bool
    """Whether hits follow these."""


def search(connection: sqlite3.Connection, words: str, limit: int = 20) -> list[Hit]:
    """The newest documents that hold each of the words; none for no words."""
    query = query_of(words)
    return list(find(connection, query, limit=limit).hits) if query.terms else []


def find(
    connection: sqlite3.Connection,
    query: Query,
    filters: Filters | None = None,
    order: Order = "newest",
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Current documents with all that is asked for. A query without words finds whatever the filters admit.

    Raises ArchiveError for a filter that names nothing, and for an archive whose index older software made.
    """
    _require_index(connection)
    ready = plan(connection, query, filters or Filters())
    rows = ranked(connection, ready) if order == "rank" else newest(connection, ready)
    shown = list(islice(_verified(connection, ready, rows), offset, offset + limit + 1))
    hits = tuple(_hit(connection, query, document, title, text) for document, title, text in shown[:limit])
    if shown and len(shown) <= limit:
        return Found(hits, offset + len(shown), "exactly", False)
    return Found(hits, *_total(connection, ready), len(shown) > limit)


def _verified(
    connection: sqlite3.Connection, plan: Plan, rows: Iterable[Candidate]
) -> Iterator[tuple[int, str, str]]:
    """Of the candidates those that are hits: number, title and text."""
    for row in rows:
        title, text = connection.execute(
            "SELECT title, text FROM versions WHERE id = ?", (row.version_id,)
        ).fetchone()
        if plan.query.matches(f"{title}\n{text}"):
            yield row.id, title, text


def _total(connection: sqlite3.Connection, plan: Plan) -> tuple[int, Certainty]:
    """How many documents the index and the filters give; a few of them are read, to know how many are hits."""
    taken = _taken(connection, plan)
    if taken is None:
        sure = plan.proved and (plan.condition == Condition() or not plan.expression)
        return COUNTED, "more than" if sure else "perhaps more than"
    if plan.proved:
        return taken, "exactly"
    if plan.expression and taken <= READ_TO_COUNT:
        return sum(1 for _ in _verified(connection, plan, newest(connection, plan))), "exactly"
    return taken, "at most"


def _taken(connection: sqlite3.Connection, plan: Plan) -> int | None:
    """Candidates; None where they are too many to count."""
    where, values = plan.condition.sql, plan.condition.values
    source = f"documents d WHERE {where}"
    if plan.expression:
        given = gauge(connection, plan.expression)
        if given.counted > COUNTED:
            return None
        if plan.condition == Condition():
            return given.counted
        source = f"""documents_fts found CROSS JOIN documents d ON d.id = found.rowid
                      WHERE found.documents_fts MATCH ? AND {where}"""
        values = (plan.expression, *values)
    (number,) = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT ?)", (*values, COUNTED + 1)
    ).fetchone()
    return None if number > COUNTED else int(number)


def _hit(connection: sqlite3.Connection, query: Query, document: int, title: str, text: str) -> Hit:
    url, kind, published, year, site, portal, region = connection.execute(
        f"""SELECT d.url, d.kind, d.published, {YEAR}, s.name, s.title, s.region
              FROM documents d JOIN sites s ON s.id = d.site_id WHERE d.id = ?""",
        (document,),
    ).fetchone()
    around = snippet(text, query.terms)
    return Hit(
        document=document,
        url=url,
        title=title,
        snippet=around.text,
        site=site,
        portal=portal,
        region=region,
        kind=kind,
        year=year,
        published=published,
        title_marks=marked(title, query.terms).marks,
        snippet_marks=around.marks,
    )


def _require_index(connection: sqlite3.Connection) -> None:
    """The index that marks dates came with the index on dates."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents_by_published'").fetchone():
        raise ArchiveError(
            "The words of this archive were indexed by an older gongkai. The next command that writes to it "
            "(crawl, refetch) indexes them anew; then search again."
        )
