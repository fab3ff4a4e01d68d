"""The format of a report told by the words of its tables, where the tables themselves are crushed into lines."""

from __future__ import annotations

import re

_PROBES = (
    ("2021", re.compile("本年制发件数|现行有效件数|本年收费金额")),
    ("2019", re.compile("本年新制作数量|采购总金额")),
    ("2014", re.compile("统计指标.{0,40}主动公开政府信息数", re.DOTALL)),
)
"""Column labels that one format has and no other; the newest first, for old tables live on in newer reports."""


def probe_format(text: str) -> str | None:
    """The statutory format whose column labels stand in a text, or None.

    >>> probe_format("信息内容\\n本年制发 件数\\n本年废止件数"), probe_format("一、概述")
    ('2021', None)
    """
    words = "".join(text.split())
    return next((name for name, labels in _PROBES if labels.search(words)), None)
