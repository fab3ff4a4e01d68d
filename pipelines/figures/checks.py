"""勾稽关系: what the printed figures say about one another. A check reports; no number is ever corrected.

C1-C4 are those of tables 三 and 四 (国办公开办函〔2019〕60号, 〔2021〕30号), S1-S7 those of the statistics table of
2014; all are sums of names in the format files. The soft check of running text, C7, has its own module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.document import Check, CheckStatus, Figure, Number
from pipelines.figures.format import CheckFormat, Format, formats
from pipelines.figures.narrative import narrative_check

_PLACES = 6
"""Decimal places a sum is rounded to: amounts are printed with two, binary floats need the rest."""


def check(figures: Sequence[Figure]) -> tuple[Check, ...]:
    """Every check of the formats the figures belong to, as far as its table is printed.

    Blank cells and cells without a number are taken as 0 and counted. Not assessable: a total that has no value, two
    sides without any, a side without any against a sum that is not 0, and sums that differ where a row is missing
    from the page: then the page does not say enough to accuse it.
    """
    by_name = {figure.name: figure for figure in figures}
    made: list[Check] = []
    for form in _formats_of(by_name):
        for relation in form.checks:
            if _format_of(relation.table, by_name) is form:
                made += _each(relation, by_name)
    return tuple(made)


def _each(relation: CheckFormat, figures: Mapping[str, Figure]) -> list[Check]:
    """The check once for each column, row or block; rows and blocks that are not printed are passed over."""
    if relation.each is None:
        return [_compare(relation.id, None, relation.left, relation.right, figures)]
    made = []
    for name in relation.each:
        left = [part.replace("*", name) for part in relation.left]
        right = [part.replace("*", name) for part in relation.right]
        if any(part in figures for part in (*left, *right)):
            made.append(_compare(relation.id, name, left, right, figures))
    return made


def _compare(
    id: str, column: str | None, left: Sequence[str], right: Sequence[str], figures: Mapping[str, Figure]
) -> Check:
    names = [*left, *right]
    nulls = sum(_value(name, figures) is None for name in names)
    left_sum, right_sum = _sum(left, figures), _sum(right, figures)
    if left_sum is None and (len(left) == 1 or right_sum is None or right_sum != 0):
        return Check(id, column, left_sum, right_sum, None, "not_assessable", nulls)
    if right_sum is None and left_sum != 0:
        return Check(id, column, left_sum, right_sum, None, "not_assessable", nulls)
    left_sum, right_sum = left_sum or 0, right_sum or 0
    delta = _rounded(left_sum - right_sum)
    status: CheckStatus = "pass"
    if delta != 0:
        status = "fail" if all(name in figures for name in names) else "not_assessable"
    return Check(id, column, left_sum, right_sum, delta, status, nulls)


def _sum(names: Sequence[str], figures: Mapping[str, Figure]) -> Number | None:
    values = [value for name in names if (value := _value(name, figures)) is not None]
    return _rounded(sum(values)) if values else None


def _value(name: str, figures: Mapping[str, Figure]) -> Number | None:
    return figures[name].value if name in figures else None


def _rounded(number: Number) -> Number:
    return round(number, _PLACES) if isinstance(number, float) else number


def _formats_of(figures: Mapping[str, Figure]) -> list[Format]:
    tables = {name.split(".", 1)[0] for name in figures}
    chosen = [_format_of(table, figures) for table in sorted(tables)]
    return [form for form in formats() if form in chosen]


def _format_of(table: str, figures: Mapping[str, Figure]) -> Format | None:
    """The format that knows most of a table's figures; the older one where they are the same."""
    having = [form for form in formats() if table in form.tables]
    return max(having, key=lambda form: len(form.tables[table].names & figures.keys()), default=None)


__all__ = ["check", "narrative_check"]
