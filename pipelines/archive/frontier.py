"""The durable queue: which URLs a site has, which are due, and who has been sent for which."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from pipelines.archive.errors import ArchiveError
from pipelines.archive.settlement import NewTarget, Target, TargetKind, TargetState
from pipelines.reading.series import possible_firsts

_COLUMNS = """t.id, s.name AS site, t.url, t.kind, t.state, t.ordinal, t.failures, t.parent_id AS parent, t.list_title,
    t.list_date, t.etag, t.last_modified, t.last_digest, t.first_seen, t.last_seen, t.next_due, t.reason,
    t.part"""

_NUMBERED = "url BETWEEN ? || '_0' AND ? || '_:' OR url BETWEEN ? || '-0' AND ? || '-:'"
"""Addresses that go on with `_` or `-` and a digit; the colon stands behind the 9."""


def site_id(connection: sqlite3.Connection, name: str) -> int:
    """The row of a site. Raises ArchiveError for one that no run has brought in."""
    row = connection.execute("SELECT id FROM sites WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise ArchiveError(f"The archive knows no site {name!r}. A run that names it brings it in.")
    return int(row["id"])


def add_targets(
    connection: sqlite3.Connection,
    site: int,
    targets: Iterable[NewTarget],
    run: int,
    now: str,
    parent: int | None,
) -> int:
    """Insert unknown URLs as due, refresh what is known of the others; the number of new ones."""
    return sum(_add(connection, site, target, run, now, parent) for target in targets)


def _add(
    connection: sqlite3.Connection, site: int, target: NewTarget, run: int, now: str, parent: int | None
) -> bool:
    seen_on = parent if target.parent is None else target.parent
    # A listing's JSON can hold half a surrogate pair, which SQLite cannot take.
    title, date = (text.encode(errors="replace").decode() for text in (target.list_title, target.list_date))
    inserted = connection.execute(
        """INSERT INTO targets
              (site_id, url, kind, state, ordinal, parent_id, list_title, list_date, part, first_seen, last_seen)
           VALUES (?, ?, ?, 'due', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site_id, url) DO NOTHING""",
        (
            site,
            target.url,
            target.kind,
            target.ordinal,
            seen_on,
            title,
            date,
            target.part,
            now,
            now,
        ),
    ).rowcount
    if inserted:
        if target.kind == "page" and not target.part:
            _put_in_order(connection, site, target.url)
        return True
    connection.execute(
        """UPDATE targets SET last_seen = max(last_seen, ?), list_title = coalesce(nullif(?, ''), list_title),
                  list_date = coalesce(nullif(?, ''), list_date), parent_id = coalesce(parent_id, nullif(?, id))
            WHERE site_id = ? AND url = ?""",
        (now, title, date, seen_on, site, target.url),
    )
    if target.again:
        connection.execute(
            """UPDATE targets SET state = 'due', next_due = NULL, reason = ''
                WHERE site_id = ? AND url = ? AND run_id IS NOT ? AND state NOT IN ('leased', 'due')""",
            (site, target.url, run),
        )
    return False


def _put_in_order(connection: sqlite3.Connection, site: int, url: str) -> None:
    """A listed page whose address may be that of a later page of another one's article is to be leased after that."""
    for first in possible_firsts(url)[1:]:
        connection.execute(
            """UPDATE targets SET after_id = (SELECT id FROM targets WHERE site_id = ? AND url = ?)
                WHERE site_id = ? AND url = ?""",
            (site, first, site, url),
        )
    begun = url.partition("?")[0].rpartition(".")[0]
    alike = connection.execute(
        f"SELECT url FROM targets WHERE site_id = ? AND part = 0 AND kind = 'page' AND ({_NUMBERED})",
        (site, begun, begun, begun, begun),
    ).fetchall()
    later = [(url, site, row["url"]) for row in alike if url in possible_firsts(row["url"])]
    connection.executemany(
        """UPDATE targets SET after_id = (SELECT id FROM targets WHERE site_id = targets.site_id AND url = ?)
            WHERE site_id = ? AND url = ?""",
        later,
    )


