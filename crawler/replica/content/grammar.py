"""Sentences from patterns: `[a|b]` chooses, `{3-90}` draws a number, `{name}` is filled in.

A slot whose value is a tuple gives a member drawn anew each time, so that two uses seldom agree.
"""

import random
import re
from collections.abc import Mapping, Sequence

Slots = Mapping[str, str | int | Sequence[str]]

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_RANGE = re.compile(r"\{(\d+)-(\d+)\}")
_SLOT = re.compile(r"\{([a-z_]+)\}")


def expand(pattern: str, slots: Slots, rng: random.Random) -> str:
    """Give one sentence of `pattern`."""

    def slot(found: re.Match[str]) -> str:
        value = slots[found[1]]
        return str(value) if isinstance(value, str | int) else rng.choice(value)

    chosen = _CHOICE.sub(lambda found: rng.choice(found[1].split("|")), pattern)
    ranged = _RANGE.sub(lambda found: str(rng.randint(int(found[1]), int(found[2]))), chosen)
    return _SLOT.sub(slot, ranged)


def paragraph(patterns: Sequence[str], count: int, slots: Slots, rng: random.Random) -> str:
    """Give one paragraph of `count` different patterns in drawn order."""
    return "".join(expand(pattern, slots, rng) for pattern in rng.sample(patterns, count))
