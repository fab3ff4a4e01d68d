"""Simplified text that a mirror kit turned into traditional characters.

The same kits that print pinyin behind characters (see `bracket_pinyin`) convert the text with a table of single
characters. Traditional script is damage only on their word, so this row acts where the document gate of pinyin opens: a few
readings prove that they do not belong, but not what the script was. The row stands *before* `bracket_pinyin` in the table and
leaves the annotated characters to it: they are the evidence. Characters that the kits leave alone (于, 后, 范) make the way
back unique.

>>> find("臺灣政府資訊公開")
[]
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.hanzi.script import to_simplified
from pipelines.repairs import bracket_pinyin
from pipelines.repairs.pieces import apply

MARKS = bracket_pinyin.MARKS
SIGN = bracket_pinyin.SIGN


def find(text: str) -> list[Edit]:
    """One edit for each character that the simplified text writes differently, but for those with a reading behind them.

    The text is converted without its brackets, since conversion looks at whole words, and each change is put back at its
    place in the text with brackets.
    """
    found = bracket_pinyin.glosses(text)
    if not bracket_pinyin.document_gate(text, found):
        return []
    brackets = bracket_pinyin.removals(found)
    bare = apply(text, brackets)
    simplified = to_simplified(bare)
    if len(simplified) != len(bare):
        return []
    annotated = {edit.start - 1 for edit in brackets}
    return [
        Edit(place, place + 1, new, "traditional by a mirror kit")
        for place, old, new in zip(_places(len(text), brackets), bare, simplified, strict=True)
        if old != new and place not in annotated
    ]


def _places(length: int, cut: list[Edit]) -> list[int]:
    """Offsets of the characters that remain when the edits cut theirs away."""
    gone = {offset for edit in cut for offset in range(edit.start, edit.end)}
    return [offset for offset in range(length) if offset not in gone]
