"""`gongkai snapshot`: the archive as a dataset to publish."""

from __future__ import annotations

from pathlib import Path

from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.console import console, sheet


def snapshot(archive: Path, out: Path, since: Path | None) -> int:
    """Write the snapshot and say what it holds. Raises UsageError when `out` is there or a library is not."""
    try:
        from pipelines.snapshot.errors import SnapshotError
        from pipelines.snapshot.take import Taken, take_snapshot
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"a snapshot needs {missing.name}, which is not installed: pip install 'gongkai[datasets]'"
        ) from None
    try:
        taken: Taken = take_snapshot(archive, out, since)
    except SnapshotError as fault:
        raise UsageError(str(fault)) from None
    table = sheet("table", "rows", title=f"{taken.name} of {taken.runs} complete runs", numbers=True)
    for name, rows in taken.rows.items():
        table.add_row(name, str(rows))
    console().print(table)
    if taken.delta:
        counted = ", ".join(f"{count} {what}" for what, count in taken.delta.counts.items())
        print(f"since {taken.delta.name}: {counted}; {taken.delta.figures} figures differ")
    print(f"written to {out}: read {out / 'data' / 'DATASHEET.md'} first")
    return exits.OK
