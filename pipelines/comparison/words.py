"""Inside one changed text: which words went, which came, which stayed. A number is one word, a Han character, too."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORDS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[A-Za-z]+|\s+|.", re.DOTALL)


class Stretch(NamedTuple):
    """A piece of a changed text."""

    what: Literal["kept", "gone", "new"]
    text: str


def stretches(earlier: str, later: str) -> tuple[Stretch, ...]:
    """Both texts as one line of pieces: kept and gone make the earlier text, kept and new the later.

    >>> [tuple(piece) for piece in stretches("收到申请128件", "收到申请129件")]
    [('kept', '收到申请'), ('gone', '128'), ('new', '129'), ('kept', '件')]
    """
    before, after = _WORDS.findall(earlier), _WORDS.findall(later)
    pieces: list[Stretch] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Stretch("kept", "".join(before[first:last])))
            continue
        if first < last:
            pieces.append(Stretch("gone", "".join(before[first:last])))
        if start < end:
            pieces.append(Stretch("new", "".join(after[start:end])))
    return tuple(pieces)
