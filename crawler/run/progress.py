"""What a person sees while a run is on: a bar on a terminal, plain lines elsewhere. All of it on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from crawler.run.desk import Tally
from crawler.site import Site

LINE_EVERY = 10.0
"""Seconds between two plain lines."""


class Progress:
    """Shows the tally of a run whenever `update` is called; a context manager around the run."""

    def __init__(self, tally: Tally, sites: Sequence[Site]) -> None:
        self.tally, self.sites = tally, sites
        self._console = Console(stderr=True)
        self._bar: Bar | None = None
        self._task = None
        self._last = 0.0

    def __enter__(self) -> Progress:
        if self._console.is_terminal:
            self._bar = Bar(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                TimeElapsedColumn(),
                console=self._console,
            )
            self._bar.start()
            self._task = self._bar.add_task(self._sentence(), total=None)
        return self

    def update(self) -> None:
        """Something was committed."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=self._sentence())
        elif time.monotonic() - self._last >= LINE_EVERY:
            self._last = time.monotonic()
            print(self._sentence(), file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        print(self._sentence(), file=sys.stderr, flush=True)

    def _sentence(self) -> str:
        t = self.tally
        portals = f"{len(self.sites)} portal{'s' if len(self.sites) != 1 else ''}"
        return (
            f"{portals}: {t.pages} addresses asked, {t.captures} captures, {t.read} pages read, "
            f"{t.versions} new versions, {t.failed} failed"
        )
