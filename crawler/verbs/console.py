"""Where verbs print for people: as wide as the terminal, and wide enough for a table where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import track
from rich.table import Table

Item = TypeVar("Item")

WIDTH = 132
"""Columns of output that goes to a file or a pipe."""


def console() -> Console:
    """A console on stdout; it colours nothing by itself, so that a page's words stay as they are."""
    return Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)


def sheet(*headings: str, title: str | None = None, numbers: bool = False) -> Table:
    """An empty table with one line under its headings; `numbers` sets every column but the first to the right."""
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left")
    for place, heading in enumerate(headings):
        table.add_column(
            heading, justify="right" if numbers and place else "left", no_wrap=numbers and not place
        )
    return table


def watched(items: Iterable[Item], doing: str) -> Iterable[Item]:
    """The same items, with a bar on stderr while they are worked through; nothing where stderr is no terminal."""
    return track(items, doing, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
