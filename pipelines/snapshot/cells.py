"""The values of a column as Parquet and JSON lines have them, and as CSV has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pipelines.snapshot.schema import Kind

Values = Sequence[Any]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes a text that begins so for a formula (OWASP, CSV injection), in an East Asian setting the full-width
ones too."""
GUARD = "'"
_GUARDED = frozenset({GUARD, *FORMULA_STARTS})


def guarded(text: str) -> str:
    """A text that no spreadsheet runs; take away one apostrophe at the start to get it back.

    >>> guarded("=1+1"), guarded("'tis"), guarded("12 件"), guarded("")
    ("'=1+1", "''tis", '12 件', '')
    """
    return GUARD + text if text[:1] in _GUARDED else text


def _as_they_are(values: Values) -> Values:
    return values


def _numbers(values: Values) -> Values:
    """Always with a decimal point, so that readers who look at the first rows only guess the right type."""
    return [None if value is None else float(value) for value in values]


def _booleans(values: Values) -> Values:
    return [None if value is None else bool(value) for value in values]


TYPED: dict[Kind, Callable[[Values], Values]] = {
    "text": _as_they_are,
    "prose": _as_they_are,
    "instant": _as_they_are,
    "integer": _as_they_are,
    "number": _numbers,
    "boolean": _booleans,
}
"""From values of the archive to those of a column; null stays null."""


def _guarded(values: Values) -> Values:
    return [value and guarded(value) for value in values]


def _lower_case(values: Values) -> Values:
    return [None if value is None else "true" if value else "false" for value in values]


IN_CSV: dict[Kind, Callable[[Values], Values]] = {
    "text": _guarded,
    "instant": _as_they_are,
    "integer": _as_they_are,
    "number": _as_they_are,
    "boolean": _lower_case,
}
"""From the values of a column to the cells of a CSV file."""
