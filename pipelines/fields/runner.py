"""The one loop over the table of field readers: the first value wins, the others are heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from pipelines.document import Field
from pipelines.fields.clues import Clues, Reading
from pipelines.fields.dates import read_date
from pipelines.fields.words import fold

_FIELD = attrgetter("field")
Known = Mapping[str, str]
"""Values of the fields that stand earlier in the table."""


@dataclass(frozen=True)
class FieldReader:
    """One row of the table: a way to read one field. `why` says what it rests on and what it is wary of.

    A `last_resort` is asked only when no reader above it found anything: what it would say against them is no evidence.
    """

    name: str
    field: str
    read: Callable[[Clues, Known], Reading | None]
    why: str
    last_resort: bool = False


def run_readers(readers: Iterable[FieldReader], clues: Clues) -> tuple[Field, ...]:
    """Read every field of a table whose rows stand field by field, in order of trust.

    A field gets the value of its first reader that has one, or that of a later reader which completes it (see
    `completes`). Readers that say something else are recorded. Nothing is raised; a field nobody can read is absent.
    """
    fields: list[Field] = []
    known: dict[str, str] = {}
    for name, rows in groupby(readers, key=_FIELD):
        readings: list[tuple[str, Reading]] = []
        for row in rows:
            reading = None if row.last_resort and readings else row.read(clues, known)
            if reading is not None:
                readings.append((row.name, reading))
        if not readings:
            continue
        reader, best = readings[0]
        disagreed: tuple[tuple[str, str], ...] = ()
        if len(readings) > 1:
            for other, found in readings[1:]:
                if completes(name, best.value, found.value):
                    reader, best = other, found
            disagreed = tuple((o, r.value) for o, r in readings if not same(name, best.value, r.value))
        fields.append(Field(name, best.value, best.words, reader, disagreed))
        known[name] = best.value
    return tuple(fields)


def completes(field: str, value: str, other: str) -> bool:
    """True when `other` is the same value with what `value` lacks: the rest of a cut title, the time of a day.

    >>> completes("title", "示范市卫生健康委员会关于印发…", "示范市卫生健康委员会关于印发办法的通知")
    True
    >>> completes("published", "2021-01-29", "2021-01-29T10:08+08:00")
    True
    """
    if field == "title":
        stem = _stem(value)
        return stem != value and len(other) > len(stem) and fold(other).startswith(fold(stem))
    if field == "published":
        shorter, longer = value.removesuffix("+08:00"), other.removesuffix("+08:00")
        return len(longer) > len(shorter) and longer.startswith(shorter)
    return False


def same(field: str, value: str, other: str) -> bool:
    """True when two readings do not contradict each other: folded alike, or one the short form of the other.

    >>> same("published", "2021-01-29T10:08+08:00", "2021-01-29")
    True
    """
    if value == other:
        return True
    if field in ("published", "signed") and read_date(value):
        shorter, longer = sorted((value.removesuffix("+08:00"), other.removesuffix("+08:00")), key=len)
        return longer.startswith(shorter)
    if fold(value) == fold(other):
        return True
    return field == "title" and (completes(field, value, other) or completes(field, other, value))


def _stem(title: str) -> str:
    """A title without the dots that say it was cut."""
    stem = title.rstrip()
    for dots in ("……", "…", "...", ".."):
        if stem.endswith(dots):
            return stem[: -len(dots)].rstrip(" .…")
    return title
