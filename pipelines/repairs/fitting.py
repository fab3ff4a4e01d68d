"""Which known characters fit what is left of their bytes?

`锛?` keeps two of the three bytes of a full-width comma and leaves 64 characters to choose from; a pair of bytes that a
Big5 decoder could not show narrows a GBK character to those outside its table. What a decoder loses follows from its
table, so a character that it would have shown is never proposed.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice

from pipelines.hanzi.model import bigrams
from pipelines.repairs.wrong_codecs import SINGLE, bytes_of, text_of

Left = tuple[int | None, ...]
"""The bytes of a character in the right codec, None for each that is gone."""
MOST = 80
"""Characters proposed at most for one place, the commonest first."""
_DROPPED = frozenset(b"\x7f\x81\x8d\x8f\x90\x9d\xad")
"""What windows-1252 leaves out, and what programs that clean up after it take for invisible."""


@lru_cache(20_000)
def fitting(right: str, left: Left, wrong: str, pairs: tuple[int, ...], script: str = "") -> tuple[str, ...]:
    """Characters that agree with the bytes that are left and that the wrong decoder lost, the commonest first.

    `pairs` names the places whose byte was lost together with the byte before it, `script` a codec of one script only to
    which the text belongs.

    >>> {"，", "：", "）"} <= set(fitting("utf-8", (0xEF, 0xBC, None), "gb18030", ()))
    True
    """
    if None not in left:
        return tuple(text_of(bytes(byte for byte in left if byte is not None), right) or "")
    fit = (
        char
        for char in _known(right).get(left, ())
        if (not script or char.encode(script, "ignore"))
        and _is_lost(code_of(char, right), left, wrong, pairs)
    )
    return tuple(islice(fit, MOST))


def _is_lost(code: bytes, left: Left, wrong: str, pairs: tuple[int, ...]) -> bool:
    if wrong in SINGLE:
        gone = (byte for byte, kept in zip(code, left, strict=True) if kept is None)
        return all(byte in _DROPPED or (wrong == "latin-1" and byte < 0xA0) for byte in gone)
    return all(pair_is_lost(code[place - 1], code[place], wrong) for place in pairs)


@cache
def _known(right: str) -> dict[Left, list[str]]:
    model = bigrams()
    known: dict[Left, list[str]] = {}
    for char in sorted(filter(lambda one: one > "\x7f", model.index), key=model.char_cost):
        for left in _with_losses(code_of(char, right)):
            known.setdefault(left, []).append(char)
    return known


def _with_losses(code: bytes) -> list[Left]:
    """Every way to lose bytes of a character of two or three bytes."""
    if not 2 <= len(code) <= 3:
        return []
    return [
        tuple(None if lost >> place & 1 else byte for place, byte in enumerate(code))
        for lost in range(1, 1 << len(code))
    ]


@cache
def code_of(char: str, codec: str) -> bytes:
    """The bytes of a character; none where the codec lacks it.

    >>> code_of("公", "gb18030"), code_of("公", "cp1252")
    (b'\\xb9\\xab', b'')
    """
    found = bytes_of(char, codec)
    return found[0] if found else b""


@cache
def pair_is_lost(first: int, second: int, wrong: str) -> bool:
    """True when a decoder of the wrong codec has no character for the pair.

    >>> pair_is_lost(0xAC, 0xE5, "gb18030"), pair_is_lost(0xE7, 0xAC, "gb18030")
    (True, False)
    """
    return text_of(bytes((first, second)), "gbk" if wrong == "gb18030" else wrong) is None
