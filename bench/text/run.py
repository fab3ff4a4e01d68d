"""`make bench-text`: gongkai beside its peers, by kind of damage, and what it costs.

The cases are made by the benchmark's own generator and scored by its own program; gongkai is run as anyone can run it,
by its command in batch form. Exit code 2 when something is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.programs import NotReady
from bench.text.folder import benchmark
from bench.text.groups import DECODING, REPAIR
from bench.text.scores import Group, Score, mean, scores, systems

USUAL_SEED = 11
WIDTH = 132


def main() -> int:
    """Prints as it goes: the scores of each task take minutes."""
    asked = _arguments()
    out = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    try:
        with TemporaryDirectory(prefix="gongkai-bench-") as scratch:
            _run(asked, out, Path(scratch))
    except NotReady as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.text.run", description=__doc__)
    parser.add_argument(
        "--seed", type=int, default=USUAL_SEED, help="cases of this seed (default: %(default)s)"
    )
    parser.add_argument("--pages", type=Path, help="measure times on the pages of this folder")
    parser.add_argument("--only", choices=("decoding", "repair", "time"), help="one table instead of all")
    return parser.parse_args()


def _run(asked: argparse.Namespace, out: Console, scratch: Path) -> None:
    bench = benchmark()
    with out.status("making cases"):
        cases = bench.cases(asked.seed, scratch)
    if asked.only in (None, "decoding"):
        with out.status("decoding: some minutes"):
            found = scores(bench, "detect", cases, scratch)
        out.print(_comparison("Decoding", DECODING, found))
    if asked.only in (None, "repair"):
        with out.status("repair: some minutes"):
            found = scores(bench, "repair", cases, scratch)
        out.print(_comparison("Repair", REPAIR, found))
    if asked.only in (None, "time"):
        with out.status("times"):
            times = _times(cases, asked.pages)
        out.print(times)


def _comparison(title: str, groups: Sequence[Group], found: Sequence[Score]) -> Table:
    """A row for each group, a column for each system; the best of a row is not marked, the eye finds it."""
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left")
    table.add_column("cases", no_wrap=True)
    for system in systems(found):
        table.add_column(system, justify="right", min_width=6)
    for group in groups:
        own = ([score for score in found if score.system == system] for system in systems(found))
        table.add_row(group.label, *(_figure(mean(scored, group)) for scored in own))
    return table


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def _times(cases: Path, folder: Path | None) -> Table:
    """A row for each comparison. Raises NotReady when the folder holds no page."""
    # What is measured is loaded last, so that a missing folder or package gets its sentence.
    from bench.text.timing import ROUNDS, pages_of_cases, pages_of_folder, ratios

    pages = pages_of_folder(folder) if folder else pages_of_cases(cases)
    if not pages:
        raise NotReady(f"{folder} holds no .html, .htm or .shtml file")
    table = Table(
        title=f"CPU time as a ratio, least of {ROUNDS} rounds", box=SIMPLE_HEAD, title_justify="left"
    )
    for heading in ("step", "compared with", "pages"):
        table.add_column(heading, no_wrap=True)
    for heading in ("of the sums", "mean of pages", "highest"):
        table.add_column(heading, justify="right")
    for one in ratios(pages):
        figures = (f"{value:.3f}" for value in (one.of_sums, one.mean, one.highest))
        table.add_row(one.step, one.reference, one.pages, *figures)
    return table


if __name__ == "__main__":
    sys.exit(main())
