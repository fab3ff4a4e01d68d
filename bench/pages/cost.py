"""What reading costs beside one lxml parse of the same page, side by side in one process: of a busy machine only ratios
say anything."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple

import lxml.html

from bench.pages.cases import Case
from bench.pages.folder import Benchmark
from bench.pages.readers import OURS, Peer
from pipelines.capture import capture_of_file
from pipelines.document import Unreadable
from pipelines.reading.read import read

ROUNDS = 3
MOST = 40
"""Pages that are measured at most: the slowest peer takes a second for each round of some."""


class Cost(NamedTuple):
    """A reader's CPU time as a multiple of the parse: the middle page, and the one that nine of ten stay below."""

    reader: str
    middle: float
    most: float
    pages: int


def costs(bench: Benchmark, cases: Sequence[Case], peers: Sequence[Peer]) -> list[Cost]:
    """gongkai first; each reader and the parse take turns on a page, and the least of the rounds counts."""
    drawn = random.Random(0).sample(list(cases), min(MOST, len(cases)))
    runs: dict[str, Callable[[bytes], object]] = {OURS: _read}
    runs |= {peer.heading: bench.peer(peer.name) for peer in peers}
    ratios: dict[str, list[float]] = {name: [] for name in runs}
    _warm(runs, drawn[0].file.read_bytes())
    for case in drawn:
        page = case.file.read_bytes()
        seconds = _least({"parse": lxml.html.fromstring, **runs}, page)
        for name in runs:
            ratios[name].append(seconds[name] / seconds["parse"])
    return [
        Cost(name, median(found), quantiles(found, n=10)[-1], len(found)) for name, found in ratios.items()
    ]


def _read(page: bytes) -> object:
    """All of it: decoding, repair, text, fields, tables, figures, checks, evidence."""
    try:
        return read(capture_of_file(page, "http://www.example.gov.cn/page.html", {}))
    except Unreadable as fault:
        return str(fault)


def _warm(runs: dict[str, Callable[[bytes], object]], page: bytes) -> None:
    """Models and tables are loaded once in a process, and belong to no page."""
    for run in runs.values():
        _seconds(run, page)


def _least(runs: dict[str, Callable[[bytes], object]], page: bytes) -> dict[str, float]:
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for name, run in runs.items():
            best[name] = min(best[name], _seconds(run, page))
    return best


def _seconds(run: Callable[[bytes], object], page: bytes) -> float:
    start = process_time()
    with suppress(Exception):  # a peer that fails has taken its time all the same
        run(page)
    return process_time() - start
