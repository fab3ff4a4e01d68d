"""C7, the soft check: what a report tells in words beside what its tables say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.document import Check, CheckStatus, Figure, Number
from pipelines.figures.format import formats
from pipelines.figures.told import told


def narrative_check(text: str, figures: Sequence[Figure]) -> tuple[Check, ...]:
    """What the text says of its applications, beside the figures of the tables; `column` is the kind of count.

    It never fails: people merge categories when they tell them. What is told twice with different numbers is not
    compared, nor what the tables of the page have no row for.

    >>> narrative_check("本年共收到政府信息公开申请22件。", [Figure("t3.new_received.total", 21, "21", "", 1, 3, 9)])
    (Check(id='C7', column='received', left=22, right=21, delta=1, status='differs', nulls_assumed_zero=0),)
    """
    values = {figure.name: figure.value for figure in figures}
    form = next(
        (f for f in reversed(formats()) if any(name in values for name in f.narrative.values())), None
    )
    if form is None:
        return ()
    said = told(text)
    return tuple(
        _compared(kind, said[kind], names, values)
        for kind, names in ((kind, sides.split(" + ")) for kind, sides in form.narrative.items())
        if kind in said and all(name in values for name in names)
    )


def _compared(kind: str, said: int, names: Sequence[str], values: Mapping[str, Number | None]) -> Check:
    printed = [value for name in names if (value := values[name]) is not None]
    if not printed:
        return Check("C7", kind, said, None, None, "not_assessable")
    total = sum(printed)
    status: CheckStatus = "pass" if said == total else "differs"
    return Check("C7", kind, said, total, said - total, status, len(names) - len(printed))
