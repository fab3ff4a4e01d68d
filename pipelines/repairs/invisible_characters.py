r"""Characters that take no room: zero-width spaces, byte order marks, joiners, soft hyphens, bidi and control codes.

Editors, copy protection and conversions leave them between Chinese characters, where they split words for every search. They are
taken out beside Chinese only: joiners inside emoji, Persian or Mongolian words and soft hyphens in Latin words are spelling, and so are
marks of direction in a line that has words written from right to left. Control codes and byte order marks spell nothing: they
are taken out between ASCII too.

>>> [edit.start for edit in find("\u516c\u200b\u5f00 \U0001f468\u200d\U0001f469")]
[1]
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

_CONTROL = "\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = f"\u00ad\u200b-\u200d\u2060-\u2064\x80-\x84\x86-\x9f{_DIRECTION}{_CONTROL}"
_CHINESE = (
    "\u2e80-\u2fd5\u3000-\u303f\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\uff01-\uffef\u2018-\u201d—·…"
    "\u2460-\u24ff\u3220-\u33ff\U00020000-\U000323af"
)
_PLAIN = "\\s!-~"
MARKS = SIGN = re.compile(f"[{_UNSEEN}]")
_STRETCH = re.compile(
    f"(?:(?<=[{_CHINESE}])|(?<![^\\n]))[{_UNSEEN}]+(?=[{_CHINESE}{_PLAIN}]|$)|(?<=[{_PLAIN}])[{_UNSEEN}]+(?=[{_CHINESE}])"
    f"|(?<=[{_PLAIN}])[{_CONTROL}]+(?=[{_PLAIN}]|$)"
)
_MARK_OF_DIRECTION = re.compile(f"[{_DIRECTION}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def find(text: str) -> list[Edit]:
    """The stretches to take out."""
    return [
        Edit(one.start(), one.end(), "", "invisible")
        for one in _STRETCH.finditer(text)
        if not (_MARK_OF_DIRECTION.search(one[0]) and _RIGHT_TO_LEFT.search(_line(text, one.start())))
        and not _would_make_a_tag(text, one.start())
    ]


def _would_make_a_tag(text: str, at: int) -> bool:
    """A control code behind `<` may be all that keeps words from being markup."""
    return text[at - 1 : at] == "<"


def _line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
