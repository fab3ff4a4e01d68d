"""Where the benchmark programs of this machine are: named by one variable, which all benchmarks share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

VARIABLE = "GONGKAI_BENCH"


class NotReady(Exception):
    """Something is missing that a person must provide; the message says what and how."""


def folder_of(benchmark: str, programs: Sequence[str], how_to_set: str) -> Path:
    """The folder of one benchmark: the one named, or the one of its name in it or beside it.

    Raises NotReady, with `how_to_set`, where the variable is not set or no such folder has the programs.
    """
    named = os.environ.get(VARIABLE)
    if not named:
        raise NotReady(how_to_set)
    root = Path(named).resolve()
    for folder in (root, root / benchmark, root.parent / benchmark):
        if all((folder / program).is_file() for program in programs):
            return folder
    raise NotReady(f"{named} holds no {' and '.join(programs)}.\n{how_to_set}")
