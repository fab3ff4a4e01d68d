"""Options that several verbs have, and what they stand for when they are not given."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler import config
from crawler.errors import UsageError

ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", metavar="DIR", help="The archive; default: `archive` of gongkai.toml."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="For machines: JSON on stdout.")]
BatchOption = Annotated[
    bool, typer.Option("--batch", help="For machines: JSON lines in, a line out for each (docs/contract.md).")
]
UrlArgument = Annotated[str, typer.Argument(metavar="URL", help="Address of a document, as it was crawled.")]


def archive_in_force(chosen: Path | None) -> Path:
    """The archive that was named, else the one of the settings."""
    return chosen or Path(config.load().config.archive)


def one_form(usual: str, **asked: bool) -> str:
    """The option that was given, else `usual`. Raises UsageError for two that exclude each other."""
    chosen = [name for name, given in asked.items() if given]
    if len(chosen) > 1:
        raise UsageError(f"{' and '.join(f'--{name}' for name in chosen)} exclude each other")
    return chosen[0] if chosen else usual
