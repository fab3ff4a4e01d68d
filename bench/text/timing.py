"""What decoding and repair cost, as ratios measured side by side in one process: of a busy machine only ratios say anything."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

import charset_normalizer
import lxml.html

from bench.text.folder import items
from pipelines import decode
from pipelines.repairs.runner import repair_page, repair_runs
from pipelines.tree.flat import parse
from pipelines.tree.page import page_of

ROUNDS = 7
MOST = 80
"""Pages that are measured at most."""


class Sample(NamedTuple):
    """A page with what the steps after decoding are given, so that each is measured alone."""

    data: bytes
    content_type: str | None
    text: str
    runs: tuple[str, ...]
    joints: tuple[str, ...]


STEPS: dict[str, Callable[[Sample], object]] = {
    "charset-normalizer": lambda page: charset_normalizer.from_bytes(page.data).best(),
    "lxml.html": lambda page: lxml.html.fromstring(page.text),
    "decode": lambda page: decode(page.data, page.content_type),
    "repair, page level": lambda page: repair_page(page.text),
    "repair, run level": lambda page: repair_runs(page.runs, page.joints),
}


def pages_of_cases(cases: Path) -> list[Sample]:
    """Whole pages of the benchmark, undamaged: rightly, wrongly and not declared, small and large."""
    chosen = [item for item in items(cases, "detect") if item["cat"][:2] in ("B ", "D ")]
    chosen.sort(key=lambda item: hashlib.md5(item["id"].encode(), usedforsecurity=False).digest())
    pages = ((base64.b64decode(item["data"]), item["declared"]["content_type"]) for item in chosen[:MOST])
    return [_sample(data, content_type) for data, content_type in pages]


def pages_of_folder(folder: Path) -> list[Sample]:
    """Pages of a folder, drawn by chance but always the same."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".html", ".htm", ".shtml"))
    drawn = random.Random(0).sample(files, min(MOST, len(files)))
    return [_sample(path.read_bytes(), None) for path in drawn]


def _sample(data: bytes, content_type: str | None) -> Sample:
    text = decode(data, content_type).text
    tree = parse(text)
    lines = page_of("", tree, tree.texts).lines
    runs = tuple(tree.texts[run] for line in lines for run in line.runs)
    joints = tuple(joint for line in lines for joint in ("",) * (len(line.runs) - 1) + ("\n",))
    return Sample(data, content_type, text, runs, joints)


class Ratio(NamedTuple):
    """A line of the table: what, compared with what, on which pages, and how it came out."""

    step: str
    reference: str
    pages: str
    of_sums: float
    mean: float
    highest: float


def ratios(pages: Sequence[Sample]) -> Iterator[Ratio]:
    """Every comparison; the seconds of a step on a page are the least of several rounds."""
    seconds = [_seconds(page) for page in pages]
    utf8 = [
        second
        for page, second in zip(pages, seconds, strict=True)
        if decode(page.data).verdict.used == "utf-8"
    ]
    yield _ratio("decode", "charset-normalizer", "all", seconds)
    if utf8:
        yield _ratio("decode", "charset-normalizer", "UTF-8", utf8)
    for step in ("decode", "repair, page level", "repair, run level"):
        yield _ratio(step, "lxml.html", "all", seconds)
    both = [{**one, "repair": one["repair, page level"] + one["repair, run level"]} for one in seconds]
    yield _ratio("repair", "lxml.html", "all", both)


def _seconds(page: Sample) -> dict[str, float]:
    """The steps take turns, so that a slow moment of the machine strikes none of them alone."""
    best = dict.fromkeys(STEPS, float("inf"))
    for _ in range(ROUNDS):
        for name, step in STEPS.items():
            start = process_time()
            step(page)
            best[name] = min(best[name], process_time() - start)
    return best


def _ratio(step: str, reference: str, pages: str, seconds: Sequence[dict[str, float]]) -> Ratio:
    single = [one[step] / one[reference] for one in seconds]
    of_sums = sum(one[step] for one in seconds) / sum(one[reference] for one in seconds)
    return Ratio(
        step, reference, f"{pages} ({len(seconds)})", of_sums, sum(single) / len(single), max(single)
    )
