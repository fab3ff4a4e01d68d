"""Full text search in Chinese: SQLite's own word breaker sees a whole clause as one word, so we cut it ourselves.

`documents_fts` holds, for the current version of each document, its words: each pair of neighbouring Han characters
once, and each run of letters and digits. A two-character word is therefore one token, and Datasette's search box finds
it; a longer query is the AND of its pairs, verified on the text. The index keeps which document holds which token and
nothing else (detail=none). Its one column is called title because Datasette and sqlite-utils look for an index whose
content is the table `documents`, and an external-content index must have columns its table has.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from operator import add

_RUN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff]+|[^\W_]+?(?=[\u3400-\u9fff\uf900-\ufaff〇]|\W|_|$)"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class Hit:
    """One found document and the words around the first place."""

    document: int
    url: str
    title: str
    snippet: str


def tokens(text: str) -> list[str]:
    """Pairs of Han characters and other words, each once, in order of first appearance.

    >>> tokens("2021年度政府信息，PDF")
    ['2021', '年度', '度政', '政府', '府信', '信息', 'pdf']
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        if not _HAN.match(run):
            found[run.lower()] = None
        elif len(run) == 1:
            found[run] = None
        else:
            found.update(dict.fromkeys(map(add, run, run[1:])))
    return list(found)


def index_words(title: str, text: str) -> str:
    """What the index holds of one version."""
    return " ".join(tokens(f"{title}\n{text}"))


def replace_words(connection: sqlite3.Connection, document: int, old: str | None, new: str) -> None:
    """Exchange a document's words; `old` must be what was put in before, as FTS5 keeps no copy to take it out by."""
    if old is not None:
        connection.execute(
            "INSERT INTO documents_fts (documents_fts, rowid, title) VALUES ('delete', ?, ?)", (document, old)
        )
    connection.execute("INSERT INTO documents_fts (rowid, title) VALUES (?, ?)", (document, new))


def search(connection: sqlite3.Connection, words: str, limit: int = 20) -> list[Hit]:
    """Current documents that hold each of the words, parted by white space, exactly as written (case aside).

    A single Han character is looked for as the beginning of a pair, so one at the end of a clause is missed.
    """
    asked = words.split()
    parts = [f'"{t}"*' if len(t) == 1 else f'"{t}"' for word in asked for t in tokens(word)]
    if not parts:
        return []
    rows = connection.execute(
        """SELECT d.id, d.url, v.title, v.text FROM documents d JOIN versions v ON v.id = d.version_id
            WHERE d.id IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)
            ORDER BY d.published DESC, d.id""",
        (" AND ".join(parts),),
    )
    hits: list[Hit] = []
    for row in rows:
        whole = f"{row['title']}\n{row['text']}"
        places = [whole.lower().find(word.lower()) for word in asked]
        if min(places) >= 0:
            start = max(0, places[0] - 20)
            snippet = " ".join(whole[start : places[0] + len(asked[0]) + 40].split())
            hits.append(Hit(row["id"], row["url"], row["title"], snippet))
        if len(hits) == limit:
            break
    return hits