def make_due(
    connection: sqlite3.Connection,
    site: int,
    run: int,
    kinds: Sequence[TargetKind],
    urls: Sequence[str] | None,
) -> int:
    """Settled targets become due again, those excepted that this run has tried; so a continued run may repeat it."""
    asked = "" if urls is None else f" AND url IN ({_marks(urls)})"
    return connection.execute(
        f"""UPDATE targets SET state = 'due', next_due = NULL, reason = ''
             WHERE site_id = ? AND run_id IS NOT ? AND state <> 'leased' AND kind IN ({_marks(kinds)}){asked}""",
        (site, run, *kinds, *(urls or ())),
    ).rowcount


def lease(connection: sqlite3.Connection, run: int, site: int, limit: int, now: str) -> list[Target]:
    """Up to `limit` due targets, now marked as being fetched by this run: listings before pages, and before these the
    later pages of articles, for which their first pages wait. A page that may be one of these is left until the page
    that would say so is read.
    """
    rows = connection.execute(
        """SELECT id FROM targets t WHERE site_id = ? AND state = 'due' AND (next_due IS NULL OR next_due <= ?)
              AND (part > 0 OR after_id IS NULL OR NOT EXISTS
                   (SELECT 1 FROM targets f WHERE f.id = t.after_id AND f.state IN ('due', 'leased', 'fetched')))
            ORDER BY CASE kind WHEN 'robots' THEN 0 WHEN 'listing' THEN 1 WHEN 'page' THEN 2 ELSE 3 END, part = 0, ordinal, id
            LIMIT ?""",
        (site, now, limit),
    ).fetchall()
    ids = [row["id"] for row in rows]
    connection.execute(
        f"UPDATE targets SET state = 'leased', run_id = ?, leased_at = ? WHERE id IN ({_marks(ids)})",
        (run, now, *ids),
    )
    found = {target.id: target for target in _targets(connection, f"t.id IN ({_marks(ids)})", ids)}
    return [found[id_] for id_ in ids]


def release_leases(connection: sqlite3.Connection) -> int:
    """Every lease becomes due again: there is one writer, so whoever held one is gone or is giving it up.

    The run is forgotten with it, so that `make_due` of a continued run does not take it for tried.
    """
    return connection.execute(
        "UPDATE targets SET state = 'due', run_id = NULL, leased_at = NULL WHERE state = 'leased'"
    ).rowcount


def settle(
    connection: sqlite3.Connection,
    target: int,
    state: TargetState,
    run: int,
    reason: str,
    next_due: str | None,
) -> None:
    """Write what became of a target. `failed`, and `due` (to be tried again), count as failures; others reset them."""
    updated = connection.execute(
        """UPDATE targets SET state = ?, run_id = ?, reason = ?, next_due = ?, leased_at = NULL,
                  failures = CASE WHEN ? IN ('failed', 'due') THEN failures + 1 ELSE 0 END
            WHERE id = ?""",
        (state, run, reason, next_due, state, target),
    ).rowcount
    if not updated:
        raise ArchiveError(f"The archive has no target {target}: a settlement names a row that is not there.")


def target_by_url(connection: sqlite3.Connection, site: int, url: str) -> Target | None:
    """One target, or None."""
    return next(iter(_targets(connection, "t.site_id = ? AND t.url = ?", (site, url))), None)


def counts(connection: sqlite3.Connection, site: int) -> dict[str, int]:
    """Targets by state."""
    rows = connection.execute(
        "SELECT state, count(*) AS n FROM targets WHERE site_id = ? GROUP BY state", (site,)
    )
    return {row["state"]: row["n"] for row in rows}


def next_due(connection: sqlite3.Connection, site: int) -> str | None:
    """When the first postponed target falls due; None when none is postponed."""
    row = connection.execute(
        "SELECT min(next_due) AS at FROM targets WHERE site_id = ? AND state = 'due' AND next_due IS NOT NULL",
        (site,),
    ).fetchone()
    return None if row["at"] is None else str(row["at"])


def _targets(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> list[Target]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM targets t JOIN sites s ON s.id = t.site_id WHERE {where}", tuple(values)
    )
    return [Target(**dict(row)) for row in rows]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
