"""The cheap look that spares a sound page everything else."""

from __future__ import annotations

_ASCII = bytes(range(128))
_HIGH = bytes(range(128, 256))


def alphabet_of(text: str) -> str:
    """Every character that occurs in the text, once, in no order.

    Dropping the ASCII bytes first makes this many times cheaper than a set of the whole page.

    >>> "".join(sorted(alphabet_of("<p>\u516c\u5f00\u516c</p>")))
    '/<>p\u516c\u5f00'
    """
    data = text.encode("utf-8", "surrogatepass")
    plain = bytes(set(data.translate(None, _HIGH))).decode("ascii")
    if len(data) == len(text):
        return plain
    return plain + "".join(set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")))
