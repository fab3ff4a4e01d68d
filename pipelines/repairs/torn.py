"""The likeliest filling of a torn stretch: bytes of characters of which some are gone.

A mark of loss stands for one byte, or for the two that a decoder of pairs could not show; the second may belong to the
next character. Bytes may also be gone without a mark. Hypotheses are followed from left to right, the best few at each
place, and the character behind the stretch has its say at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.hanzi.model import bigrams
from pipelines.repairs.fitting import Left, code_of, fitting, pair_is_lost
from pipelines.repairs.wrong_codecs import LOST, REPLACEMENT, SINGLE

PATHS = 5
"""Hypotheses kept at each place."""
KEPT = 24
"""Characters kept behind each of them for one way to read what is left."""
HOPELESS = 24.0
"""Bits behind the best hypothesis at which another is dropped."""
UNREADABLE = 26.0
"""Bits for a byte or mark that nothing explains; it becomes U+FFFD."""
QUESTION = 3.0
"""Bits for taking a question mark for the mark of a loss."""
LONE = 6.0
"""Bits for a byte lost alone where the next one would have made a pair with it."""
SILENT = 7.0
"""Bits for a pair of bytes that is gone without a mark."""
SILENT_BYTE = 2.0
"""Bits for a single one: before ASCII, where a decoder of pairs drops it, or in a codec of single bytes."""


class Filled(NamedTuple):
    """A character and the bytes `start:end` of the stretch it takes up."""

    start: int
    end: int
    text: str
    guess: bool


class Loss(NamedTuple):
    """How bytes were lost: between which codecs, whether without a mark, and the script of the text."""

    wrong: str
    right: str
    silent: bool
    script: str = ""
    """A codec of one script only, to which the sure characters of the text belong."""


class _Way(NamedTuple):
    """A way to read the next character: its bytes, where it ends, whether half of a lost pair is left over."""

    left: Left
    end: int
    half: bool
    bits: float = 0.0
    pairs: tuple[int, ...] = ()
    gap: bool = False


class _Path(NamedTuple):
    """The cheapest way to come to a place with a certain last character."""

    bits: float
    before: _Path | None
    last: Filled


_Places = list[dict[tuple[bool, str], _Path]]


@lru_cache(20_000)
def fill(stretch: str, left: str, after: str, loss: Loss) -> tuple[Filled, ...]:
    """The characters of a stretch, given as its bytes with LOST marks, between the characters `left` and `after`.

    >>> [one.text for one in fill("\\xe3\\x80" + LOST, "开", "\\n", Loss("gb18030", "utf-8", False))]
    ['。']
    """
    places: _Places = [{} for _ in range(len(stretch) + 1)]
    places[0][False, left] = _Path(0.0, None, Filled(0, 0, left, False))
    for at, place in enumerate(places[:-1]):
        best = sorted(place.items(), key=lambda one: one[1].bits)[:PATHS]
        for half in (False, True):
            paths = [path for (pending, _), path in best if pending == half]
            paths = [path for path in paths if path.bits < paths[0].bits + HOPELESS]
            if paths:
                for way in _ways(stretch, at, half, after, loss):
                    _follow(paths, way, at, places, loss)
                _as_it_stands(paths[0], stretch[at], at, places)
    return _read_back(places[-1], after)


def _ways(stretch: str, at: int, half: bool, after: str, loss: Loss) -> Iterator[_Way]:
    for size in (3, 2) if loss.right == "utf-8" else (2,):
        begun = [_Way((), at, half)]
        while begun:
            way = begun.pop()
            if len(way.left) < size:
                begun += _longer(way, stretch, after, loss, _SHAPES[loss.right, size])
            elif way.end > at and _has_evidence(way, loss.right):
                yield way


def _has_evidence(way: _Way, right: str) -> bool:
    """Something must be left of a character: a byte; of GBK or Big5 at least that its pair was lost."""
    if right != "utf-8":
        return any(way.left) or bool(way.pairs)
    return way.left[0] is not None if len(way.left) == 2 else any(way.left)


def _longer(way: _Way, stretch: str, after: str, loss: Loss, shape: _Shape) -> Iterator[_Way]:
    """The way with one more byte: one that is there, or one that is lost, alone or as the first of a pair."""
    left, end, half, bits, pairs, gap = way
    place, gone = len(left), (*left, None)
    if half:
        yield _Way(gone, end, False, bits, (*pairs, place), gap)
        return
    token, then = _at(stretch, end, after), _at(stretch, end + 1, after)
    if end < len(stretch) and (token == LOST or (token == "?" and loss.right == "utf-8")):
        bits += QUESTION * (token == "?") + LONE * (then > "\x7f" and loss.wrong not in SINGLE)
        yield _Way(gone, end + 1, False, bits, pairs, gap)
        if loss.wrong not in SINGLE:
            yield _Way(gone, end + 1, True, way.bits + QUESTION * (token == "?"), pairs, gap)
        return
    if end < len(stretch) and shape[place](token):
        yield _Way((*left, ord(token)), end + 1, False, bits, pairs, gap)
    if loss.silent and loss.wrong in SINGLE:
        yield _Way(gone, end, False, bits + SILENT_BYTE, pairs, True)
    elif loss.silent and not gap:
        if token < "\x80":
            yield _Way(gone, end, False, bits + SILENT_BYTE, pairs, True)
        else:
            yield _Way(gone, end, True, bits + SILENT, pairs, True)


def _at(stretch: str, place: int, after: str) -> str:
    return stretch[place] if place < len(stretch) else after


def _lead(byte: str) -> bool:
    return "\xe0" <= byte <= "\xef"


def _short_lead(byte: str) -> bool:
    return "\xc2" <= byte <= "\xdf"


def _trail(byte: str) -> bool:
    return "\x80" <= byte <= "\xbf"


def _first(byte: str) -> bool:
    return byte > "\x80"


def _second(byte: str) -> bool:
    return byte > "\x3f"


_Shape = tuple[Callable[[str], bool], ...]
_SHAPES: dict[tuple[str, int], _Shape] = {
    ("utf-8", 3): (_lead, _trail, _trail),
    ("utf-8", 2): (_short_lead, _trail),
    ("gb18030", 2): (_first, _second),
    ("big5hkscs", 2): (_first, _second),
}


def _follow(paths: list[_Path], way: _Way, at: int, places: _Places, loss: Loss) -> None:
    """Every character that fits the way, behind each of the paths that may come before it."""
    cost, place = bigrams().cost, places[way.end]
    joint = way.pairs[:1] == (0,)
    fit = fitting(loss.right, way.left, loss.wrong, way.pairs[1:] if joint else way.pairs, loss.script)
    guess, half = None in way.left, way.half
    for path in paths:
        left, bits = path.last.text, path.bits + way.bits
        chars = _behind(left, fit, loss) if joint else fit
        best = sorted((cost(left, char), char) for char in chars)[:KEPT]
        for more, char in best:
            known = place.get((half, char))
            if known is None or bits + more < known.bits:
                place[half, char] = _Path(bits + more, path, Filled(at, way.end, char, guess))


def _behind(left: str, fit: tuple[str, ...], loss: Loss) -> list[str]:
    """The characters whose first byte was lost together with the last byte of the one before."""
    last = code_of(left, loss.right)[-1:]
    return [char for char in fit if last and pair_is_lost(last[0], code_of(char, loss.right)[0], loss.wrong)]


def _as_it_stands(path: _Path, token: str, at: int, places: _Places) -> None:
    """ASCII for itself, and U+FFFD for what nothing explains."""
    if token < "\x80" and token != LOST:
        bits = path.bits + bigrams().cost(path.last.text, token)
        _offer(places[at + 1], False, _Path(bits, path, Filled(at, at + 1, token, False)))
    else:
        lost = Filled(at, at + 1, REPLACEMENT, False)
        _offer(places[at + 1], False, _Path(path.bits + UNREADABLE, path, lost))


def _offer(place: dict[tuple[bool, str], _Path], half: bool, path: _Path) -> None:
    known = place.get((half, path.last.text))
    if known is None or path.bits < known.bits:
        place[half, path.last.text] = path


def _read_back(place: dict[tuple[bool, str], _Path], after: str) -> tuple[Filled, ...]:
    model = bigrams()
    ends = [path for (half, _), path in place.items() if not half]
    path: _Path | None = min(ends, key=lambda one: one.bits + model.cost(one.last.text, after))
    read: list[Filled] = []
    while path is not None and path.before is not None:
        read.append(path.last)
        path = path.before
    return tuple(read[::-1])
