"""What the page benchmark needs: its scorer, its generator of pages, and gold pages where this machine has them."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.programs import VARIABLE, NotReady, folder_of

SCORER, GENERATOR = "pages/score.py", "speed/corpus.py"
CORPUS = "GONGKAI_CORPUS"
HOW_TO_SET = f"""{VARIABLE} must name the folder of the benchmark programs, the one that holds {SCORER} and {GENERATOR}:

    {VARIABLE}=/path/to/bench make bench-pages            gold pages, and generated pages of the usual seed
    {VARIABLE}=/path/to/bench make bench-pages SEED=3     generated pages of another seed

Gold pages are those of the folder that {CORPUS} names, else of `corpus` beside the benchmark's folder; they are left out
where there is none."""

Page = dict[str, Any]
"""A page as gold or as a reader gives it: text, paragraphs, tables, title, published, source, attachments …"""


@dataclass(frozen=True)
class Benchmark:
    """The programs; nothing is ever written into their folder."""

    peer: Callable[[str], Callable[[bytes], Page]]
    """The scorer's own way to run a peer, by the peer's name."""
    score: Callable[[Page, Page], dict[str, float | None]]
    """Gold and a reader's answer in, figures out."""
    generator: Path
    corpus: Path | None

    def generate(self, seed: int, pages: int, out: Path) -> None:
        """Make the pages of a seed. Raises NotReady with the end of what the generator said when it fails."""
        done = subprocess.run(
            [
                sys.executable,
                self.generator,
                *("--seed", str(seed), "--pages", str(pages), "--out", str(out), "--procs", "1"),
            ],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NotReady(f"{self.generator.name} failed:\n{done.stderr[-2000:]}")


def benchmark() -> Benchmark:
    """The benchmark of this machine. Raises NotReady where its folder is missing."""
    folder = folder_of("", (SCORER, GENERATOR), HOW_TO_SET)
    spec = importlib.util.spec_from_file_location("page_scorer", folder / SCORER)
    if spec is None or spec.loader is None:
        raise NotReady(f"{folder / SCORER} cannot be loaded")
    scorer = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(scorer)
    named = os.environ.get(CORPUS)
    corpus = Path(named) if named else folder.parent / "corpus"
    has_gold = (corpus / "gold").is_dir() and (corpus / "pages").is_dir()
    return Benchmark(scorer.peer, scorer.score, folder / GENERATOR, corpus if has_gold else None)


def rows(path: Path) -> list[Page]:
    """The objects of a file that has one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
