"""Numbers and instants as people read them."""

from __future__ import annotations

import re

from crawler.verbs.ledger.markup import Markup, element, join, text

_CHINESE = re.compile(r"([㐀-\u9fff][㐀-\u9fff　-〿\uff00-\uffef0-9]*)")


def minute(instant: str) -> str:
    """An instant to the minute, still UTC.

    >>> minute("2026-06-12T16:00:03.000000Z")
    '2026-06-12 16:00Z'
    """
    return instant[:16].replace("T", " ") + "Z"


def span(seconds: float) -> str:
    """A duration in its two largest units.

    >>> [span(8.2), span(75), span(7380)]
    ['8 s', '1 min 15 s', '2 h 3 min']
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds // 60:.0f} min {seconds % 60:.0f} s"
    return f"{seconds // 3600:.0f} h {seconds % 3600 // 60:.0f} min"


def bytes_(number: float) -> str:
    """A size in the unit that leaves at most four digits.

    >>> [bytes_(812), bytes_(1671319), bytes_(9 << 30)]
    ['812 B', '1.7 MB', '9.7 GB']
    """
    for unit, one in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= one:
            return f"{number / one:.1f} {unit}"
    return f"{number:.0f} B"


def plural(number: int, one: str, many: str = "") -> str:
    """
    >>> [plural(1, "time"), plural(3, "address", "addresses")]
    ['1 time', '3 addresses']
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def words(mixed: str) -> Markup:
    """A sentence of ours with a portal's words in it: those are marked, so that they are drawn and read as Chinese.

    >>> words("of 示范市2024年报 <2>")
    'of <span lang="zh">示范市2024年报</span> &lt;2&gt;'
    """
    parts = _CHINESE.split(mixed)
    return join(
        element("span", {"lang": "zh"}, text(one)) if place % 2 else text(one)
        for place, one in enumerate(parts)
    )
