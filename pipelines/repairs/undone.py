"""One wrong reading of a text undone: back to the bytes, and on in the right codec."""

from __future__ import annotations

from pipelines.repairs.lost_bytes import restore
from pipelines.repairs.reading import Pair, Reading
from pipelines.repairs.wrong_codecs import REPLACEMENT, bytes_of, codes_of, text_of

ENOUGH = 0.5
"""Part of the bytes above ASCII that must stand in whole characters of UTF-8 before others are guessed."""
ENOUGH_WITH_MARKS = 0.2
"""The same where marks of loss show how much is gone."""
SELDOM = 0.2
"""Marks of loss for each byte above ASCII that GBK and Big5 may have: they lose whole characters, and few of them."""
MOST_MARKS = 3_000
"""Marks of loss up to which a unit is filled at all."""
_ASCII = bytes(range(0x80))


def undone(unit: str, pair: Pair) -> Reading | None:
    """What a unit was before it was read wrongly; None when its bytes forbid it or too few are left.

    >>> from pipelines.repairs.reading import PAIRS
    >>> undone("淇℃伅鍏紑", PAIRS[3]).text
    '信息公开'
    """
    strict = strictly(unit, pair)
    if strict:
        return strict
    found = bytes_of(unit, pair.wrong)
    if found is None or not (_mostly_whole(*found) if pair.right == "utf-8" else _seldom_lost(*found)):
        return None
    return undone_with_losses(unit, pair)


def undone_on_page(unit: str, pair: Pair) -> Reading | None:
    """The same on a page that is known to have been read so: no part of the unit needs to have come through whole."""
    strict = strictly(unit, pair)
    return strict if strict or pair.right != "utf-8" else undone_with_losses(unit, pair)


def undone_with_losses(unit: str, pair: Pair) -> Reading | None:
    """The unit with the missing bytes guessed."""
    if unit.count(REPLACEMENT) > MOST_MARKS:
        return None
    parts = restore(unit, pair.wrong, pair.right)
    if not parts or not any(part.guess for part in parts):
        return None
    return Reading(pair.row, "".join(part.text for part in parts), pair.note, True, parts)


def strictly(unit: str, pair: Pair) -> Reading | None:
    """The same without a guess: None where a byte is missing."""
    found = bytes_of(unit, pair.wrong)
    if found is None or found[1]:
        return None
    text = text_of(found[0], pair.right)
    if text is None and "\N{EURO SIGN}" in unit:
        codes = codes_of(unit, pair.wrong, pair.right) or []
        text = text_of("".join(codes).encode("latin-1"), pair.right)
    return None if text is None else Reading(pair.row, text, pair.note)


def _mostly_whole(data: bytes, marks: int) -> bool:
    whole = data.decode("utf-8", "ignore").encode("utf-8")
    share = ENOUGH_WITH_MARKS if marks else ENOUGH
    if marks > len(data) - marks:
        return False
    return len(whole.translate(None, _ASCII)) >= share * len(data.translate(None, _ASCII))


def _seldom_lost(data: bytes, marks: int) -> bool:
    return 0 < marks < SELDOM * len(data.translate(None, _ASCII))
