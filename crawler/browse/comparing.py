"""Two versions of a document beside each other."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crawler.browse.answers import NotHeld, Question, Shown
from pipelines.archive.history import Stage, history
from pipelines.archive.rebuild import read_document
from pipelines.comparison.compare import Comparison, compare
from pipelines.comparison.words import stretches


class Difference(NamedTuple):
    """One change: what it is of, and the stretches of text that were kept, that went, and that came."""

    place: str
    stretches: list[tuple[str, str]]


def compare_versions(connection: sqlite3.Connection, question: Question) -> Shown:
    """By default the last two. Raises NotHeld for an address or a version that is not there."""
    url = question.text("url")
    past = history(connection, url)
    if past is None:
        raise NotHeld(f"There is no document of the address {url}.")
    one, other = _asked(past.stages, question)
    earlier, later = (read_document(connection, stage.version) for stage in (one, other))
    comparison = compare(earlier, later)
    return Shown(
        "compare.html",
        {
            "past": past,
            "one": one,
            "other": other,
            "title": later.title,
            "same": comparison.same,
            "parts": [part for part in _parts(comparison) if part[1]],
        },
    )


def _asked(stages: tuple[Stage, ...], question: Question) -> tuple[Stage, Stage]:
    known = {stage.number: stage for stage in stages}
    later = question.number("b") or len(stages)
    earlier = question.number("a") or max(later - 1, 1)
    for number in (earlier, later):
        if number not in known:
            raise NotHeld(f"There is no version {number} of this document; there are {len(stages)}.")
    return known[earlier], known[later]


def _parts(comparison: Comparison) -> list[tuple[str, list[Difference]]]:
    return [
        ("Fields", [_changed(one.name, one.before, one.after) for one in comparison.fields]),
        (
            "Figures",
            [
                _changed(
                    one.name,
                    one.before and (one.before.raw or "(blank)"),
                    one.after and (one.after.raw or "(blank)"),
                )
                for one in comparison.figures
            ],
        ),
        (
            "Checks 勾稽关系",
            [
                _changed(f"{one.id} {one.column or ''}".strip(), one.before, one.after)
                for one in comparison.checks
            ],
        ),
        (
            "Tables",
            [
                _changed(
                    f"table {one.table + 1}: {' / '.join(filter(None, (one.row, one.column))) or one.part}",
                    one.before or None,
                    one.after or None,
                )
                for one in comparison.tables
            ],
        ),
        (
            "Text",
            [
                Difference(
                    f"¶ {one.later or one.earlier}{', moved' * (one.what == 'moved')}",
                    _words(one.before, one.after),
                )
                for one in comparison.paragraphs
            ],
        ),
        ("Attachments", [_changed(one.name, one.before, one.after) for one in comparison.attachments]),
        ("Flags", [_changed(one.name, one.before, one.after) for one in comparison.flags]),
    ]


def _changed(place: str, before: str | None, after: str | None) -> Difference:
    """A value that gave way to another as a whole."""
    found = [("gone", before or "(present)")] if before is not None else []
    return Difference(place, [*found, ("new", after or "(present)")] if after is not None else found)


def _words(before: str, after: str) -> list[tuple[str, str]]:
    if not before or not after:
        return [("gone", before)] if before else [("new", after)]
    return [(what, text) for what, text in stretches(before, after)]
