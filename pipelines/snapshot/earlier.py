"""An earlier snapshot, opened to be compared with: it must be one of ours, and as it was when it was made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pipelines.snapshot.bag import digests_of, read_manifest
from pipelines.snapshot.errors import SnapshotError

LAYOUT = 1
"""Grows by one when tables of earlier snapshots would be misread by the code of the day."""

READ = ("data/datapackage.json", "data/documents.parquet", "data/figures_long.parquet")


@dataclass(frozen=True)
class Earlier:
    """The files that a comparison reads, their digests checked."""

    name: str
    documents: Path
    figures: Path


def open_earlier(directory: Path) -> Earlier:
    """Raises SnapshotError for what is no snapshot of ours, and for one whose files were changed."""
    try:
        said = read_manifest(directory)
        package = json.loads((directory / READ[0]).read_text("utf-8"))
        layout, name = package["gongkai"]["layout"], str(package["name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"{directory} is no snapshot that gongkai made: {error!r}.") from error
    if layout != LAYOUT:
        raise SnapshotError(f"{directory} has layout {layout}; this gongkai compares with layout {LAYOUT}.")
    for path in READ:
        if said.get(path) != _sha256(directory / path):
            raise SnapshotError(
                f"{directory}: {path} is not the file that its manifest names. Take another copy of the snapshot."
            )
    return Earlier(name, directory / READ[1], directory / READ[2])


def _sha256(path: Path) -> str | None:
    return digests_of(path).sha256 if path.is_file() else None
