"""A search made ready: words as an expression for the index, filters as a condition on rows of `documents`."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from pipelines.archive.errors import ArchiveError
from pipelines.archive.folding import folded
from pipelines.archive.search_query import Filters, Query, Term
from pipelines.archive.search_words import BODY, TITLE
from pipelines.fields.regions import CENTRAL, by_code, by_name

YEAR = "coalesce(d.year, CAST(substr(d.published, 1, 4) AS INTEGER))"
"""The year a document `d` is about: that of a report, else that of its publication. There is an index on it."""

FEW_SITES = 8
"""Portals whose documents are fetched by portal and sorted; those of more are met on the walk by date."""


@dataclass(frozen=True)
class Condition:
    """SQL on a row `d` of `documents`, and what its marks stand for."""

    sql: str = "d.version_id IS NOT NULL"
    values: tuple[object, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"{self.sql} AND {other.sql}", self.values + other.values)


@dataclass(frozen=True)
class Plan:
    """What to ask the index, what of the answers to take, and what to look for in their text."""

    query: Query
    expression: str
    """Of FTS5; '' for every document."""
    title_expression: str
    """The same for documents whose title has every word."""
    condition: Condition
    proved: bool
    """Whether each document that the index finds and the condition takes is a hit."""


def plan(connection: sqlite3.Connection, query: Query, filters: Filters) -> Plan:
    """Raises ArchiveError for a portal the archive has not and a region that nobody knows."""
    condition = Condition()
    if filters.kind is not None:
        condition &= Condition("d.kind = ?", (filters.kind,))
    if filters.year is not None:
        condition &= Condition(f"{YEAR} = ?", (filters.year,))
    if filters.site is not None or filters.region is not None:
        condition &= _of_sites(_sites(connection, filters))
    bodies: tuple[str, ...] = ()
    if filters.body is not None:
        bodies = (_all(Term(filters.body), BODY),)
        condition &= _of_body(connection, filters.body)
    return Plan(
        query,
        " AND ".join((*map(_all, query.terms), *bodies)),
        " AND ".join((*(_all(term, TITLE) for term in query.terms), *bodies)),
        condition,
        all(term.proved for term in query.terms) and not query.without,
    )


def region_stem(region: str) -> str:
    """The digits that the codes of all places in a region begin with.

    Raises ArchiveError for a name that is no region's, or several regions'.

    >>> region_stem("350000"), region_stem("3504"), region_stem("三明市"), region_stem("429004")
    ('35', '3504', '3504', '429004')
    """
    code = region if region.isdigit() else _code_of(region)
    if code == CENTRAL:
        return code
    for length in (4, 2):
        if len(code) > length and not code[length:].strip("0"):
            code = code[:length]
    return code


def _code_of(name: str) -> str:
    known = by_name().get(name) or by_name().get(f"{name}省") or by_name().get(f"{name}市") or ()
    codes = sorted({region.code for region in known}, key=lambda code: (-_last_year(code), code))
    if not codes:
        raise ArchiveError(
            f"{name!r} is no region: give its name in full, as 三明市, or its code, as 350400."
        )
    if len(codes) > 1 and _last_year(codes[0]) == _last_year(codes[1]):
        raise ArchiveError(f"{name!r} is the name of {len(codes)} regions: give a code: {', '.join(codes)}.")
    return codes[0]


def _last_year(code: str) -> int:
    return max(region.last for region in by_code()[code])


def _sites(connection: sqlite3.Connection, filters: Filters) -> list[int]:
    """The portals that `site` and `region` leave."""
    stem = "" if filters.region is None else region_stem(filters.region)
    rows = connection.execute("SELECT id, name, title, region FROM sites").fetchall()
    if not any(filters.site in (None, name, title) for _, name, title, _ in rows):
        raise ArchiveError(f"The archive has no portal of the name {filters.site!r} (gongkai status).")
    return [
        site
        for site, name, title, region in rows
        if filters.site in (None, name, title) and region.startswith(stem)
    ]


def _of_sites(sites: list[int]) -> Condition:
    if len(sites) == 1:
        return Condition("d.site_id = ?", (sites[0],))
    # Of many portals nobody fetches and sorts all documents; the plus keeps SQLite from it.
    plus = "+" if len(sites) > FEW_SITES else ""
    return Condition(f"{plus}d.site_id IN (SELECT value FROM json_each(?))", (json.dumps(sites),))


def _of_body(connection: sqlite3.Connection, body: str) -> Condition:
    """The issuer's name has these words, or the portal's."""
    wanted = Term(body)
    connection.create_function("names_body", 1, lambda name: wanted.find(name) >= 0)
    sites = [
        site
        for site, title in connection.execute("SELECT id, title FROM sites")
        if folded(body) in folded(title)
    ]
    return Condition(
        """(d.site_id IN (SELECT value FROM json_each(?))
            OR EXISTS (SELECT 1 FROM fields f WHERE f.version_id = d.version_id AND f.name = 'issuer'
                          AND names_body(f.value)))""",
        (json.dumps(sites),),
    )


def _all(term: Term, mark: str = "") -> str:
    """Every word of a term, behind a mark; a single Han character is looked for at the beginning of a pair."""
    return " AND ".join(
        f'"{mark}{token}"{"*" * (len(token) == 1 and not token.isascii())}' for token in term.tokens
    )
