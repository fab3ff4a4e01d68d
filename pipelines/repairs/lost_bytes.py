"""Read text from whose bytes some are missing: all that is left decides, and each guess is known as one.

Three things may stand where a wrong decoder lost something: U+FFFD, a question mark, or nothing. Whole characters are
read as they are. Between them stand torn stretches; for each the likeliest filling is found by dynamic programming over
all ways to share what is left among characters, with the bigram model looking to both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.repairs.torn import Loss, fill
from pipelines.repairs.wrong_codecs import LOST, REPLACEMENT, codes_of, text_of

_WHOLE = {
    "utf-8": re.compile(
        "[\x00-\x19\x1b-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
        "|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}"
    ),
    "gb18030": re.compile("[\x00-\x19\x1b-\x7f]|\x80|[\x81-\xfe][\x40-\x7e\x80-\xfe]"),
    "big5hkscs": re.compile("[\x00-\x19\x1b-\x7f]|[\x81-\xfe][\x40-\x7e\xa1-\xfe]"),
}
_RUN = {right: re.compile(f"(?:{whole.pattern})+") for right, whole in _WHOLE.items()}
_EDGE = 4
_SCRIPTS = ("gb2312", "big5")
_TRAIL = re.compile("[\x40-\x7e]")


class Part(NamedTuple):
    """What `start:end` of the damaged text meant; a guess where bytes are missing."""

    start: int
    end: int
    text: str
    guess: bool


def restore(text: str, wrong: str, right: str) -> tuple[Part, ...] | None:
    """The meaning of a text that lost bytes when it was read in the wrong codec; None when it cannot have been.

    >>> [(part.start, part.end, part.guess) for part in restore("淇℃伅锛?", "gb18030", "utf-8")]
    [(0, 3, False), (3, 5, True)]
    """
    codes = codes_of(text, wrong, right)
    if codes is None:
        return None
    stream = "".join(codes)
    pieces = _pieces(stream, Loss(wrong, right, LOST not in stream, _script(stream, right)))
    return tuple(_joined(_aligned(pieces, codes)))


def _script(stream: str, right: str) -> str:
    """The codec of the script to which nearly all sure characters belong; empty when both or neither will do."""
    sure = stream.encode("latin-1").decode(right, "ignore")
    foreign = {script: len(sure) - len(sure.encode(script, "ignore").decode(script)) for script in _SCRIPTS}
    least, most = sorted(_SCRIPTS, key=foreign.__getitem__)
    return least if 4 * foreign[least] < foreign[most] else ""


def _pieces(stream: str, loss: Loss) -> list[Part]:
    """Whole characters and filled stretches, in offsets of the stream of bytes."""
    pieces: list[Part] = []
    at = 0
    while at < len(stream):
        end = _end_of_whole(stream, at, loss.right)
        if end > at:
            pieces += _characters(stream[at:end], at, loss.right)
            at = end
            continue
        if _continues(stream, at, loss.right) and pieces and pieces[-1].text > "\x7f":
            at = pieces.pop().start
        end = _end_of_torn(stream, at + 1, loss.right)
        left = pieces[-1].text[-1] if pieces else "\n"
        for start, stop, text, guess in fill(stream[at:end], left, _character(stream, end, loss.right), loss):
            pieces.append(Part(at + start, at + stop, text, guess))
        at = end
    return pieces


def _end_of_whole(stream: str, at: int, right: str) -> int:
    """Where a run of whole characters ends; a question mark before a torn character is not of the run."""
    run = _RUN[right].match(stream, at)
    end = run.end() if run else at
    return end - (end > at and stream[end - 1] == "?" and _continues(stream, end, right))


def _characters(run: str, start: int, right: str) -> Iterator[Part]:
    """A run of whole characters: its first and last few one by one, since a torn stretch may have to borrow them."""
    text = text_of(run.encode("latin-1"), right) or REPLACEMENT * len(run)
    sizes = [_size(char, right) for char in (*text[:_EDGE], *text[-_EDGE:])] if len(text) > 2 * _EDGE else []
    if sizes:
        head, tail = sizes[:_EDGE], sizes[_EDGE:]
        chars = [*text[:_EDGE], text[_EDGE:-_EDGE], *text[-_EDGE:]]
        sizes = [*head, len(run) - sum(sizes), *tail]
    else:
        chars, sizes = list(text), [_size(char, right) for char in text]
    for char, size in zip(chars, sizes, strict=True):
        yield Part(start, start + size, char, False)
        start += size


def _size(char: str, right: str) -> int:
    if right == "utf-8":
        return len(char.encode("utf-8"))
    return 1 if char < "\x80" or char == "\N{EURO SIGN}" else 2


def _character(stream: str, at: int, right: str) -> str:
    """The whole character that begins here; a line end where there is none."""
    found = _WHOLE[right].match(stream, at)
    return (text_of(found[0].encode("latin-1"), right) or "\n")[0] if found else "\n"


def _continues(stream: str, at: int, right: str) -> bool:
    """True for a byte of UTF-8 that must stand behind others of its character."""
    return right == "utf-8" and at < len(stream) and "\x80" <= stream[at] < "\xc0"


def _end_of_torn(stream: str, at: int, right: str) -> int:
    """Where the next whole character begins that is no mark of a loss."""
    if right != "utf-8":
        return at + bool(stream[at - 1] == LOST and _TRAIL.match(stream, at))
    while at < len(stream) and (stream[at] == "?" or not _WHOLE[right].match(stream, at)):
        at += 1
    return at


def _aligned(pieces: list[Part], codes: list[str]) -> Iterator[Part]:
    """The pieces in offsets of the damaged text; those that begin inside one of its characters join the one before."""
    ends = {0: 0}
    place = 0
    for number, code in enumerate(codes, 1):
        place += len(code)
        ends[place] = number
    start, text, guess = 0, "", False
    for piece in pieces:
        text, guess = text + piece.text, guess or piece.guess
        end = ends.get(piece.end)
        if end is not None:
            yield Part(start, end, text, guess)
            start, text, guess = end, "", False


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Neighbours of which nothing was guessed as one part."""
    sure: list[Part] = []
    for part in parts:
        if part.guess:
            yield from _one(sure)
            sure = []
            yield part
        else:
            sure.append(part)
    yield from _one(sure)


def _one(parts: list[Part]) -> list[Part]:
    return [Part(parts[0].start, parts[-1].end, "".join(part.text for part in parts), False)] if parts else []
