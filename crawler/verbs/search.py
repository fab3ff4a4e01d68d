"""`gongkai search`: documents that hold the words asked for, with the words around them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from rich.text import Text

from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.console import console
from crawler.verbs.streams import stdout_may_close
from pipelines.archive.connection import connect_reader
from pipelines.archive.search import Found, Hit, Order, find
from pipelines.archive.search_query import Filters, Query, query_of
from pipelines.document import DocumentKind

FOUND = "bold yellow"
_CERTAINTY = {
    "exactly": "",
    "at most": "at most ",
    "more than": "more than ",
    "perhaps more than": "perhaps more than ",
}


def print_found(
    archive: Path, words: Sequence[str], filters: Filters, order: Order, limit: int, as_json: bool
) -> int:
    """The first hits and how many there are. Raises UsageError for words that ask for nothing."""
    query = asked(words)
    if filters.kind is not None and filters.kind not in get_args(DocumentKind):
        raise UsageError(f"--kind {filters.kind}: there are {', '.join(get_args(DocumentKind))}")
    with closing(connect_reader(archive / "archive.sqlite")) as connection:
        found = find(connection, query, filters, order, limit)
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return exits.OK
    with stdout_may_close():
        _print(found)
    return exits.OK


def asked(words: Sequence[str]) -> Query:
    """The query that the arguments of the command line make together."""
    for word in words:
        if word.startswith("--"):
            raise UsageError(f"there is no option {word} (gongkai search --help)")
    query = query_of(" ".join(words))
    if not query.terms:
        raise UsageError("nothing to look for: give at least one word that must stand in the document")
    return query


def _print(found: Found) -> None:
    out = console()
    for hit in found.hits:
        for line in _lines(hit):
            out.print(line, soft_wrap=True)
        out.print()
    rest = f"; the first {len(found.hits)} are shown (--limit)" if found.more else ""
    out.print(f"{counted(found)}{rest}", soft_wrap=True)


def _lines(hit: Hit) -> list[Text]:
    facts = " · ".join(filter(None, ((hit.published or "")[:10], hit.portal, hit.kind.replace("_", " "))))
    title = _highlit(hit.title or "(no title)", hit.title_marks)
    title.stylize("bold")
    return [
        title,
        Text(f"  {facts}", "dim"),
        Text.assemble("  ", _highlit(hit.snippet, hit.snippet_marks)),
        Text(f"  {hit.url}"),
    ]


def _highlit(text: str, marks: Sequence[tuple[int, int]]) -> Text:
    shown = Text(text)
    for start, end in marks:
        shown.stylize(FOUND, start, end)
    return shown


def counted(found: Found) -> str:
    """How many documents there are, as a sentence begins."""
    return f"{_CERTAINTY[found.certainty]}{found.total:,} document{'s' * (found.total != 1)}"
