"""Texts whose letters and digits are all full width: `１９９８年１月`, `通过ＩＳＯ９００２认证`.

Made by newspaper typesetting of the 1990s and by input methods and exports that widen all they see. Such numbers and names
are found by no search. It is damage where it is consistent: no letter or digit of the text is half width, or only those in
addresses and in lines that have none of the others (the page around an article). In a text that has both side by side,
full width is somebody's choice, as are single letters that serve as labels (`Ａ、Ｂ、Ｃ`), Japanese typography, and texts about
full and half width. Punctuation is never touched, because full width is its proper form.

>>> [edit.text for edit in find("１９９８年通过ＩＳＯ９００２认证。")]
['1998', 'ISO9002']
>>> find("答案：Ａ、Ｂ、Ｃ。"), find("２００３年共20条")
([], [])
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.fold import half_width

_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
MARKS = re.compile(f"[{_WIDE}]")
SIGN = re.compile(f"[{_WIDE}][{_WIDE}]")
_WORD = re.compile(f"[{_WIDE}]+")
_NARROW = re.compile("[0-9A-Za-z]")
_ADDRESS = re.compile(r"(?:https?|ftp)://[!-~]+|www\.[!-~]+|[\w.+-]+@[!-~]+", re.ASCII)
_HAN = re.compile("[\u4e00-\u9fff]")
_OTHER = re.compile("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_EXPLAINED = re.compile("[全半][角形]")
_DRAWN = re.compile("[\u2500-\u257f]")
"""The rules of drawn tables, whose columns keep their width."""
FEWEST = 3
"""Full-width letters and digits of a text."""
FEWEST_ON_PAGES, SHARE = 20, 2
"""Those of a text that has half-width ones in other lines, and how many times as many they must be."""


def find(text: str) -> list[Edit]:
    """Every full-width word of a text that was widened throughout."""
    words = list(_WORD.finditer(text))
    wide = sum(map(len, map(re.Match.group, words)))
    if wide < FEWEST or not SIGN.search(text) or _is_meant(text) or not _is_consistent(text, wide):
        return []
    return [Edit(word.start(), word.end(), half_width(word[0]), "widened text") for word in words]


def _is_meant(text: str) -> bool:
    """True for other scripts, drawn tables, and texts about widths."""
    return bool(
        _OTHER.search(text) or _EXPLAINED.search(text) or _DRAWN.search(text) or not _HAN.search(text)
    )


def _is_consistent(text: str, wide: int) -> bool:
    """True when no half-width letter or digit stands in a line with full-width ones, and these are the most."""
    bare = _ADDRESS.sub("", text)
    narrow = len(_NARROW.findall(bare))
    if not narrow:
        return True
    if wide < max(FEWEST_ON_PAGES, SHARE * narrow):
        return False
    return not any(MARKS.search(line) and _NARROW.search(line) for line in bare.split("\n"))
