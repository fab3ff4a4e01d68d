"""What the rules of alarms.py judge by: one portal's nights, its lists, its dates, and how its newest pages were read."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from statistics import median

NIGHTS = 14
"""Complete runs before this one that are looked back on."""
SAMPLE, SAMPLE_NIGHTS = 20, 7
"""The newest pages of a portal: so many at most, met for the first time in so many runs at most."""
EARLIER = 300
"""Pages before these that they are held against."""
YEARS = 3
"""Years of publication dates that tell how often a portal publishes."""


@dataclass(frozen=True)
class Night:
    """One run at one portal; an address that was tried several times counts once, by its last answer."""

    run: int
    asked: int
    outcomes: Counter[str]
    lists_asked: int
    lists_outcomes: Counter[str]
    read: int
    unreadable: int


@dataclass(frozen=True)
class Page:
    """How one page was read: where its text was found, who was believed, which fields it has."""

    kind: str
    marker: str
    """The selector that found the text, where one did; else the place of the container."""
    believed: str
    fields: frozenset[str]


@dataclass(frozen=True)
class Changed:
    """Two readings of one document by the same rules, the later of other bytes and with other figures."""

    url: str
    title: str
    before: int
    after: int
    noticed: bool
    """The page itself says that it was corrected, or bears another date or title."""


@dataclass(frozen=True)
class Facts:
    """Everything about one portal at the end of a run, asked of the archive when a rule needs it."""

    connection: sqlite3.Connection
    site: str
    run: int
    now: str
    _site: int = field(init=False)
    _nights: dict[int, Night] = field(init=False, default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        row = self.connection.execute("SELECT id FROM sites WHERE name = ?", (self.site,)).fetchone()
        object.__setattr__(self, "_site", row["id"] if row else 0)

    @cached_property
    def tonight(self) -> Night:
        return self._night(self.run)

    def before(self, alarm: str) -> tuple[Night, ...]:
        """Earlier complete runs that asked this portal, newest first; while an alarm is open, those before it opened.

        So bad nights do not become the measure of bad nights.
        """
        row = self.connection.execute(
            "SELECT opened_run_id FROM alarms WHERE site_id = ? AND name = ? AND closed_at IS NULL",
            (self._site, alarm),
        ).fetchone()
        until = self.run if row is None or row["opened_run_id"] is None else row["opened_run_id"]
        return tuple(self._night(run) for run in [run for run in self._runs if run < until][:NIGHTS])

    @property
    def runs(self) -> int:
        """Complete runs that asked this portal before this one."""
        return len(self._runs)

    @cached_property
    def listed(self) -> tuple[int, float] | None:
        """Documents that tonight's lists name, and how many the same list pages named as a rule.

        None when no list page that has answered before was read tonight.
        """
        rows = self.connection.execute(
            """SELECT l.target_id, c.run_id, l.listed FROM listings l JOIN captures c ON c.id = l.capture_id
                WHERE c.site_id = ? ORDER BY l.capture_id""",
            (self._site,),
        )
        pages: dict[int, dict[int, int]] = {}
        for row in rows:
            pages.setdefault(row["target_id"], {})[row["run_id"]] = row["listed"]
        earlier = set(self._runs[:NIGHTS])
        now, usual = 0, 0.0
        known = False
        for runs in pages.values():
            past = [listed for run, listed in runs.items() if run in earlier]
            if self.run in runs and past:
                known = True
                now += runs[self.run]
                usual += median(past)
        return (now, usual) if known else None

    @cached_property
    def named_tonight(self) -> int | None:
        """Links to documents on all list pages of this run; None when no list was read."""
        row = self.connection.execute(
            """SELECT count(*) AS pages, sum(l.listed) AS listed FROM listings l JOIN captures c ON c.id = l.capture_id
                WHERE c.site_id = ? AND c.run_id = ?""",
            (self._site, self.run),
        ).fetchone()
        return int(row["listed"]) if row["pages"] else None

    @cached_property
    def successes(self) -> int:
        """Answers with outcome ok or unchanged that the portal has ever given, robots.txt apart."""
        row = self.connection.execute(
            """SELECT count(*) AS n FROM captures
                WHERE site_id = ? AND outcome IN ('ok', 'unchanged') AND kind <> 'robots'""",
            (self._site,),
        ).fetchone()
        return int(row["n"])

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Days on which the portal says it published something, up to today, in order."""
        today = date.fromisoformat(self.now[:10])
        rows = self.connection.execute(
            """SELECT substr(published, 1, 10) AS day FROM documents WHERE site_id = :site AND published IS NOT NULL
               UNION SELECT substr(list_date, 1, 10) FROM targets WHERE site_id = :site AND list_date <> ''""",
            {"site": self._site},
        )
        days = sorted(day for row in rows if (day := _day(row["day"])) is not None and day <= today)
        return tuple(day for day in days if day > today - timedelta(days=365 * YEARS))

    @cached_property
    def watched_since(self) -> date | None:
        """The day the portal was first asked."""
        row = self.connection.execute(
            "SELECT min(started_at) AS first FROM captures WHERE site_id = ?", (self._site,)
        ).fetchone()
        return date.fromisoformat(row["first"][:10]) if row["first"] else None

    @cached_property
    def tls(self) -> tuple[tuple[str, str], ...]:
        """Addresses whose connection failed for its certificate or protocol tonight, each with the error."""
        rows = self.connection.execute(
            """SELECT url, error FROM captures WHERE site_id = ? AND run_id = ? AND outcome = 'tls_failed'
                ORDER BY id""",
            (self._site, self.run),
        )
        return tuple((row["url"], row["error"]) for row in rows)

    @cached_property
    def newest(self) -> tuple[Page, ...]:
        """Pages met for the first time in the latest runs, the portal's first one apart; newest first."""
        recent = [self.run, *self._runs[: SAMPLE_NIGHTS - 1]]
        first = min([self.run, *self._runs])
        runs = [run for run in recent if run != first]
        return tuple(self._pages(f"c.run_id IN ({', '.join('?' * len(runs))})", runs, SAMPLE)) if runs else ()

    @cached_property
    def earlier(self) -> tuple[Page, ...]:
        """The pages before those."""
        both = tuple(self._pages("1", [], SAMPLE + EARLIER))
        return both[len(self.newest) :]

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """Documents whose figures changed within the last week, as far as both readings are by the same rules."""
        rows = self.connection.execute(
            """SELECT d.url, v.title, p.id AS before, v.id AS after,
                      v.title IS NOT p.title OR v.published IS NOT p.published
                      OR (v.text GLOB '*更正*' AND p.text NOT GLOB '*更正*')
                      OR (v.text GLOB '*勘误*' AND p.text NOT GLOB '*勘误*')
                      OR (v.text GLOB '*修订*' AND p.text NOT GLOB '*修订*') AS noticed
                 FROM documents d JOIN versions v ON v.id = d.version_id JOIN captures c ON c.id = v.capture_id
                 JOIN versions p ON p.id = (SELECT max(e.id) FROM versions e
                       WHERE e.document_id = d.id AND e.id < v.id AND e.rules = v.rules)
                 JOIN captures b ON b.id = p.capture_id
                WHERE d.site_id = ? AND c.started_at > ? AND b.body_digest IS NOT c.body_digest
                  AND EXISTS (SELECT name, value, raw FROM figures WHERE version_id = v.id
                              EXCEPT SELECT name, value, raw FROM figures WHERE version_id = p.id)
                ORDER BY v.id""",
            (self._site, _days_before(self.now, 7)),
        )
        return tuple(
            Changed(row["url"], row["title"], row["before"], row["after"], bool(row["noticed"]))
            for row in rows
        )

    @cached_property
    def _runs(self) -> tuple[int, ...]:
        """Numbers of the earlier complete runs that asked this portal, newest first."""
        rows = self.connection.execute(
            """SELECT r.id FROM runs r WHERE r.status = 'complete' AND r.id < ?
                  AND EXISTS (SELECT 1 FROM captures c WHERE c.run_id = r.id AND c.site_id = ?)
                ORDER BY r.id DESC""",
            (self.run, self._site),
        )
        return tuple(row["id"] for row in rows)

    def _night(self, run: int) -> Night:
        if run not in self._nights:
            self._nights[run] = self._asked_in(run)
        return self._nights[run]

    def _asked_in(self, run: int) -> Night:
        rows = self.connection.execute(
            """SELECT kind, outcome, reading, count(*) AS n FROM captures
                WHERE id IN (SELECT max(id) FROM captures
                              WHERE run_id = ? AND site_id = ? AND target_id IS NOT NULL GROUP BY target_id)
                GROUP BY kind, outcome, reading""",
            (run, self._site),
        ).fetchall()
        outcomes, lists = Counter[str](), Counter[str]()
        for row in rows:
            outcomes[row["outcome"]] += row["n"]
            if row["kind"] == "listing":
                lists[row["outcome"]] += row["n"]
        read = sum(row["n"] for row in rows if row["reading"] in ("version", "sighting", "problem"))
        unreadable = sum(row["n"] for row in rows if row["reading"] == "problem")
        return Night(run, outcomes.total(), outcomes, lists.total(), lists, read, unreadable)

    def _pages(self, where: str, values: list[int], limit: int) -> Iterator[Page]:
        rows = self.connection.execute(
            f"""SELECT v.kind, v.container, v.believed,
                       (SELECT json_group_array(name) FROM fields WHERE version_id = v.id) AS fields,
                       EXISTS (SELECT 1 FROM figures WHERE version_id = v.id) AS figures
                  FROM documents d JOIN versions v ON v.id = d.version_id
                  JOIN captures c ON c.id = (SELECT min(capture_id) FROM versions WHERE document_id = d.id)
                 WHERE d.site_id = ? AND c.kind = 'page' AND {where} ORDER BY c.id DESC LIMIT ?""",
            (self._site, *values, limit),
        )
        for row in rows:
            names = {name.strip('"') for name in row["fields"].strip("[]").split(",")} - {""}
            if row["figures"]:
                names.add("figures")
            yield Page(row["kind"], marker_of(row["container"]), row["believed"], frozenset(names))


def marker_of(container: str) -> str:
    """What found the text, of the words that name a container.

    >>> marker_of("#zoom > div (trs .TRS_Editor)")
    'trs .TRS_Editor'
    >>> marker_of("body > div:nth-of-type(3)")
    'body > div:nth-of-type(3)'
    """
    named = re.search(r" \(([^()]*)\)$", container)
    return named[1] if named else container


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days_before(instant: str, days: int) -> str:
    return (date.fromisoformat(instant[:10]) - timedelta(days=days)).isoformat()
