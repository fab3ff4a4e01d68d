"""勾稽关系: what the printed figures say about one another. A check reports; no number is ever corrected.

C1-C4 are those of tables 三 and 四 (国办公开办函〔2019〕60号, 〔2021〕30号), S1-S7 those of the statistics table of
2014; all are sums of names in the format files. The soft check of running text, C7, has its own module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.document import Check, CheckStatus, Figure, Number
from pipelines.figures.format import CheckFormat, Format, formats
from pipelines.figures.narrative import narrative_check

Values = Mapping[str, Number | None]
"""The printed figures by name."""

_PLACES = 6
"""Decimal places a sum is rounded to: amounts are printed with two, binary floats need the rest."""


def check(figures: Sequence[Figure]) -> tuple[Check, ...]:
    """Every check of the formats the figures belong to, as far as its table is printed.

    Blank cells and cells without a number are taken as 0 and counted. Not assessable: a total that has no value, two
    sides without any, a side without any against a sum that is not 0, and sums that differ where a row is missing
    from the page: then the page does not say enough to accuse it.
    """
    values = {figure.name: figure.value for figure in figures}
    chosen = {
        table: _format_of(table, values) for table in sorted({name.split(".", 1)[0] for name in values})
    }
    made: list[Check] = []
    for form in formats():
        for relation in form.checks:
            if chosen.get(relation.table) is form:
                made += _each(relation, values)
    return tuple(made)


def _each(relation: CheckFormat, values: Values) -> list[Check]:
    """The check once for each column, row or block; rows and blocks that are not printed are passed over."""
    return [
        _compare(relation.id, name, left, right, values)
        for name, left, right in relation.sums
        if name is None or not values.keys().isdisjoint((*left, *right))
    ]


def _compare(id: str, column: str | None, left: Sequence[str], right: Sequence[str], values: Values) -> Check:
    printed = [value for name in left if (value := values.get(name)) is not None]
    others = [value for name in right if (value := values.get(name)) is not None]
    nulls = len(left) + len(right) - len(printed) - len(others)
    left_sum = _rounded(sum(printed)) if printed else None
    right_sum = _rounded(sum(others)) if others else None
    if left_sum is None and (len(left) == 1 or right_sum is None or right_sum != 0):
        return Check(id, column, left_sum, right_sum, None, "not_assessable", nulls)
    if right_sum is None and left_sum != 0:
        return Check(id, column, left_sum, right_sum, None, "not_assessable", nulls)
    left_sum, right_sum = left_sum or 0, right_sum or 0
    delta = _rounded(left_sum - right_sum)
    status: CheckStatus = "pass"
    if delta != 0:
        status = "fail" if all(name in values for name in (*left, *right)) else "not_assessable"
    return Check(id, column, left_sum, right_sum, delta, status, nulls)


def _rounded(number: Number) -> Number:
    return round(number, _PLACES) if isinstance(number, float) else number


def _format_of(table: str, values: Values) -> Format | None:
    """The format that knows most of a table's figures; the older one where they are the same."""
    having = [form for form in formats() if table in form.tables]
    return max(having, key=lambda form: len(form.tables[table].names & values.keys()), default=None)


__all__ = ["check", "narrative_check"]
