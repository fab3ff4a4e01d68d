"""Mojibake inside a sound line: a name or a phrase that came from another source than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.hanzi.common import HAN
from pipelines.hanzi.model import bigrams
from pipelines.repairs.reading import Reading, right_readings
from pipelines.repairs.wrong_codecs import bytes_of, text_of

_LATIN_RUN = re.compile(
    "[\u0080-\u00ffŒœŠšŸŽž\u0192\u02c6\u02dc\u2013-\u2022…\u2030\u2039\u203a\u20ac\u2122]{4,}"
)
_LATIN_PAIRS = (
    ("utf8_as_latin1", "latin-1", "utf-8"),
    ("utf8_as_latin1", "cp1252", "utf-8"),
    ("gbk_as_latin1", "latin-1", "gb18030"),
    ("gbk_as_latin1", "cp1252", "gb18030"),
)
RARE = 14.0
"""Bits of a single character from which it may begin a fragment."""
SAVED = 14.0
"""Bits a fragment must save in all."""
LONGEST = 60


def fragments(line: str) -> Iterator[tuple[Reading, int, int]]:
    """Readings of stretches of a line, with their places, from left to right."""
    found = [*_latin_runs(line)]
    if len(HAN.findall(line)) >= 3:
        found += _gbk_stretches(line)
    yield from found


def _latin_runs(line: str) -> Iterator[tuple[Reading, int, int]]:
    model = bigrams()
    for run in _LATIN_RUN.finditer(line):
        for row, wrong, right in _LATIN_PAIRS:
            text = _undone(run[0], wrong, right)
            if not text or not HAN.search(text) or not right_readings(run[0], text):
                continue
            mean = model.mean(text)
            if mean < 14.0 and mean + 4.0 < model.mean(run[0]):
                yield Reading(row, text, f"{right} read as {wrong}", False), run.start(), run.end()
                break


def _undone(text: str, wrong: str, right: str) -> str | None:
    found = bytes_of(text, wrong)
    return text_of(found[0], right) if found and not found[1] else None


def _gbk_stretches(line: str) -> Iterator[tuple[Reading, int, int]]:
    """Stretches whose GBK bytes are whole UTF-8 characters and whose reading is far likelier."""
    model, at = bigrams(), 0
    rare = [char > "\x7f" and model.char_cost(char) > RARE for char in line]
    while at < len(line):
        end = _stretch(line, at) if line[at] > "\x7f" and any(rare[at : at + 2]) else None
        if end is None:
            at += 1
            continue
        text = _undone(line[at:end], "gbk", "utf-8") or ""
        yield Reading("utf8_as_gbk", text, "utf-8 read as gbk", False), at, end
        at = end


def _stretch(line: str, start: int) -> int | None:
    model, left = bigrams(), line[start - 1] if start else "\n"
    for end in range(min(len(line), start + LONGEST), start + 1, -1):
        if line[end - 1] < "\x80":
            continue
        damaged = line[start:end]
        text = _undone(damaged, "gbk", "utf-8")
        if not text or len(text) < 2 or text == damaged or not right_readings(damaged, text):
            continue
        if model.total(text, left) + SAVED < model.total(damaged, left) and model.mean(text) < 14.0:
            return end
    return None
