"""Documents that the index finds, the newest first, without looking at all of them.

The index gives documents in the order of their numbers, which is that of their first capture, not of their dates. A few
are sorted. Many are met on a walk through all documents from the newest back, which asks of each whether it is one of
them. And words that stand nearly everywhere are met soon by a walk that reads the texts themselves, so that nobody has to
ask the index for all of a million documents.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipelines.archive.search_filters import Plan

FEW = 1500
"""Documents that are sorted by date: up to here that is cheaper than a walk."""
COUNTED = 5000
"""Documents that are counted to judge how many there are."""
MANY = 60_000
"""Documents of which the index is asked for all; where more are to be expected, a walk reads texts."""
WALKED = 2000
"""Texts that such a walk reads before the index is asked after all: the words may stand in old documents only."""


class Candidate(NamedTuple):
    """A row of `documents`."""

    id: int
    version_id: int
    published: str | None


class Gauge(NamedTuple):
    """How many documents the index gives: counted as far as `COUNTED`, and as many as there should be in all."""

    counted: int
    expected: int


def newest(connection: sqlite3.Connection, plan: Plan) -> Iterator[Candidate]:
    """Candidates by date, last date first, then by number, the last one first; those without a date come last.

    They meet the condition of the plan; whether their text has the words as asked for is the caller's to verify.
    """
    if not plan.expression:
        return _walk(connection, plan)
    found = gauge(connection, plan.expression)
    if found.counted <= FEW:
        return _sorted(connection, plan)
    return _met(connection, plan) if found.expected <= MANY else _read(connection, plan)


def gauge(connection: sqlite3.Connection, expression: str) -> Gauge:
    """The first documents the index gives stand among so many numbers; the others should stand as densely."""
    counted, last, highest = connection.execute(
        """SELECT count(*), max(rowid), (SELECT max(id) FROM documents) FROM
           (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ? LIMIT ?)""",
        (expression, COUNTED + 1),
    ).fetchone()
    return Gauge(counted, counted if counted <= COUNTED else counted * highest // last)


def _sorted(connection: sqlite3.Connection, plan: Plan) -> Iterator[Candidate]:
    rows = connection.execute(
        "SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?", (plan.expression,)
    )
    return _candidates(
        connection,
        f"json_each(?) found CROSS JOIN documents d ON d.id = found.value WHERE {plan.condition.sql}",
        (json.dumps([number for (number,) in rows]), *plan.condition.values),
    )


def _walk(connection: sqlite3.Connection, plan: Plan) -> Iterator[Candidate]:
    """Every document that meets the condition, read as far as it is asked for."""
    return _candidates(connection, f"documents d WHERE {plan.condition.sql}", plan.condition.values)


def _met(connection: sqlite3.Connection, plan: Plan) -> Iterator[Candidate]:
    """Those of the walk that the index gives. The plus keeps SQLite from fetching and sorting all of them instead."""
    return _candidates(
        connection,
        f"""documents d WHERE {plan.condition.sql}
             AND +d.id IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)""",
        (*plan.condition.values, plan.expression),
    )


def _read(connection: sqlite3.Connection, plan: Plan) -> Iterator[Candidate]:
    """All of the walk as far as texts are read; behind that those that the index gives."""
    seen: set[int] = set()
    for candidate in _walk(connection, plan):
        yield candidate
        seen.add(candidate.id)
        if len(seen) == WALKED:
            yield from (other for other in _met(connection, plan) if other.id not in seen)
            return


def _candidates(connection: sqlite3.Connection, source: str, values: Iterable[object]) -> Iterator[Candidate]:
    rows = connection.execute(
        f"SELECT d.id, d.version_id, d.published FROM {source} ORDER BY d.published DESC, d.id DESC",
        tuple(values),
    )
    return map(Candidate._make, rows)
