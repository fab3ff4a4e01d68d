"""Choices that are the same on every machine: a generator named by a path of words and numbers."""

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def draw(*path: object) -> random.Random:
    """Give the generator for `path`; the same path always gives the same choices."""
    return random.Random("/".join(str(part) for part in path))


def cycle(values: Sequence[T], place: int) -> T:
    """Give the value at `place`, going round."""
    return values[place % len(values)]


def hexes(length: int, *path: object) -> str:
    """Give `length` hexadecimal digits named by `path`, as content systems use in file names."""
    return hashlib.sha256("/".join(str(part) for part in path).encode()).hexdigest()[:length]
