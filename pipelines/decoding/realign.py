"""Read two-byte text from which a byte is missing: find the cheapest way to pair the bytes up again.

After one lost byte of GBK or Big5 all following characters are read from the wrong halves until the next ASCII byte,
usually without any error. The bigram model knows Chinese from such noise, so the best path through "pair", "single ASCII
byte" and "byte to be dropped" puts the loss where it happened.
"""

from __future__ import annotations

from collections import deque
from functools import cache

from pipelines.decoding.readers import REPLACEMENT, read, read_strictly
from pipelines.hanzi.common import rare_run
from pipelines.hanzi.model import Bigrams, bigrams

COST_OF_DROP = 34.0
"""Bits for giving a byte up: dearer than any rare character, cheaper than a run of noise."""
COST_OF_ASCII = 6.0
STRICT_LEAD = 60.0
"""Bits by which a new pairing must beat a reading without any error."""
WINDOW = 6
NOISE = 14.0
"""Mean bits over six characters that prose hardly reaches and wrong halves exceed."""
COST_OF_FOUR_BYTES = 26.0
LONGEST = 60_000


def read_with_care(data: bytes, codec: str) -> str:
    """The text of a stretch of bytes; where it does not read as Chinese, the pairing that does.

    >>> broken = "各省人民政府办公厅".encode("gb18030")[1:]
    >>> read_with_care(broken, "gb18030").lstrip(REPLACEMENT) == "省人民政府办公厅"
    True
    """
    strict = read_strictly(data, codec)
    if strict is not None and reads_well(strict):
        return strict
    if codec not in ("gb18030", "big5hkscs") or len(data) > LONGEST:
        return read(data, codec) if strict is None else strict
    plain, aligned = read(data, codec), realign(data, codec)
    patience = 0.0 if strict is None else STRICT_LEAD
    return aligned if cost_with_losses(aligned) + patience < cost_with_losses(plain) else plain


def reads_well(text: str) -> bool:
    """True when no stretch of the text looks like the wrong halves of characters.

    >>> reads_well("政府信息公开工作"), reads_well("担骸敖窈蟟还苁欷")
    (True, False)
    """
    if rare_run().search(text):
        return False
    model, left, bits = bigrams(), "\n", 0.0
    window: deque[float] = deque(maxlen=WINDOW)
    for char in text:
        if char > "\x7f":
            if len(window) == WINDOW:
                bits -= window[0]
            window.append(model.cost(left, char))
            bits += window[-1]
            if len(window) == WINDOW and bits > WINDOW * NOISE:
                return False
        left = char
    return True


def cost_with_losses(text: str) -> float:
    """Bits of a text, each lost character at the price of a dropped byte; what follows a loss follows anything."""
    model, bits, left = bigrams(), 0.0, "\n"
    for char in text:
        if char == REPLACEMENT:
            bits += COST_OF_DROP
            left = "\n"
        else:
            bits += model.cost(left, char)
            left = char
    return bits


def realign(data: bytes, codec: str) -> str:
    """The cheapest reading of `data` as pairs, ASCII and dropped bytes (each U+FFFD)."""
    model, size = bigrams(), len(data)
    best: list[float] = [0.0] + [float("inf")] * size
    came: list[tuple[int, str]] = [(0, "\n")] * (size + 1)
    for at in range(size):
        if best[at] == float("inf"):
            continue
        left = came[at][1][-1]
        for step, char, cost in _steps(data, at, codec, left, model):
            if best[at] + cost < best[at + step]:
                best[at + step] = best[at] + cost
                came[at + step] = (at, char)
    return "".join(reversed(_path(came, size)))


def _path(came: list[tuple[int, str]], end: int) -> list[str]:
    chars = []
    while end > 0:
        end, char = came[end]
        chars.append(char)
    return chars


def _steps(data: bytes, at: int, codec: str, left: str, model: Bigrams) -> list[tuple[int, str, float]]:
    byte = data[at]
    if byte < 0x80:
        return [(1, chr(byte), COST_OF_ASCII)]
    steps = [(1, REPLACEMENT, COST_OF_DROP)]
    char = _pair(data[at : at + 2], codec)
    if char:
        steps.append((2, char, model.cost("\n" if left == REPLACEMENT else left, char)))
    if codec == "gb18030" and at + 3 < len(data) and 0x30 <= data[at + 1] <= 0x39:
        char = read_strictly(data[at : at + 4], codec) or ""
        if len(char) == 1:
            steps.append((4, char, COST_OF_FOUR_BYTES))
    return steps


@cache
def _pair(two: bytes, codec: str) -> str:
    text = read_strictly(two, codec) if len(two) == 2 else None
    return text if text and len(text) == 1 else ""
