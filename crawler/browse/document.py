"""The page of a document: its text as read, its past, and all that was done to get there."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from crawler.browse.answers import NotHeld, Question, Shown
from crawler.browse.places import path_of
from crawler.verbs.ledger import checked, making
from crawler.verbs.ledger.words import why
from pipelines.archive.history import Stage, history
from pipelines.archive.rebuild import read_document
from pipelines.archive.search_query import Term, query_of
from pipelines.archive.snippets import Piece, marked, pieces
from pipelines.document import Block, Cell, Document, Table
from pipelines.evidence import Removed


class Part(NamedTuple):
    """One block of the text, cut at the words that were looked for; of a table block its rows."""

    block: Block
    pieces: list[Piece]
    rows: list[list[tuple[Cell, list[Piece]]]]
    table: Table | None


class Taken(NamedTuple):
    """All that one rule took out of the page."""

    rule: str
    why: str
    stretches: list[Removed]


def document(connection: sqlite3.Connection, question: Question) -> Shown:
    """By default the current version. Raises NotHeld for an address or a version that is not there."""
    url = question.text("url")
    past = history(connection, url)
    if past is None:
        raise NotHeld(f"There is no document of the address {url}.")
    stage = _asked(past.stages, question.number("version") or past.current)
    read = read_document(connection, stage.version)
    capture = connection.execute(
        """SELECT c.id, c.started_at, c.outcome, c.status, c.body_length, c.body_digest, s.region, s.title AS portal,
                  s.name AS site, t.list_title, t.list_date, p.url AS seen_on
             FROM versions v JOIN captures c ON c.id = v.capture_id JOIN sites s ON s.id = c.site_id
             LEFT JOIN targets t ON t.id = c.target_id LEFT JOIN targets p ON p.id = t.parent_id
            WHERE v.id = ?""",
        (stage.version,),
    ).fetchone()
    terms = query_of(question.text("q")).terms
    return Shown(
        "document.html",
        {
            "past": past,
            "stage": stage,
            "document": read,
            "title": pieces(marked(read.title or "(no title)", terms)),
            "parts": [_part(block, read, terms) for block in read.blocks],
            "capture": capture,
            "places": path_of(capture["region"]),
            "q": question.text("q"),
            "is_web": url.startswith(("http://", "https://")),
            "checks": _checks(read),
            "wrong": sum(map(checked.is_wrong, read.checks)),
            "statuses": Counter(check.status for check in read.checks),
            "status_words": checked.STATUS,
            "removed": _taken(read.evidence.removed),
            "repairs": Markup(making.repairs(read.evidence.repairs)),
            "changes": sum(repair.count for repair in read.evidence.repairs),
            "court": Markup(making.court(read.evidence.verdict)),
            "origin": Markup(making.origin(read.evidence.origin)),
        },
    )


def _asked(stages: Sequence[Stage], number: int) -> Stage:
    for stage in stages:
        if stage.number == number:
            return stage
    raise NotHeld(f"There is no version {number} of this document; there are {len(stages)}.")


def _part(block: Block, read: Document, terms: Sequence[Term]) -> Part:
    table = read.tables[block.table] if block.table is not None else None
    if table is None:
        return Part(block, pieces(marked(block.text, terms)), [], None)
    rows: list[list[tuple[Cell, list[Piece]]]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append((cell, pieces(marked(cell.text, terms))))
    return Part(block, [], rows, table)


def _checks(read: Document) -> list[dict[str, Any]]:
    """Those that fail first; each with the figures it compares."""
    found = []
    for check in sorted(read.checks, key=lambda check: not checked.is_wrong(check)):
        left, right = checked.compared(check, read)
        found.append(
            {
                "check": check,
                "title": checked.title(check),
                "wrong": checked.is_wrong(check),
                "left": [figure for _, figure in checked.figures_of(left, read)],
                "right": [figure for _, figure in checked.figures_of(right, read)],
            }
        )
    return found


def _taken(removed: Sequence[Removed]) -> list[Taken]:
    """By rule, in the order in which the rules first took something."""
    order = {rule: place for place, rule in enumerate(dict.fromkeys(one.rule for one in removed))}
    by_rule = groupby(sorted(removed, key=lambda one: order[one.rule]), key=lambda one: one.rule)
    return [Taken(rule, why(*_label_and_rule(rule)), list(stretches)) for rule, stretches in by_rule]


def _label_and_rule(name: str) -> tuple[str, str]:
    label, _, rule = name.partition(":")
    return label, rule
