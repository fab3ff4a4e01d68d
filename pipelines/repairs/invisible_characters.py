r"""Characters that take no room: zero-width spaces, byte order marks, joiners, soft hyphens, bidi and control codes.

Editors, copy protection and conversions leave them between Chinese characters, where they split words for every search. They are
taken out beside Chinese only: joiners inside emoji, Persian or Mongolian words and soft hyphens in Latin words are spelling.

>>> [edit.start for edit in find("\u516c\u200b\u5f00 \U0001f468\u200d\U0001f469")]
[1]
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\u3000-\u303f\uff01-\uffef\u2018-\u201d—·"
_PLAIN = "\\s!-~"
MARKS = SIGN = re.compile(f"[{_UNSEEN}]")
_STRETCH = re.compile(
    f"(?:(?<=[{_CHINESE}])|(?<![^\\n]))[{_UNSEEN}]+(?=[{_CHINESE}{_PLAIN}]|$)|(?<=[{_PLAIN}])[{_UNSEEN}]+(?=[{_CHINESE}])"
)


def find(text: str) -> list[Edit]:
    """The stretches to take out."""
    return [Edit(one.start(), one.end(), "", "invisible") for one in _STRETCH.finditer(text)]
