"""The folder of the encoding benchmark: where it is, what it needs, and the cases it makes from a seed."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.programs import VARIABLE, NotReady, folder_of

PROGRAMS = ("gen.py", "run.py")
NEEDED = ("rapidfuzz", "ftfy", "jieba", "opencc", "pypinyin", "charset_normalizer")
"""Modules without which the benchmark's own programs do not run."""

HOW_TO_SET = f"""{VARIABLE} must name the folder of the encoding benchmark, the one that holds gen.py and run.py, or the
folder around it:

    {VARIABLE}=/path/to/encoding make bench-text            cases of the usual seed
    {VARIABLE}=/path/to/encoding make bench-text SEED=3     cases of another seed
    {VARIABLE}=/path/to/encoding make bench-text PAGES=DIR  times on the pages of a folder of your own"""


@dataclass(frozen=True)
class Benchmark:
    """The programs of the benchmark; nothing is ever written into their folder."""

    folder: Path

    def cases(self, seed: int, scratch: Path) -> Path:
        """The folder with the cases of a seed: the one that is there, else a new one in `scratch`."""
        kept = self.folder / "data" / str(seed)
        if (kept / "repair.jsonl.gz").exists():
            return kept
        made = scratch / str(seed)
        self.run("gen.py", "--seed", seed, "--out", made)
        return made

    def run(self, program: str, *arguments: object) -> None:
        """Run one of its programs. Raises NotReady with the end of what it said when it fails."""
        done = subprocess.run(
            [sys.executable, self.folder / program, *map(str, arguments)],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotReady(f"{program} failed:\n{done.stderr[-2000:]}")


def benchmark() -> Benchmark:
    """The benchmark of this machine. Raises NotReady where the folder or a package is missing."""
    folder = folder_of("encoding", PROGRAMS, HOW_TO_SET)
    missing = [name for name in NEEDED if not find_spec(name)]
    if missing:
        raise NotReady(
            f"missing: {', '.join(missing)}. They come with: {sys.executable} -m pip install -e '.[bench]'"
        )
    return Benchmark(folder)


def items(cases: Path, task: str) -> Iterator[dict[str, Any]]:
    """The cases of a task, `detect` or `repair`, as the benchmark writes them."""
    with gzip.open(cases / f"{task}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
