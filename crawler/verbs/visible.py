"""Text for a terminal: what cannot be seen is named, what is long is cut, what matters stands between marks."""

from __future__ import annotations

import re
from bisect import bisect_left

OPEN, CLOSE = "⟦", "⟧"
"""Around what a change or a loss concerns."""

_UNSEEN = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
                     r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
                     r"\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]")  # fmt: skip
_SHORT_NAMES = {"\n": "⏎", "\t": "⇥", "\r": "␍"}


def visible(text: str) -> str:
    """The text with every character that shows nothing, or would command the terminal, as its code point.

    >>> visible("公\\u200b开\\u3000\\x1b[1m\\n")
    '公⟨U+200B⟩开⟨U+3000⟩⟨U+001B⟩[1m⏎'
    """
    return _UNSEEN.sub(lambda match: _SHORT_NAMES.get(match[0], f"⟨U+{ord(match[0]):04X}⟩"), text)


def shortened(text: str, width: int) -> str:
    """The text with its middle left out when it is longer than `width` characters.

    >>> shortened("0123456789" * 3, 12)
    '01234567 … (18 more) … 6789'
    """
    if len(text) <= width:
        return text
    tail = width // 3
    return f"{text[: width - tail]} … ({len(text) - width} more) … {text[len(text) - tail :]}"


def before(text: str, start: int, width: int) -> str:
    """What stands on the line before `start`, at most `width` characters, with … where more was cut.

    >>> before("甲乙丙\\n丁戊己", 6, 9), before("甲乙丙丁", 3, 2)
    ('丁戊', '…乙丙')
    """
    begin = max(text.rfind("\n", 0, start) + 1, start - width)
    cut = begin and text[begin - 1] != "\n"
    return ("…" if cut else "") + text[begin:start]


def behind(text: str, end: int, width: int) -> str:
    """What stands on the line behind `end`, in the same way.

    >>> behind("甲乙丙\\n丁", 1, 9), behind("甲乙丙丁", 1, 2)
    ('乙丙', '乙丙…')
    """
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return text[end : min(stop, end + width)] + ("…" if stop > end + width else "")


class Places:
    """Line and column, counted from 1, of offsets in one text.

    >>> Places("甲乙\\n丙")(3)
    '2:1'
    """

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def __call__(self, offset: int) -> str:
        line = bisect_left(self._ends, offset)
        return f"{line + 1}:{offset - (self._ends[line - 1] + 1 if line else 0) + 1}"
