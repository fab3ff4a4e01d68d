"""Take a snapshot: all that complete runs saw, as a bag of tables that says what it is."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.archive.connection import connect_reader, translated
from pipelines.archive.errors import disk_error
from pipelines.reading.rules import software
from pipelines.snapshot.attempts import outcome_rows, portal_rows, run_rows
from pipelines.snapshot.bag import FileDigests, digests_of, write_bag
from pipelines.snapshot.coverage import Coverage
from pipelines.snapshot.croissant import croissant
from pipelines.snapshot.datapackage import data_package
from pipelines.snapshot.datasheet import datasheet
from pipelines.snapshot.delta import write_delta
from pipelines.snapshot.documents import document_rows
from pipelines.snapshot.earlier import Earlier, open_earlier
from pipelines.snapshot.errors import SnapshotError
from pipelines.snapshot.facts import DESCRIPTION, Delta, Facts
from pipelines.snapshot.held import Run, complete_runs, held_documents
from pipelines.snapshot.missing import gap_rows
from pipelines.snapshot.rocrate import FILE_NAME, ro_crate
from pipelines.snapshot.tables import DELTA_TABLES, TABLES
from pipelines.snapshot.writing import Add, writing


@dataclass(frozen=True)
class Taken:
    """What was made."""

    name: str
    runs: int
    rows: dict[str, int]
    """Rows by table."""
    delta: Delta | None


def take_snapshot(archive: Path, out: Path, since: Path | None = None) -> Taken:
    """Write the snapshot of an archive to `out`, compared with the earlier one in `since`.

    The archive is only read, as it stands at one moment, beside a running crawl too. `out` appears when it is whole.
    Raises SnapshotError (`out` is there, nothing complete, `since` is none of ours), ArchiveFull, ArchiveError.
    """
    if out.exists() or out.is_symlink():
        raise SnapshotError(f"{out} is there already. A snapshot is never written over: name a new place.")
    with (
        closing(connect_reader(archive / "archive.sqlite")) as connection,
        translated(archive / "archive.sqlite"),
    ):
        connection.execute("BEGIN")
        _refuse_old_schema(connection, archive)
        runs = complete_runs(connection)
        earlier = open_earlier(since) if since else None
        with _whole(out) as unfinished:
            return _fill(connection, runs, unfinished, earlier)


def _refuse_old_schema(connection: sqlite3.Connection, archive: Path) -> None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'not_recoverable'").fetchone():
        raise SnapshotError(
            f"{archive} was written by an older gongkai. Let this one write to it once (any crawl) to bring it up to date."
        )


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """A directory beside `out` that takes its name when all went well, and vanishes when not."""
    unfinished = out.absolute().with_name(f".{out.absolute().name}.unfinished-{os.getpid()}")
    try:
        (unfinished / "data").mkdir(parents=True)
        yield unfinished
        unfinished.rename(out)
    except OSError as error:
        raise disk_error(error, out) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(connection: sqlite3.Connection, runs: tuple[Run, ...], bag: Path, earlier: Earlier | None) -> Taken:
    data = bag / "data"
    coverage, rules = _write_tables(connection, runs, data)
    delta = _write_delta(data, earlier, coverage) if earlier else None
    schemas = (*TABLES, *DELTA_TABLES) if earlier else TABLES
    facts = Facts(runs, tuple(sorted(rules)), software(), schemas, coverage, delta)
    write_bag(bag, _describe(facts, data), _bag_info(facts))
    return Taken(facts.name, len(runs), {s.name: coverage.rows[s.name] for s in schemas}, delta)


def _write_tables(
    connection: sqlite3.Connection, runs: tuple[Run, ...], data: Path
) -> tuple[Coverage, set[str]]:
    """The payload tables, each row counted; and the digests of all rules they were read under."""
    coverage, rules = Coverage(), set[str]()
    names = {run.id: run.name for run in runs}
    with writing(data, TABLES) as write:
        add = _counting(write, coverage)
        for held in held_documents(connection):
            rules.update(seen.rules for version in held.versions for seen in version)
            for table, row in document_rows(connection, held, names):
                add(table, row)
        for row in run_rows(connection, runs):
            add("runs", row)
        for row in portal_rows(connection, coverage.portals):
            add("portals", row)
        for row in outcome_rows(connection, names):
            add("outcomes", row)
        for row in gap_rows(connection, coverage.years):
            add("gaps", row)
    return coverage, rules


def _write_delta(data: Path, earlier: Earlier, coverage: Coverage) -> Delta:
    with writing(data, DELTA_TABLES) as write:
        counts = write_delta(data, earlier, _counting(write, coverage))
    return Delta(earlier.name, counts, coverage.rows["delta_figures"])


def _counting(write: Add, coverage: Coverage) -> Add:
    def add(table: str, row: dict[str, Any]) -> None:
        write(table, row)
        coverage.count(table, row)

    return add


def _describe(facts: Facts, data: Path) -> dict[str, FileDigests]:
    """Write the descriptions, each after what it speaks of; gives the digests of the whole payload."""
    files = {path.name: digests_of(path) for path in sorted(data.iterdir())}
    described: list[tuple[str, Callable[[], str]]] = [
        ("DATASHEET.md", lambda: datasheet(facts)),
        ("datapackage.json", lambda: _json(data_package(facts, files))),
        ("croissant.json", lambda: _json(croissant(facts, files))),
        (FILE_NAME, lambda: _json(ro_crate(facts, files))),
    ]
    for name, text in described:
        (data / name).write_text(text(), "utf-8", newline="\n")
        files[name] = digests_of(data / name)
    return files


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _bag_info(facts: Facts) -> Iterator[tuple[str, str]]:
    yield "Bag-Software-Agent", facts.software
    yield "Bagging-Date", facts.date[:10]
    yield "External-Identifier", facts.name
    yield "External-Description", DESCRIPTION
    for run in facts.runs:
        yield "Gongkai-Run", run.name
    for rules in facts.rules:
        yield "Gongkai-Rules", rules
