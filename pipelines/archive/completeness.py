"""The completeness ledger: what the lists of portals name and declare, held against what the archive holds.

Everything is an observation: an address was named by a list, was asked, showed a document or did not. That something
was never published, or was taken away, is nowhere claimed. The denominator is what the portal itself lists.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

ALWAYS = "9999"
"""An instant after all others: the archive as it stands."""

_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年|\s*[-－—–]\s*(?:19|20)\d\d\s*年)")

REASONS: Mapping[str, str] = {
    "never_asked": "named by a list, never asked",
    "blocked": "asked, and the portal did not let us in",
    "gone": "asked, and nothing is at the address",
    "failed": "asked, and no whole answer came",
    "moved": "asked, and sent on to where no document was",
    "refused": "not asked: robots.txt or the scope of the portal forbids it",
    "unreadable": "kept, but no document could be read out of it",
    "unread": "kept, and still to be read",
    "elsewhere": "held as a document of another portal",
}
"""Why an address that was named is not held, each in words."""

_OUTCOMES = {
    "blocked": "blocked", "throttled": "blocked", "gone": "gone", "soft_404": "gone", "moved": "moved",
    "refused": "refused", "unreachable": "failed", "tls_failed": "failed", "truncated": "failed",
    "too_large": "failed",
}  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """An address that a list or a document names and that is not held."""

    site: str
    url: str
    kind: str
    title: str
    """As listed."""
    year: int | None
    reason: str
    """A key of REASONS."""
    sentence: str
    """What the last look met, in the words it was recorded with."""
    named: str
    """When it was last named; UTC."""
    asked: str | None
    """When it was last asked; None: never."""


@dataclass
class Year:
    """One portal, one year: addresses that were named, those that are held, and why the others are not."""

    site: str
    year: int | None
    """What the report is about; else the year in its listed title, on the list, or of its publication."""
    named: int = 0
    held: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    """How many for each of REASONS."""

    @property
    def share(self) -> float:
        return self.held / self.named if self.named else 1.0


@dataclass(frozen=True)
class Declared:
    """One listing with all its pages: what it declares, what its pages name, what of that is held."""

    site: str
    url: str
    """Its first page."""
    declared: int | None
    """None: it does not say. An unknown total is never taken for a met one."""
    listed: int
    """Links to documents on the newest answer of each of its pages."""
    pages: int
    pages_answered: int
    held: int

    @property
    def sentence(self) -> str:
        """What is short, '' when nothing is."""
        short = []
        if self.pages_answered < self.pages:
            short.append(f"{self.pages - self.pages_answered} of its {self.pages} pages never answered")
        if self.declared is not None and self.listed < self.declared:
            short.append(f"it declares {self.declared} and its pages name {self.listed}")
        return "; ".join(short)


@dataclass(frozen=True)
class Ledger:
    """Everything named against everything held, portals and years in order (addresses of no known year last)."""

    years: tuple[Year, ...]
    missing: tuple[Missing, ...]
    listings: tuple[Declared, ...]


def ledger(connection: sqlite3.Connection, site: str | None = None, at: str = ALWAYS) -> Ledger:
    """The ledger of one portal or of all; with `at`, of the addresses and documents known by that instant."""
    years: dict[tuple[str, int | None], Year] = {}
    missing = []
    for row in _addresses(connection, site, at):
        year = year_of(row)
        entry = years.setdefault((row["site"], year), Year(row["site"], year))
        entry.named += 1
        gap = _missing(row, year)
        if gap is None:
            entry.held += 1
        else:
            entry.missing[gap.reason] = entry.missing.get(gap.reason, 0) + 1
            missing.append(gap)
    ordered = sorted(years.values(), key=lambda one: (one.site, one.year is None, one.year or 0))
    return Ledger(tuple(ordered), tuple(missing), tuple(_listings(connection, site, at)))


def year_of(row: Mapping[str, object] | sqlite3.Row) -> int | None:
    """The year an address is counted under: of the report, in the listed title, of the list, of the publication.

    >>> facts = dict.fromkeys(["year", "list_date", "published", "above_title", "above_date"])
    >>> year_of({**facts, "list_title": "某县二〇一九年政府信息公开工作年度报告"})
    2019
    """
    if row["year"]:
        return int(str(row["year"]))
    for title, date in (("list_title", "list_date"), ("above_title", "above_date")):
        printed = _YEAR.search(str(row[title] or "").translate(_DIGITS))
        if printed:
            return int(printed[1])
        dated = str(row[date] or row["published"] or "")[:4]
        if dated.isdecimal():
            return int(dated)
    return None


def _addresses(connection: sqlite3.Connection, site: str | None, at: str) -> Iterator[sqlite3.Row]:
    """Every page and file that was named, with its document, its last look and the problem that look ended with."""
    yield from connection.execute(
        """WITH shown AS MATERIALIZED (
               SELECT c.target_id, min(v.document_id) AS document_id FROM (
                   SELECT capture_id, document_id FROM versions
                   UNION ALL
                   SELECT g.capture_id, v.document_id FROM sightings g JOIN versions v ON v.id = g.version_id) v
                 JOIN captures c ON c.id = v.capture_id
                WHERE c.started_at <= :at AND c.target_id IS NOT NULL GROUP BY c.target_id),
             looks AS MATERIALIZED (
               SELECT target_id, max(id) AS capture_id FROM captures
                WHERE started_at <= :at AND target_id IS NOT NULL GROUP BY target_id)
           SELECT s.name AS site, t.url, t.kind, t.state, t.reason, t.list_title, t.list_date, t.last_seen,
                  above.list_title AS above_title, above.list_date AS above_date,
                  d.id AS document, d.year, d.published, own.name AS held_by,
                  c.outcome, c.reading, c.started_at AS asked,
                  (SELECT sentence FROM problems WHERE capture_id = c.id ORDER BY id DESC LIMIT 1) AS problem
             FROM targets t
             JOIN sites s ON s.id = t.site_id
             LEFT JOIN targets above ON above.id = t.parent_id AND t.kind = 'attachment'
             LEFT JOIN shown ON shown.target_id = t.id
             LEFT JOIN documents d ON d.id = shown.document_id
             LEFT JOIN sites own ON own.id = d.site_id
             LEFT JOIN looks ON looks.target_id = t.id
             LEFT JOIN captures c ON c.id = looks.capture_id
            WHERE t.kind IN ('page', 'attachment') AND t.first_seen <= :at AND (:site IS NULL OR s.name = :site)
            ORDER BY s.name, t.id""",
        {"at": at, "site": site},
    )


def _missing(row: sqlite3.Row, year: int | None) -> Missing | None:
    """The gap of one address; None when its document is held."""
    if row["document"] is not None and row["held_by"] == row["site"]:
        return None
    reason, sentence = _reason(row)
    return Missing(
        row["site"], row["url"], row["kind"], row["list_title"], year, reason, sentence, row["last_seen"],
        row["asked"],
    )  # fmt: skip


def _reason(row: sqlite3.Row) -> tuple[str, str]:
    """A key of REASONS and what was recorded of the last look."""
    if row["document"] is not None:
        return "elsewhere", f"held by {row['held_by']}"
    outcome = row["outcome"]
    if outcome is None:
        reason = {"refused": "refused", "failed": "failed", "gone": "gone"}.get(row["state"], "never_asked")
        return reason, row["reason"]
    if outcome in _OUTCOMES:
        return _OUTCOMES[outcome], row["reason"] or outcome
    if row["problem"]:
        return "unreadable", row["problem"]
    return "unread", row["reason"]


def _listings(connection: sqlite3.Connection, site: str | None, at: str) -> Iterable[Declared]:
    """Listings by their first pages. Pages of one listing hang together as they were found, each under another."""
    rows = connection.execute(
        """WITH RECURSIVE facts AS MATERIALIZED (
               SELECT l.target_id, l.declared, l.listed FROM listings l
                 JOIN (SELECT max(l.capture_id) AS capture_id FROM listings l JOIN captures c ON c.id = l.capture_id
                        WHERE c.started_at <= :at GROUP BY l.target_id) USING (capture_id)
           ), lists AS MATERIALIZED (
               SELECT t.id, t.site_id, t.parent_id, t.url, f.declared, f.listed, f.target_id IS NOT NULL AS answered
                 FROM targets t LEFT JOIN facts f ON f.target_id = t.id
                WHERE t.kind = 'listing' AND t.first_seen <= :at
           ), chain (id, first) AS (
               -- a page that names documents or a total begins a listing, unless the page it was found on does so
               SELECT l.id, l.id FROM lists l LEFT JOIN lists above ON above.id = l.parent_id
                WHERE above.id IS NULL OR (above.declared IS NULL AND coalesce(above.listed, 0) = 0)
               UNION
               SELECT l.id, chain.first FROM lists l JOIN chain ON l.parent_id = chain.id
                 JOIN lists above ON above.id = chain.id
                WHERE above.declared IS NOT NULL OR above.listed > 0
           ), held AS MATERIALIZED (
               SELECT t.parent_id, count(*) AS n FROM targets t
                WHERE t.kind <> 'listing' AND EXISTS (
                    SELECT 1 FROM captures c WHERE c.target_id = t.id AND c.reading IN ('version', 'sighting')
                       AND c.started_at <= :at)
                GROUP BY t.parent_id)
           SELECT s.name AS site, head.url, max(l.declared) AS declared, coalesce(sum(l.listed), 0) AS listed,
                  count(*) AS pages, sum(l.answered) AS pages_answered, coalesce(sum(held.n), 0) AS held
             FROM chain JOIN lists l ON l.id = chain.id JOIN lists head ON head.id = chain.first
             JOIN sites s ON s.id = head.site_id LEFT JOIN held ON held.parent_id = l.id
            WHERE :site IS NULL OR s.name = :site
            GROUP BY chain.first
           HAVING max(l.declared) IS NOT NULL OR coalesce(sum(l.listed), 0) > 0 OR sum(l.answered) < count(*)
            ORDER BY s.name, head.url""",
        {"at": at, "site": site},
    )
    return (Declared(**dict(row)) for row in rows)
