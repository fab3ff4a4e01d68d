"""The order of hits by how much they speak of what was looked for, instead of by date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from pipelines.archive.search_filters import Plan
from pipelines.archive.search_newest import Candidate, newest

WEIGHED = 200
"""Newest documents that are weighed: so many with the words in their title, and so many with them anywhere."""
_TITLE = 3.0
"""A word in the title counts as much as this many in which the text abounds."""
_USUAL_LENGTH = 1500
"""Characters of a text in which a word that stands there twice says as much as anywhere (BM25's mean length)."""


class Weighed(NamedTuple):
    row: Candidate
    score: float


def ranked(connection: sqlite3.Connection, plan: Plan) -> Iterator[Candidate]:
    """Candidates: those weighed, by weight and then by date, and behind them the rest by date."""
    if not plan.query.terms:
        yield from newest(connection, plan)
        return
    titled = newest(connection, replace(plan, expression=plan.title_expression))
    anywhere = newest(connection, plan)
    once = {row.id: row for row in chain(islice(titled, WEIGHED), islice(anywhere, WEIGHED))}
    weighed = [Weighed(row, _score(connection, plan, row)) for row in once.values()]
    weighed.sort(key=lambda one: (one.score, one.row.published or "", one.row.id), reverse=True)
    yield from (one.row for one in weighed)
    yield from (row for row in anywhere if row.id not in once)


def _score(connection: sqlite3.Connection, plan: Plan, row: Candidate) -> float:
    """BM25 without rarity, as every hit has every word: each further place of a word counts less, more so in a long text."""
    title, text = connection.execute(
        "SELECT title, text FROM versions WHERE id = ?", (row.version_id,)
    ).fetchone()
    damping = 1.2 * (0.25 + 0.75 * len(text) / _USUAL_LENGTH)
    score = 0.0
    for term in plan.query.terms:
        often = term.count(text)
        score += often / (often + damping) + (_TITLE if term.find(title) >= 0 else 0.0)
    return score
