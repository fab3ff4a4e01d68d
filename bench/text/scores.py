"""Scores of gongkai and its peers, given by the benchmark's own run.py, and what they come to for a group of cases."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bench.text.folder import Benchmark

OURS = "gongkai"
VERBS = {"detect": "decode", "repair": "repair"}


class Peer(NamedTuple):
    """Another program: its name in the benchmark, the module it needs, and its name here, to which its version is added."""

    name: str
    module: str
    shown: str

    @property
    def heading(self) -> str:
        """Name and installed version, so that a table says what was measured."""
        versions = [
            version(distribution) for distribution in packages_distributions().get(self.module, ())[:1]
        ]
        return " ".join((self.shown, *versions))


PEERS = {
    "detect": (
        Peer("charset-normalizer", "charset_normalizer", "charset-normalizer"),
        Peer("chardet 7", "chardet", "chardet"),
        Peer("faust-cchardet", "cchardet", "faust-cchardet"),
        Peer("chardetng", "chardetng_py", "chardetng"),
        Peer("resiliparse", "resiliparse", "resiliparse"),
        Peer("bs4 UnicodeDammit", "bs4", "UnicodeDammit"),
        Peer("w3lib html_to_unicode (Scrapy)", "w3lib", "w3lib (Scrapy)"),
        Peer("trafilatura decode_file", "trafilatura", "trafilatura"),
    ),
    "repair": (
        Peer("ftfy.fix_text", "ftfy", "ftfy fix_text"),
        Peer("ftfy.fix_encoding", "ftfy", "ftfy fix_encoding"),
        Peer("ftfy (mild config)", "ftfy", "ftfy, mild"),
        Peer("xiaojingcc.repair", "xiaojingcc", "xiaojingcc"),
        Peer("bytesense.repair", "bytesense", "bytesense"),
        Peer("html.unescape x2", "html", "html.unescape, twice"),
    ),
}
"""Those that are compared where they are installed."""


class Score(NamedTuple):
    """One system on one category of cases; the shares are of its `cases`."""

    system: str
    category: str
    cases: int
    exact: float
    error: float
    before: float
    flagged: float
    changed: float


def scores(benchmark: Benchmark, task: str, cases: Path, scratch: Path) -> list[Score]:
    """gongkai first, then each peer that is installed."""
    table = scratch / f"{task}.tsv"
    ours = shlex.join(
        [sys.executable, "-c", "from crawler.verbs.cli import main; main()", VERBS[task], "--batch"]
    )
    to_table = (task, "--data", cases, "--tsv", table)
    benchmark.run("run.py", *to_table, "--batch", "--cmd", ours, "--name", OURS)
    peers = [peer for peer in PEERS[task] if find_spec(peer.module)]
    if peers:
        benchmark.run("run.py", *to_table, "--only", *(peer.name for peer in peers))
    headings = {OURS: OURS, **{peer.name: peer.heading for peer in peers}}
    found = [_score(line) for line in table.read_text("utf-8").splitlines()]
    return [score._replace(system=headings[score.system]) for score in found if score.system in headings]


def _score(line: str) -> Score:
    _, system, _, category, count, exact, error, before, flagged, changed, _ = line.split("\t")
    return Score(
        system,
        category,
        int(count),
        float(exact),
        float(error),
        float(before),
        float(flagged),
        float(changed),
    )


class Group(NamedTuple):
    """A row of a table: cases whose category matches, and the figure that is given for them."""

    label: str
    categories: str
    figure: Callable[[Score], float]


def mean(found: Iterable[Score], group: Group) -> float | None:
    """The figure over all cases of the group, None where it has none."""
    chosen = [score for score in found if re.search(group.categories, score.category)]
    cases = sum(score.cases for score in chosen)
    return sum(score.cases * group.figure(score) for score in chosen) / cases if cases else None


def systems(found: Sequence[Score]) -> list[str]:
    """The systems in the order in which they ran."""
    return list(dict.fromkeys(score.system for score in found))
