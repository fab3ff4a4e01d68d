"""The schema as an ordered list of migrations, each applied once and in one transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from pipelines.archive.connection import translated
from pipelines.archive.errors import ArchiveError
from pipelines.archive.indexes import DATES, INDEXES, SEARCH_INDEX
from pipelines.archive.reading_tables import (
    ORIGIN_AND_LAYERS,
    PAGES_OF_ARTICLES,
    READING_TABLES,
    SEVERAL_DOCUMENTS,
)
from pipelines.archive.search_words import index_again
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


@migrations(name="0003_several_documents")
def several_documents(db: Database) -> None:
    """One capture may show several documents, as the members of an archive. The views are made anew over the tables."""
    for name in db.view_names():
        db.conn.execute(f"DROP VIEW {name}")
    for statement in (*SEVERAL_DOCUMENTS, *VIEWS):
        db.conn.execute(statement)


@migrations(name="0004_pages_of_articles")
def pages_of_articles(db: Database) -> None:
    """An article may be on several pages, each a capture of its own, and one document. The views count it once."""
    for name in db.view_names():
        db.conn.execute(f"DROP VIEW {name}")
    for statement in (*PAGES_OF_ARTICLES, *VIEWS):
        db.conn.execute(statement)


@migrations(name="0005_search_by_date")
def search_by_date(db: Database) -> None:
    """Documents by their date, and an index of words that holds folded ones, last characters, titles and bodies."""
    for statement in DATES:
        db.conn.execute(statement)
    db.conn.execute("INSERT INTO documents_fts (documents_fts) VALUES ('delete-all')")
    index_again(db.conn)


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
