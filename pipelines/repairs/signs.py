"""The cheap look that spares a sound page everything else: one pass for all marks that sound pages do not have."""

from __future__ import annotations

import re
from collections.abc import Iterable

EVERYDAY = "公开于()（）|%&\\/?!？"
"""Characters of any page. Marks that match one of these say nothing, and the sign itself is asked at once."""


def is_everyday(marks: re.Pattern[str]) -> bool:
    """True when every ordinary page has such a mark.

    >>> is_everyday(re.compile("[(]")), is_everyday(re.compile("[\u2f00-\u2fd5]"))
    (True, False)
    """
    return bool(marks.search(EVERYDAY))


def any_of(classes: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """One pattern for several classes of characters; the compiler merges them into one class.

    >>> bool(any_of([re.compile("[a-c]"), re.compile("x")]).search("__x"))
    True
    """
    return re.compile("|".join(dict.fromkeys(one.pattern for one in classes)))
