"""Words and numbers of which some characters are full width and some are not: `2０１９年`, `ｗww.shifan.example`.

Full-width letters and digits as such are a house style and stay (matching folds them). Inside one word the mixture is
a slip of an input method, and the number or address does not work. Digits and letters count apart: 4ｘ6 is a size.

>>> [edit.text for edit in find("2０１９年 ２０条")]
['019']
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.fold import half_width

MARKS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_DIGIT, _LETTER = "\uff10-\uff19", "\uff21-\uff3a\uff41-\uff5a"
SIGN = re.compile(
    f"[{_DIGIT}{_LETTER}](?:(?<=[0-9][{_DIGIT}])|(?<=[A-Za-z][{_LETTER}])"
    f"|(?<=[{_DIGIT}])(?=[0-9])|(?<=[{_LETTER}])(?=[A-Za-z]))"
)
_WORD = re.compile(f"[0-9{_DIGIT}]+|[A-Za-z{_LETTER}]+")
_FULL = re.compile(f"[{_DIGIT}{_LETTER}]+")


def find(text: str) -> list[Edit]:
    """The full-width stretches of every mixed word."""
    return [
        Edit(word.start() + full.start(), word.start() + full.end(), half_width(full[0]), "mixed width")
        for word in _WORD.finditer(text)
        if SIGN.search(word[0])
        for full in _FULL.finditer(word[0])
    ]
