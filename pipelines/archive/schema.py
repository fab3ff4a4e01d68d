"""The schema as an ordered list of migrations, each applied once and in one transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from pipelines.archive.connection import translated
from pipelines.archive.errors import ArchiveError
from pipelines.archive.indexes import INDEXES, SEARCH_INDEX
from pipelines.archive.reading_tables import ORIGIN_AND_LAYERS, READING_TABLES
from pipelines.archive.tables import CRAWL_TABLES
from pipelines.archive.views import VIEWS

migrations = Migrations("gongkai")


@migrations(name="0001_first")
def first(db: Database) -> None:
    """Every table of the first archive."""
    for statement in (*CRAWL_TABLES, *READING_TABLES, *INDEXES, SEARCH_INDEX, *VIEWS):
        db.conn.execute(statement)


@migrations(name="0002_origin_and_layers")
def origin_and_layers(db: Database) -> None:
    """Signs of a page's origin, and what it takes to decode a page again and to know that it is the same text."""
    for statement in ORIGIN_AND_LAYERS:
        db.conn.execute(statement)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a database, new or old, to the schema of this software; nothing happens where it has it.

    Raises ArchiveError for one that newer software has migrated further: its rows may mean something else.
    """
    db = Database(connection)
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    with translated(path):
        newer = sorted({applied.name for applied in migrations.applied(db)} - known)
        if newer:
            raise ArchiveError(
                f"This archive was written by a newer gongkai (it knows {', '.join(newer)}). Update gongkai to use it."
            )
        migrations.apply(db)
