"""SQLite connections, transactions that wait for locks, and SQLite's errors in our words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from pipelines.archive.errors import ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveLocked

PATIENCE = 30.0
"""Seconds to wait for a lock that a reader or a backup holds."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FULL = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,  # a size limit (EFBIG) comes as this one
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)
_FULL_WORDS = "database or disk is full"


def connect_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes: WAL, full synchronous, foreign keys, autocommit outside `transaction`.

    It may be made in one thread and used in another, by one at a time.
    """
    with translated(path):
        connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                _patiently(connection, f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        connection.row_factory = sqlite3.Row
        return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot change a row. Raises ArchiveError where there is no archive."""
    if not path.is_file():
        raise ArchiveError(
            f"There is no archive at {path.parent}: no {path.name}. Crawl first, or name another place."
        )
    # A WAL database has files beside it even while it is only read. Where we may write, the last to leave removes
    # them; where we may not, a database that was closed needs none.
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    closed = not path.with_name(f"{path.name}-wal").exists()
    mode = "mode=rw" if writable else "mode=ro&immutable=1" if closed else "mode=ro"
    with translated(path):
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?{mode}",
            uri=True,
            timeout=5,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA query_only = ON")
        connection.row_factory = sqlite3.Row
        connection.execute("SELECT name FROM sqlite_master LIMIT 1").fetchone()
        return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of it or nothing. Waits for locks; raises the ArchiveError family in place of SQLite's own errors."""
    with translated(path):
        _patiently(connection, "BEGIN IMMEDIATE")
        try:
            yield
            _patiently(connection, "COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, each with what to do; a broken rule of the schema is our own mistake and passes."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code & 0xFF in _BUSY:
            raise ArchiveLocked(
                f"{path} stayed locked for {PATIENCE:.0f} seconds. Close what else has it open and start again."
            ) from error
        if code in _FULL or code & 0xFF in _FULL or _FULL_WORDS in str(error):
            raise ArchiveFull(
                f"No more can be written to {path} ({error}). The transaction was rolled back and nothing "
                "half-written is left: free some space and start the same command again."
            ) from error
        if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise ArchiveDamaged(
                f"{path} is damaged ({error}). Keep a copy; the WARC files beside it hold every byte."
            ) from error
        if code & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
            raise ArchiveError(
                f"{path} cannot be used ({error}). Check its permissions and those of its folder."
            ) from error
        raise


def _patiently(connection: sqlite3.Connection, statement: str) -> None:
    waiting = Retrying(
        retry=retry_if_exception(_is_busy),
        wait=wait_random_exponential(multiplier=0.05, max=2),
        stop=stop_after_delay(PATIENCE),
        reraise=True,
    )
    waiting(connection.execute, statement)


def _is_busy(error: BaseException) -> bool:
    return (
        isinstance(error, sqlite3.OperationalError) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY
    )
