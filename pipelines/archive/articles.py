"""Articles on several pages: which captures belong together, what is still to be fetched, and what was read before.

The later pages of an article are targets with a `part` (2 for the second page) and the article's target as parent. They
are captured like any page and are no documents of their own. The capture of the first page waits to be read until the
last of them is settled; `reading_parts` then says which captures the reading was made of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.archive.frontier import add_targets
from pipelines.archive.settlement import READABLE_OUTCOMES, NewTarget


@dataclass(frozen=True)
class Part:
    """A later page of an article as one run knows it."""

    part: int
    url: str
    state: str
    """`settled` (asked in this run), `open` (to be asked, or being asked), or `old` (not asked in this run)."""
    capture: int | None
    """The capture of this run that shows it; None when it was not asked or showed nothing that can be read."""


@dataclass(frozen=True)
class Pending:
    """A capture that waits to be read, and the later pages of its article that are known."""

    capture: int
    url: str
    parts: tuple[Part, ...]

    @property
    def waits(self) -> bool:
        """True while a later page is to be asked."""
        return any(part.state == "open" for part in self.parts)

    @property
    def held(self) -> tuple[int, ...]:
        """Captures of the later pages, as far as they follow one another."""
        found: list[int] = []
        for part in self.parts:
            if part.capture is None or part.part != len(found) + 2:
                break
            found.append(part.capture)
        return tuple(found)


def pending(connection: sqlite3.Connection, capture: int, run: int) -> Pending | None:
    """A capture that waits, as `run` sees it; None for one that waits no more."""
    row = connection.execute(
        "SELECT url, target_id FROM captures WHERE id = ? AND reading = 'pending'", (capture,)
    ).fetchone()
    if row is None:
        return None
    parts = connection.execute(
        "SELECT id, part, url, state, run_id FROM targets WHERE parent_id = ? AND part > 0 ORDER BY part, id",
        (row["target_id"],),
    ).fetchall()
    return Pending(capture, row["url"], tuple(_part(connection, part, run) for part in parts))


def await_part(connection: sqlite3.Connection, capture: int, url: str, part: int, run: int, now: str) -> bool:
    """Make the next page of a waiting article a target; True when there is now one to wait for.

    An address that the site's listing names as well becomes a page of the article from here on. One that this run has
    asked already is not asked again.
    """
    row = connection.execute("SELECT site_id, target_id FROM captures WHERE id = ?", (capture,)).fetchone()
    target = NewTarget(url, "page", parent=row["target_id"], part=part, again=True)
    add_targets(connection, row["site_id"], [target], run, now, row["target_id"])
    connection.execute(
        "UPDATE targets SET part = ?, parent_id = ? WHERE site_id = ? AND url = ? AND kind = 'page' AND id <> ?",
        (part, row["target_id"], row["site_id"], url, row["target_id"]),
    )
    connection.execute(
        """UPDATE captures SET reading = NULL WHERE reading = 'pending'
              AND target_id IN (SELECT id FROM targets WHERE site_id = ? AND url = ? AND part > 0)""",
        (row["site_id"], url),
    )
    connection.execute(
        "UPDATE targets SET state = 'done' WHERE site_id = ? AND url = ? AND part > 0 AND state = 'fetched'",
        (row["site_id"], url),
    )
    state = connection.execute(
        "SELECT state FROM targets WHERE site_id = ? AND url = ?", (row["site_id"], url)
    ).fetchone()["state"]
    return state in ("due", "leased")


def has_parts(connection: sqlite3.Connection, target: int | None) -> bool:
    """Whether later pages of a target's article are known: then its bytes alone do not tell that nothing has changed."""
    found = connection.execute("SELECT 1 FROM targets WHERE parent_id = ? AND part > 0 LIMIT 1", (target,))
    return found.fetchone() is not None


def keep_parts(connection: sqlite3.Connection, capture: int, parts: Sequence[int]) -> None:
    """Write down which captures the later pages of an article's capture are, in place of what was written before."""
    connection.execute("DELETE FROM reading_parts WHERE capture_id = ?", (capture,))
    connection.executemany(
        "INSERT INTO reading_parts (capture_id, part, part_capture_id) VALUES (?, ?, ?)",
        ((capture, number, part) for number, part in enumerate(parts, 2)),
    )


def parts_of(connection: sqlite3.Connection, capture: int) -> tuple[int, ...]:
    """The captures of the later pages that a capture was read with, in order."""
    rows = connection.execute(
        "SELECT part_capture_id AS id FROM reading_parts WHERE capture_id = ? ORDER BY part", (capture,)
    )
    return tuple(row["id"] for row in rows)


def bodies(connection: sqlite3.Connection, captures: Sequence[int]) -> list[tuple[str, str]]:
    """Address and digest of the body of each capture; of a 304 that of the body it speaks of."""
    found = []
    for capture in captures:
        row = connection.execute(
            """SELECT c.url, b.body_digest FROM captures c JOIN captures b ON b.id = coalesce(c.refers_to, c.id)
                WHERE c.id = ?""",
            (capture,),
        ).fetchone()
        found.append((row["url"], row["body_digest"]))
    return found


def _part(connection: sqlite3.Connection, target: sqlite3.Row, run: int) -> Part:
    if target["state"] in ("due", "leased"):
        return Part(target["part"], target["url"], "open", None)
    if target["run_id"] != run:
        return Part(target["part"], target["url"], "old", None)
    return Part(target["part"], target["url"], "settled", _shown(connection, target["id"], run))


def _shown(connection: sqlite3.Connection, target: int, run: int) -> int | None:
    """The last answer of a target in a run, where it shows the page."""
    row = connection.execute(
        """SELECT id, outcome, truncated, status, refers_to FROM captures WHERE target_id = ? AND run_id = ?
            ORDER BY id DESC LIMIT 1""",
        (target, run),
    ).fetchone()
    if row is None or row["outcome"] not in READABLE_OUTCOMES or row["truncated"]:
        return None
    return None if row["status"] == 304 and row["refers_to"] is None else int(row["id"])
