"""The index of words: what it holds of each document, and how that is put in and taken out.

SQLite's own word breaker sees a whole clause as one word, so we cut it ourselves. `documents_fts` holds, for the current
version of each document and after folding, each pair of neighbouring Han characters once, each last character of a run,
and each run of letters and digits: which document holds which word, and nothing else (detail=none). Its one column is
called title because Datasette and sqlite-utils look for an index whose content is the table `documents`, and an
external-content index must have columns its table has.

Beside the words stand marks: the words of the title once more, and those of the bodies behind the document (its issuer and
its portal), each behind a character that no text gives.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from operator import add

from pipelines.archive.folding import folded

TITLE, BODY = "\ue000t", "\ue000b"
"""Before a word of the title, of the bodies. `tokens` never gives a character of private use."""

HAN = r"\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
"""Han characters, as a class of an expression has them."""
_RUN = re.compile(rf"[{HAN}]+|[^\W_]+?(?=[{HAN}]|\W|_|$)")
_HAN = re.compile(rf"[{HAN}]")


def tokens(text: str) -> list[str]:
    """Pairs of Han characters, the last one of each run, and other words, each once, in order of first appearance.

    >>> tokens("2021年度政府信息，ＰＤＦ")
    ['2021', '年度', '度政', '政府', '府信', '信息', '息', 'pdf']
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(folded(text)):
        if _HAN.match(run):
            found.update(dict.fromkeys(map(add, run, run[1:])))
            found[run[-1]] = None
        else:
            found[run] = None
    return list(found)


def index_words(row: sqlite3.Row) -> str:
    """All that the index holds of one version."""
    return " ".join(_words(row))


def exchange_words(connection: sqlite3.Connection, document: int, old: int | None, new: int | None) -> None:
    """Take out the words of the version that was current, put in those of the one that is; None for no version.

    FTS5 keeps no copy to take words out by: they are made again from the old version's row. A word that folding has
    learnt since it was put in stays behind, which costs a search a look and never a wrong hit.
    """
    if old is not None:
        connection.execute(
            "INSERT INTO documents_fts (documents_fts, rowid, title) VALUES ('delete', ?, ?)",
            (document, index_words(_row(connection, old))),
        )
    if new is not None:
        connection.execute(
            "INSERT INTO documents_fts (rowid, title) VALUES (?, ?)",
            (document, index_words(_row(connection, new))),
        )


def index_again(connection: sqlite3.Connection) -> None:
    """Put the words of every document into an empty index."""
    for document, version in connection.execute(
        "SELECT id, version_id FROM documents WHERE version_id IS NOT NULL ORDER BY id"
    ).fetchall():
        exchange_words(connection, document, None, version)


def _words(row: sqlite3.Row) -> Iterator[str]:
    yield from tokens(f"{row['title']}\n{row['text']}")
    yield from (TITLE + token for token in tokens(row["title"]))
    yield from (BODY + token for token in tokens(row["bodies"]))


def _row(connection: sqlite3.Connection, version: int) -> sqlite3.Row:
    cursor = connection.execute(
        """SELECT v.title, v.text,
                  coalesce((SELECT value || char(10) FROM fields
                             WHERE version_id = v.id AND name = 'issuer' ORDER BY ordinal LIMIT 1), '') || s.title
                  AS bodies
             FROM versions v JOIN documents d ON d.id = v.document_id JOIN sites s ON s.id = d.site_id
            WHERE v.id = ?""",
        (version,),
    )
    cursor.row_factory = sqlite3.Row
    row: sqlite3.Row = cursor.fetchone()
    return row
