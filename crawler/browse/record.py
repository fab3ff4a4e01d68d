"""What was kept of one exchange: heads, digests, the place of its record, the bytes themselves."""

from __future__ import annotations

import sqlite3

from crawler.browse.answers import NotHeld, Question, Raw, Shown
from crawler.verbs.explain_html import page_of
from crawler.verbs.ledger.style import POLICY
from pipelines.archive.explain import capture_facts
from pipelines.archive.fetchback import capture_of


def record(connection: sqlite3.Connection, question: Question) -> Shown:
    """Raises NotHeld for an unknown number, ArchiveDamaged where the record is not whole."""
    number = _known(connection, question)
    facts = capture_facts(connection, question.archive / "warc", number)
    held = (
        facts
        if facts.refers_to is None
        else capture_facts(connection, question.archive / "warc", facts.refers_to)
    )
    document = connection.execute("SELECT url, title FROM documents WHERE url = ?", (facts.url,)).fetchone()
    heads = [
        ("Request as sent", facts.request_head.decode("utf-8", "backslashreplace")),
        ("Head of the answer as received", facts.response_head.decode("utf-8", "backslashreplace")),
    ]
    return Shown("record.html", {"facts": facts, "held": held, "heads": heads, "document": document})


def body(connection: sqlite3.Connection, question: Question) -> Raw:
    """The body without transfer and content coding, to be saved: a browser is not to show a page of a stranger here."""
    number = _known(connection, question)
    capture = capture_of(connection, question.archive / "warc", number)
    return Raw(
        capture.entity,
        "application/octet-stream",
        {"content-disposition": f'attachment; filename="capture-{number}.bin"'},
    )


def ledger(connection: sqlite3.Connection, question: Question) -> Raw:
    """The page of `gongkai explain --html`, which brings its own policy."""
    url = question.text("url")
    if not connection.execute("SELECT 1 FROM documents WHERE url = ?", (url,)).fetchone():
        raise NotHeld(f"There is no document of the address {url}.")
    return Raw(
        page_of(question.archive, url).encode("utf-8", "replace").decode("utf-8"),
        "text/html; charset=utf-8",
        {"content-security-policy": f"{POLICY}; frame-ancestors 'none'"},
    )


def _known(connection: sqlite3.Connection, question: Question) -> int:
    number = int(question.parts["capture"])
    if number >= 2**63 or not connection.execute("SELECT 1 FROM captures WHERE id = ?", (number,)).fetchone():
        raise NotHeld(f"There is no capture {number}.")
    return number
