"""Where verbs print for people: as wide as the terminal, and wide enough for a table where there is none."""

from __future__ import annotations

import sys

from rich.console import Console

WIDTH = 132
"""Columns of output that goes to a file or a pipe."""


def console() -> Console:
    """A console on stdout; it colours nothing by itself, so that a page's words stay as they are."""
    return Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
