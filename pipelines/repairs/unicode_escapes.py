r"""Characters written as `\uXXXX` or `%uXXXX` that no program read back.

The first is how JSON and JavaScript write Chinese, the second what the old `escape()` of browsers made. They are damage where
whole phrases of prose stand so; in program text and in explanations they are meant. Two halves of a character above U+FFFF are
put together.

>>> [edit.text for edit in find(r"\u653f\u5e9c\u516c\u5f00")] == ["\u653f\u5e9c\u516c\u5f00"]
True
>>> find(r"[\u4e00-\u9fff]"), find(r"print('\u653f\u5e9c')")
([], [])
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.common import HAN
from pipelines.hanzi.model import bigrams

MARKS = re.compile("[\\\\%]")
SIGN = re.compile(r"[\\%]u[0-9a-fA-F]{4}")
_ONE = re.compile(r"[\\%]u([0-9a-fA-F]{4})")
_STRETCH = re.compile(r"(?:[\\%]u[0-9a-fA-F]{4})+")
_LINE = re.compile(r"[^\n]+")
_CODE = re.compile(
    r"\\u4e00-|\b(?:var|const|let)\s+\w+\s*=|\bfunction\b|\bdef \w+\(|[\"']\s*:\s*[\"'\[{]|=\s*[\"'/]|\(\s*[\"'/]|[\"']\s*[);\]]"
    r"|(?<!:)//|转义|轉義|编码|編碼|正则|Unicode|JavaScript|charset"
)
FEWEST = 2
WORST = 13.5


def find(text: str) -> list[Edit]:
    """The escapes of every line that reads as Chinese once they are undone."""
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        stretches = list(_STRETCH.finditer(line[0]))
        if sum(map(_length, stretches)) < FEWEST or _CODE.search(line[0]):
            continue
        try:
            plain = [_plain(stretch[0]) for stretch in stretches]
        except UnicodeDecodeError:
            continue
        if HAN.search("".join(plain)) and bigrams().mean(_made(line[0], stretches, plain)) <= WORST:
            edits += [
                Edit(line.start() + stretch.start(), line.start() + stretch.end(), chars, "unicode escapes")
                for stretch, chars in zip(stretches, plain, strict=True)
            ]
    return edits


def _length(stretch: re.Match[str]) -> int:
    """How many escapes stand side by side."""
    return len(stretch[0]) // len(r"\u0000")


def _plain(stretch: str) -> str:
    """The characters of a stretch. Raises UnicodeDecodeError for half a character."""
    units = (int(one[1], 16).to_bytes(2, "big") for one in _ONE.finditer(stretch))
    return b"".join(units).decode("utf-16-be")


def _made(line: str, stretches: list[re.Match[str]], plain: list[str]) -> str:
    """The line with its escapes undone."""
    parts, at = [], 0
    for stretch, chars in zip(stretches, plain, strict=True):
        parts += [line[at : stretch.start()], chars]
        at = stretch.end()
    return "".join([*parts, line[at:]])
