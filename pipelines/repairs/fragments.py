"""Mojibake inside a sound line: a name or a phrase that came from another source than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from pipelines.hanzi.common import HAN
from pipelines.hanzi.model import bigrams
from pipelines.repairs.fitting import code_of
from pipelines.repairs.reading import PAIRS, Reading, right_readings
from pipelines.repairs.wrong_codecs import bytes_of, text_of

_TYPOGRAPHY = "·–—‘’“”•…«»\u00a0"
"""Marks of windows-1252 that sound text has too: they may stand beside a fragment as well as in it."""
_LATIN_RUN = re.compile(
    "[\u0080-\u00ffŒœŠšŸŽž\u0192\u02c6\u02dc\u2013-\u2022…\u2030\u2039\u203a\u20ac\u2122]{4,}"
)
_BESIDE = re.compile("[\u0100-\u07ff]")
"""Letters that make the run a part of a word, or of a text that was read in two ways."""
_LATIN_PAIRS = [pair for pair in PAIRS if pair.wrong in ("latin-1", "cp1252") and "big5" not in pair.row]
_GBK_PAIR = next(pair for pair in PAIRS if pair.row == "utf8_as_gbk")
_UTF8 = re.compile(b"(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){2,}")
SAVED = 14.0
"""Bits a fragment must save in all."""
SAVED_EACH = 4.0
"""Bits a fragment of western letters must save for each character."""
WORST = 14.0
"""Bits for a character that a fragment may have at most when it is read rightly."""
LOOSE = 3
"""Characters at either end of a fragment that may belong to it by accident."""


def fragments(line: str) -> Iterator[tuple[Reading, int, int]]:
    """Readings of stretches of a line, with their places, from left to right.

    >>> wrong = "信息公开".encode("utf-8").decode("gb18030")
    >>> [(one.text, start, end) for one, start, end in fragments(f"由市{wrong}处负责办理。")]
    [('信息公开', 2, 8)]
    """
    yield from _latin_runs(line)
    if len(HAN.findall(line)) >= 3:
        yield from _gbk_stretches(line)


def _latin_runs(line: str) -> Iterator[tuple[Reading, int, int]]:
    for run in _LATIN_RUN.finditer(line):
        if _BESIDE.search(line[run.start() - 1 : run.start()] + line[run.end() : run.end() + 1]):
            continue
        core = run[0].strip(_TYPOGRAPHY)
        for text in dict.fromkeys((run[0], run[0].rstrip(_TYPOGRAPHY), run[0].lstrip(_TYPOGRAPHY), core)):
            reading = _latin(text)
            if reading:
                start = run.start() + run[0].index(text)
                yield reading, start, start + len(text)
                break


def _latin(run: str) -> Reading | None:
    model = bigrams()
    for pair in _LATIN_PAIRS:
        text = _undone(run, pair.wrong, pair.right)
        if text and HAN.search(text) and right_readings(run, text):
            bits = model.mean(text)
            if bits < WORST and bits + SAVED_EACH < model.mean(run):
                return Reading(pair.row, text, pair.note)
    return None


def _undone(text: str, wrong: str, right: str) -> str | None:
    found = bytes_of(text, wrong)
    return text_of(found[0], right) if found and not found[1] else None


def _gbk_stretches(line: str) -> Iterator[tuple[Reading, int, int]]:
    """Stretches whose GBK bytes are whole UTF-8 characters and whose reading is far likelier."""
    codes = [_gbk(char) for char in line]
    offsets = {offset: place for place, offset in enumerate(accumulate(map(len, codes), initial=0))}
    for run in _UTF8.finditer(b"".join(codes)):
        bounds = [offset for offset in range(run.start(), run.end() + 1, 3) if offset in offsets]
        ways = [
            (offsets[start], offsets[end], run[0][start - run.start() : end - run.start()].decode("utf-8"))
            for start in bounds[:LOOSE]
            for end in bounds[-LOOSE:]
            if end - start >= 6
        ]
        start, end, text = max(ways, key=lambda way: _saved(line, *way), default=(0, 0, ""))
        if text and _is_sound(line[start:end], text) and _saved(line, start, end, text) > SAVED:
            yield Reading(_GBK_PAIR.row, text, _GBK_PAIR.note), start, end


def _gbk(char: str) -> bytes:
    """The one or two bytes of a character of GBK; a zero byte for any other."""
    code = code_of(char, "gb18030")
    return code if len(code) in (1, 2) else b"\0"


def _saved(line: str, start: int, end: int, text: str) -> float:
    """Bits that the line saves when `text` stands at `start:end`."""
    model = bigrams()
    left, after = line[start - 1 : start] or "\n", line[end : end + 1] or "\n"
    return model.total(line[start:end] + after, left) - model.total(text + after, left)


def _is_sound(damaged: str, text: str) -> bool:
    return bigrams().mean(text) < WORST and right_readings(damaged, text)
