"""Traditional and simplified script, by OpenCC (loaded on first need)."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _converter(direction: str) -> Any:
    import opencc

    return opencc.OpenCC(direction)


def to_simplified(text: str) -> str:
    """The text in simplified script; characters that are already simplified stay.

    >>> to_simplified("政務公開") == "政务公开"
    True
    """
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """The text in traditional script. Used for building tables only: the way back is not unique."""
    return str(_converter("s2t").convert(text))


@cache
def simplified_char(char: str) -> str:
    """One character in simplified script, without regard to its neighbours."""
    return to_simplified(char)
