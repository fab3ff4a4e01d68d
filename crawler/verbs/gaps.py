"""`gongkai gaps`: what portals name and declare against what is held, year by year, and the reason of every gap."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.text import Text

from crawler.verbs import exits
from crawler.verbs.console import console, sheet
from crawler.verbs.streams import stdout_may_close
from pipelines.archive.absence import Absence, absences
from pipelines.archive.completeness import REASONS, Ledger, Year, ledger
from pipelines.archive.connection import connect_reader
from pipelines.archive.frontier import site_id
from pipelines.archive.missing_years import MissingYear, missing_years

SHOWN = 30
"""Rows of each long table; --json gives all."""


@dataclass(frozen=True)
class Gaps:
    """Everything this verb knows."""

    ledger: Ledger
    missing_years: tuple[MissingYear, ...]
    absent: tuple[Absence, ...]


def gaps(archive: Path, site: str | None, as_json: bool) -> int:
    """The ledger of one portal or of all. Raises ArchiveError for a portal the archive does not know."""
    with closing(connect_reader(archive / "archive.sqlite")) as connection:
        if site is not None:
            site_id(connection, site)
        found = Gaps(ledger(connection, site), missing_years(connection, site), absences(connection, site))
    with stdout_may_close():
        if as_json:
            print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        else:
            _print(found)
    return exits.OK


def _print(found: Gaps) -> None:
    out = console()
    _print_years(found.ledger.years)
    short = [one for one in found.ledger.listings if one.sentence]
    if short:
        table = sheet("portal", "declared", "named", "held", "what is short", title="Lists that are short")
        for one in short:
            told = _named(one.sentence, one.url)
            declared = "—" if one.declared is None else str(one.declared)
            table.add_row(one.site, declared, str(one.listed), str(one.held), told)
        out.print(table)
    missing = found.ledger.missing
    if missing:
        table = sheet(
            "portal", "year", "why", "what the last look met", "named as", title="Named and not held"
        )
        for gap in missing[:SHOWN]:
            asked = f"asked {gap.asked[:10]}: " if gap.asked else f"named {gap.named[:10]}, never asked"
            met = f"{asked}{gap.sentence}"
            table.add_row(gap.site, str(gap.year or "—"), gap.reason, Text(met), _named(gap.title, gap.url))
        out.print(table)
        _rest(missing)
    if found.missing_years:
        table = sheet("portal", "body", "year", "because", title="Years without an annual report")
        for year in found.missing_years[:SHOWN]:
            table.add_row(year.site, Text(year.body), str(year.year), year.sentence)
        out.print(table)
        _rest(found.missing_years)
    if found.absent:
        table = sheet("portal", "document", "observed", title="Seen before, absent at the latest look")
        for one in found.absent[:SHOWN]:
            table.add_row(one.site, _named(one.title, one.url), one.sentence)
        out.print(table)
        _rest(found.absent)
    if not (short or missing or found.missing_years or found.absent):
        out.print("Everything that lists name is held, and no year stands out.")


def _print_years(years: Sequence[Year]) -> None:
    table = sheet("portal", "year", "named", "held", "share", "not held, and why")
    for name in dict.fromkeys(year.site for year in years):
        of_portal = [year for year in years if year.site == name]
        whole = [year for year in of_portal if year.held == year.named]
        for year in of_portal:
            if year not in whole:
                table.add_row(name, str(year.year or "unknown"), *_counts([year]))
        if whole:
            table.add_row(name, _years(whole), *_counts(whole))
    console().print(table)


def _counts(years: Sequence[Year]) -> tuple[str, str, str, str]:
    named, held = sum(year.named for year in years), sum(year.held for year in years)
    missing = sum((Counter(year.missing) for year in years), Counter[str]())
    why = "; ".join(f"{count} {REASONS[reason]}" for reason, count in missing.most_common())
    return str(named), str(held), f"{held / named:.0%}", why


def _years(years: Sequence[Year]) -> str:
    """Years in few words: neighbours as a range.

    >>> _years([Year("a", 2019), Year("a", 2020), Year("a", 2022), Year("a", None)])
    '2019–2020, 2022, unknown'
    """
    known = sorted(year.year for year in years if year.year is not None)
    ranges: list[list[int]] = []
    for year in known:
        if ranges and ranges[-1][-1] == year - 1:
            ranges[-1].append(year)
        else:
            ranges.append([year])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in ranges]
    return ", ".join([*words, *["unknown"] * (len(known) < len(years))])


def _named(title: str, url: str) -> Text:
    """A title over its address, which is never cut short: people copy it."""
    return Text(f"{title}\n{url}".strip(), overflow="fold")


def _rest(rows: Sequence[object]) -> None:
    if len(rows) > SHOWN:
        console().print(f"… and {len(rows) - SHOWN} more; --json gives all")
