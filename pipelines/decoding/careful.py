"""Read a stretch of bytes with care: as the codec says where that makes sense, paired up anew where a byte is missing.

A missing byte shifts what follows only up to the next byte that cannot be half of a character, so that each stretch
between two such bytes is judged alone; and where the codec finds no error in it, only its unlikely part is.
"""

from __future__ import annotations

import re

from pipelines.decoding.bits import bits_of, pair_bits
from pipelines.decoding.doubt import LONE_LETTER, PART_OF_DROP, Noise, noises_of
from pipelines.decoding.readers import REPLACEMENT, read, read_strictly
from pipelines.decoding.realign import Surroundings, realign

LONGEST = 20_000
PLAIN = 13.0
"""Mean bits for a character up to which a stretch without an error is taken in another alignment."""
COMMON = 13.0
"""Bits of a character by itself up to which it is a common one."""
_MARGIN = 3
_STRETCH = {
    "gb18030": re.compile(rb"[^\x00-\x2f\x3a-\x3f]+"),
    "big5hkscs": re.compile(rb"[^\x00-\x3f]+"),
}


def read_carefully(data: bytes, codec: str, drop: float, around: Surroundings) -> str:
    """The text of `data`, which stands in `around`. Codecs whose characters find each other again are simply read.

    >>> broken = "（一）各省".encode("gb18030") + "人民政府办公厅".encode("gb18030")[1:]
    >>> read_carefully(broken, "gb18030", 26.0, Surroundings()).replace("\\ufffd", "")
    '（一）各省民政府办公厅'
    """
    if codec not in _STRETCH:
        return read(data, codec)
    texts: list[str] = []
    done = 0
    for found in _STRETCH[codec].finditer(data):
        start, end = found.span()
        texts.append(data[done:start].decode("ascii"))
        before = chr(data[start - 1]) if start else around.before
        behind = chr(data[end]) if end < len(data) else around.behind
        texts.append(_stretch(found[0], codec, drop, Surroundings(before, behind)))
        done = end
    texts.append(data[done:].decode("ascii"))
    return "".join(texts)


def _stretch(data: bytes, codec: str, drop: float, around: Surroundings) -> str:
    if data.isascii():
        return data.decode("ascii")
    strict = read_strictly(data, codec)
    if strict is None:
        return realign(data, codec, drop, around) if len(data) <= LONGEST else read(data, codec)
    framed = (around.before or "\n") + strict + (around.behind or "\n")
    found = noises_of(framed, drop)
    return _realigned(data, strict, codec, drop, around, found) if found else strict


def _realigned(
    data: bytes, strict: str, codec: str, drop: float, around: Surroundings, found: list[Noise]
) -> str:
    """`strict` with the noises in it read anew; they are offsets of the text with one character before it."""
    places = _places(data, strict, codec)
    if places is None:
        return strict
    texts: list[str] = []
    done = 0
    for noise in found:
        start = max(done, noise.start - 1 - _MARGIN)
        end = min(len(strict), noise.end - 1 + _MARGIN)
        raw = data[places[start] : places[end]]
        if noise.excess < PART_OF_DROP * drop * _fewest_drops(raw) or not _may_be_shifted(raw, codec):
            continue
        before = strict[start - 1] if start else around.before
        behind = strict[end] if end < len(strict) else around.behind
        anew = realign(raw, codec, drop, Surroundings(before, behind))
        better = _reads_well(anew) and _letters(anew, behind) <= _letters(strict[start:end], behind)
        texts += strict[done:start], anew if better else strict[start:end]
        done = end
    return "".join(texts) + strict[done:]


def _fewest_drops(raw: bytes) -> int:
    """Between halves that are all high, who gives up one byte must give up another to be in step again."""
    return 1 if min(raw) < 0x80 else 2


def _may_be_shifted(raw: bytes, codec: str) -> bool:
    """Read from the second byte on, some character is a common one; of rare words and names, seldom any is."""
    table = pair_bits()
    return any(char >= "\x80" and table[REPLACEMENT + char] < COMMON for char in read(raw[1:], codec))


def _reads_well(text: str) -> bool:
    """A bad reading does not replace a bad one: rare words and other languages are left as they are."""
    kept = [cost for char, cost in zip(text, bits_of(text), strict=True) if char != REPLACEMENT]
    return sum(kept) < PLAIN * len(kept)


def _letters(text: str, behind: str) -> int:
    """Letters alone behind a character: a shift leaves such, so that a right alignment has no more of them."""
    return len(LONE_LETTER.findall(text + behind))


def _places(data: bytes, strict: str, codec: str) -> list[int] | None:
    """Where each character begins in the bytes, and the end; None if characters and codes are not one to one."""
    places = [0]
    while places[-1] < len(data):
        at = places[-1]
        places.append(at + _width(data, at, codec))
    return places if len(places) == len(strict) + 1 else None


def _width(data: bytes, at: int, codec: str) -> int:
    if data[at] <= 0x80:
        return 1
    return 4 if codec == "gb18030" and data[at + 1 : at + 2].isdigit() else 2
