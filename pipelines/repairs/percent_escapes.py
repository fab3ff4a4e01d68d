"""Percent encoding of addresses in the middle of prose: a title copied out of a link.

In an address it is right and stays, and in a text about encoding. In prose it is damage when the bytes are UTF-8 or GBK of
at least two Han.

>>> [edit.text for edit in find("标题：%E5%85%AC%E5%BC%80（正文）")] == ["公开"]
True
>>> find("https://www.shifan.example/s?wd=%E5%85%AC%E5%BC%80")
[]
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit
from pipelines.hanzi.common import HAN
from pipelines.hanzi.model import bigrams

MARKS = re.compile("%")
SIGN = re.compile("%[0-9a-fA-F]{2}%[0-9a-fA-F]{2}")
_STRETCH = re.compile(r"%[0-9a-fA-F]{2}(?:[\w.~\- ]*%[0-9a-fA-F]{2})*", re.ASCII)
_BYTE = re.compile("%([0-9a-fA-F]{2})")
# A number and a point before the bytes is the number of an item.
_ADDRESS = re.compile(r"(?:://|www\.)\S*$|[?&/=]\w*$|(?<!\d)\.\w*$", re.I)
_ABOUT = re.compile(r"编码|編碼|转义|轉義|encod|escap|\bURL\s*[：:是为]", re.I)
_NEAR = 30
WORST = 13.5


def find(text: str) -> list[Edit]:
    """Every stretch of percent bytes outside addresses that reads as Chinese."""
    edits = []
    for stretch in _STRETCH.finditer(text):
        before = text[max(0, stretch.start() - 200) : stretch.start()]
        if _ADDRESS.search(before) or text[stretch.end() : stretch.end() + 1] in ("&", "/", "="):
            continue
        if _ABOUT.search(before[-_NEAR:]) or _ABOUT.search(text, stretch.end(), stretch.end() + _NEAR):
            continue
        plain = _plain(stretch[0])
        if plain and len(HAN.findall(plain)) >= 2 and bigrams().mean(plain) <= WORST:
            edits.append(Edit(stretch.start(), stretch.end(), plain, "percent encoding"))
    return edits


def _plain(stretch: str) -> str | None:
    data = _BYTE.sub(lambda byte: chr(int(byte[1], 16)), stretch).encode("latin-1")
    for codec in ("utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None
