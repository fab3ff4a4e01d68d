"""Text that was written in a character set too small for it: every Chinese character became a question mark.

Nothing can bring it back, so it is only told from the question marks that people write: those stand behind a word, in a mask
(`????-??-??`), in program text, or beside Chinese that is still there (template blanks, questionnaires, emoji).

>>> shows_loss("2019??????????, ????"), shows_loss("有人问：你去哪里??????")
(True, False)
>>> shows_loss("Really????????"), shows_loss("yyyy: ????-??-?? ??:??")
(False, False)
"""

from __future__ import annotations

import re

_RUN = re.compile(r"\?{2,}")
_EMPHASIS = re.compile(r"(?<=[a-z])\?{1,9}[!?]*(?=\s|$)")
_MASK = re.compile(r"\?{2,4}(?:[-/:]\?{2}){1,2}")
_CODE = re.compile(r"[{}\\]|\?\?=|[=!]=|\?\.[a-z]|\w \?\? \w")
_WIDE = re.compile("[^\\x00-\xff\u2010-\u203a\ufffd]")
"""A character that the small set does not have either: its line was not written in one."""
_BLANK = re.compile(r"[\s|]+")
FEWEST, FEWEST_OF_SEVERAL = 6, 5
"""Question marks in a row, or in several rows of one line."""
LEAST_SHARE = 0.3


def shows_loss(text: str) -> bool:
    """True when some line of the text is made of lost characters."""
    return "??" in text and any(_is_lost(line) for line in text.splitlines() if "??" in line)


def _is_lost(line: str) -> bool:
    if _WIDE.search(line) or _CODE.search(line):
        return False
    runs = _RUN.findall(_EMPHASIS.sub("", _MASK.sub("", line)))
    lost = sum(map(len, runs))
    fewest = FEWEST if len(runs) < 2 else FEWEST_OF_SEVERAL
    return lost >= fewest and lost >= LEAST_SHARE * len(_BLANK.sub("", line))
