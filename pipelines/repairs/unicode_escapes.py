r"""Characters written as `\uXXXX` or `%uXXXX` that no program read back.

The first is how JSON and JavaScript write Chinese, the second what the old `escape()` of browsers made. They are damage where
whole phrases of prose stand so; in program text and in explanations they are meant.

>>> [edit.text for edit in find(r"\u653f\u5e9c\u516c\u5f00")] == ["\u653f\u5e9c\u516c\u5f00"]
True
>>> find(r"[\u4e00-\u9fff]")
[]
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.common import HAN
from pipelines.hanzi.model import bigrams

MARKS = re.compile("[\\\\%]")
SIGN = re.compile(r"[\\%]u[0-9a-fA-F]{4}")
_ONE = re.compile(r"[\\%]u([0-9a-fA-F]{4})")
_LINE = re.compile(r"[^\n]+")
_CODE = re.compile(
    r"\\u4e00-|\bvar\b|\bfunction\b|\bconst\b|\u8f6c\u4e49|\u8f49\u7fa9|\u6b63\u5219|JavaScript|[\"']\s*:\s*[\"'\[{]|=\s*[\"']"
)
FEWEST = 2
WORST = 13.5


def find(text: str) -> list[Edit]:
    """The escapes of every line that reads as Chinese once they are undone."""
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        found = list(_ONE.finditer(line[0]))
        if len(found) < FEWEST or _CODE.search(line[0]):
            continue
        chars = [chr(int(one[1], 16)) for one in found]
        plain = _ONE.sub(lambda one: chr(int(one[1], 16)), line[0])
        if any("\ud800" <= char <= "\udfff" for char in chars) or not HAN.search("".join(chars)):
            continue
        if bigrams().mean(plain) <= WORST:
            edits += _stretches(line.start(), found, chars)
    return edits


def _stretches(base: int, found: list[re.Match[str]], chars: list[str]) -> list[Edit]:
    """Escapes that stand side by side become one edit."""
    edits: list[Edit] = []
    for one, char in zip(found, chars, strict=True):
        start, end = base + one.start(), base + one.end()
        if edits and edits[-1].end == start:
            edits[-1] = Edit(edits[-1].start, end, edits[-1].text + char, "unicode escapes")
        else:
            edits.append(Edit(start, end, char, "unicode escapes"))
    return edits
