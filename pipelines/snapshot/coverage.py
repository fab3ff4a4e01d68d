"""What is counted while the documents pass by: the numbers of the datasheet, and the years each body reported on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pipelines.snapshot.missing import Body

Row = dict[str, Any]


@dataclass
class Coverage:
    """Counts over current versions; `rows` are those of whole tables."""

    rows: Counter[str] = field(default_factory=Counter)
    documents: Counter[tuple[str, str, int | None]] = field(default_factory=Counter)
    """By region, kind and year."""
    formats: Counter[tuple[str, int | None]] = field(default_factory=Counter)
    portals: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    checks: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By check and status."""
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By portal and outcome."""
    gaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By portal and what is missing."""
    blank: int = 0
    """Figures of current versions without a number."""
    years: dict[Body, set[int]] = field(default_factory=dict)

    def count(self, table: str, row: Row) -> None:
        """Take note of one row."""
        self.rows[table] += 1
        if table == "documents":
            self._document(row)
        elif table == "checks" and row["current"]:
            self.checks[row["name"], row["status"]] += 1
        elif table == "figures_long" and row["current"]:
            self.blank += row["value"] is None
        elif table == "outcomes":
            self.outcomes[row["portal"], row["outcome"]] += 1
        elif table == "gaps":
            self.gaps[row["portal"], row["what"]] += 1

    def _document(self, row: Row) -> None:
        self.documents[row["region"], row["kind"], row["year"]] += 1
        self.portals[row["portal"]] += 1
        self.flags.update(row["flags"].split())
        if row["kind"] == "annual_report":
            self.formats[row["format"] or "not told", row["year"]] += 1
            if row["year"] is not None:
                self.years.setdefault((row["portal"], row["issuer"] or ""), set()).add(row["year"])
