"""`make bench-pages`: gongkai beside its peers on gold pages and on pages made from a seed, and what each costs.

The pages are scored by the benchmark's own program; gongkai is run as anyone can run it, by its command in batch form, the
peers as that program runs them. Exit code 2 when something is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench.pages.cases import PageSet, generated_pages, gold_pages
from bench.pages.folder import Benchmark, benchmark
from bench.pages.qualities import LEGEND, QUALITIES, figures
from bench.pages.readers import NOTES, OURS, PEERS, read_by, read_by_us
from bench.programs import NotReady

USUAL_SEED = 11
USUAL_PAGES = 240
WIDTH = 132


def main() -> int:
    """Prints as it goes: the peers take minutes."""
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
    parser = argparse.ArgumentParser(prog="bench.pages.run", description=__doc__)
    parser.add_argument(
        "--seed", type=int, default=USUAL_SEED, help="pages of this seed (default: %(default)s)"
    )
    parser.add_argument(
        "--count", type=int, default=USUAL_PAGES, help="generated pages (default: %(default)s)"
    )
    parser.add_argument("--only", choices=("gold", "generated", "cost"), help="one table instead of all")
    return parser.parse_args()


def _run(asked: argparse.Namespace, out: Console, scratch: Path) -> None:
    bench = benchmark()
    if asked.only in (None, "gold") and bench.corpus is not None:
        _compare(bench, gold_pages(bench.corpus), out, scratch)
    if asked.only in (None, "generated", "cost"):
        with out.status("making pages"):
            made = generated_pages(bench, asked.seed, asked.count, scratch)
    if asked.only in (None, "generated"):
        _compare(bench, made, out, scratch)
        glossed = sum(case.glossed for case in made.cases)
        out.print(
            f"{glossed} generated pages imitate a mirror that adds pinyin in brackets and writes traditional characters, which"
            " gongkai undoes and no peer does: they are compared without brackets and in simplified characters on both sides."
        )
    if asked.only in (None, "cost"):
        with out.status("costs: some minutes"):
            table = _costs(bench, made)
        out.print(table)
    for note in (LEGEND, *NOTES):
        out.print(note)


def _compare(bench: Benchmark, pages: PageSet, out: Console, scratch: Path) -> None:
    """A row for each reader, a column for each quality."""
    table = Table(title=pages.title, box=SIMPLE_HEAD, title_justify="left")
    table.add_column("reader", no_wrap=True)
    for quality in QUALITIES:
        table.add_column(quality.heading, justify="right")
    with out.status(f"{pages.title}: {OURS}"):
        ours = figures(bench, pages.cases, read_by_us(pages.cases, scratch))
    table.add_row(OURS, *_row(ours))
    for peer in PEERS:
        if not peer.installed:
            table.add_row(peer.heading)
            continue
        with out.status(f"{pages.title}: {peer.shown}"):
            theirs = figures(bench, pages.cases, read_by(peer, bench, pages.cases))
        table.add_row(peer.heading, *_row(theirs))
    out.print(table)


def _row(found: Mapping[str, float]) -> Sequence[str]:
    return [f"{found[q.figure]:.4f}" if q.figure in found else "—" for q in QUALITIES]


def _costs(bench: Benchmark, made: PageSet) -> Table:
    # What is measured is loaded last, so that a missing folder or package gets its sentence.
    from bench.pages.cost import ROUNDS, costs

    table = Table(
        title=f"CPU as a multiple of one lxml parse of the page, least of {ROUNDS} rounds",
        box=SIMPLE_HEAD,
        title_justify="left",
    )
    table.add_column("reader", no_wrap=True)
    for heading in ("median of pages", "nine of ten below", "pages"):
        table.add_column(heading, justify="right")
    for one in costs(bench, made.cases, [peer for peer in PEERS if peer.installed]):
        table.add_row(one.reader, f"{one.middle:.1f}", f"{one.most:.1f}", str(one.pages))
    return table


if __name__ == "__main__":
    sys.exit(main())
