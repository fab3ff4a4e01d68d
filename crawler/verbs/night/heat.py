"""Portals against years: what is held of what the lists name. A cell has its numbers as well as its shade."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.verbs.ledger.markup import NONE, Markup, element, join, text
from crawler.verbs.night.words import plural
from pipelines.archive.completeness import REASONS, Year
from pipelines.archive.run_report import PortalNight

SHADES = ((1.0, "h5"), (0.9, "h4"), (0.66, "h3"), (0.33, "h2"), (0.0, "h1"))
"""From which share on a cell has which shade."""


def heat_map(portals: Sequence[PortalNight]) -> Markup:
    """A row a portal, a column a year, addresses of no known year last; below, what lists declare and do not name."""
    years = sorted(
        {year.year for p in portals for year in p.years}, key=lambda year: (year is None, year or 0)
    )
    if not years:
        return element("p", NONE, text("No list has named a document yet."))
    head = [element("th", {"scope": "col"}, text("portal"))]
    head += [element("th", {"scope": "col", "class": "n"}, text(str(year or "no year"))) for year in years]
    rows = []
    for p in portals:
        cells = {year.year: year for year in p.years}
        name = element("th", {"scope": "row"}, element("span", {"lang": "zh"}, text(p.title)))
        rows.append(element("tr", NONE, name, *(_cell(cells.get(year)) for year in years)))
    table = element(
        "table",
        {"class": "heat"},
        element("thead", NONE, element("tr", NONE, *head)),
        element("tbody", NONE, *rows),
    )
    short = [
        element("li", NONE, element("span", {"lang": "zh"}, text(p.title)), text(f": {listing.sentence}"),
                element("small", NONE, text(listing.url)))
        for p in portals for listing in p.listings
    ]  # fmt: skip
    return join(
        (
            element("div", {"class": "wide"}, table),
            _key(),
            element("ul", {"class": "items card"}, *short) if short else text(""),
        )
    )


def _key() -> Markup:
    steps = (("h5", "all"), ("h4", "from 90 %"), ("h3", "from 66 %"), ("h2", "from 33 %"), ("h1", "less"))
    shades = (element("span", {"class": name}, text(words)) for name, words in steps)
    told = text("A number is of documents held; 7/8 are 7 of 8 that lists name. Held of what is named: ")
    return element("p", {"class": "soft shades"}, told, *shades)


def shade(year: Year) -> str:
    """The class of a cell.

    >>> shade(Year("shifan", 2024, named=10, held=9))
    'h4'
    """
    return next(name for least, name in SHADES if year.share >= least)


def _cell(year: Year | None) -> Markup:
    if year is None:
        return element("td", {"class": "h0"}, text("·"))
    missing = "; ".join(f"{count} {REASONS[reason]}" for reason, count in sorted(year.missing.items()))
    title = f"{year.year or 'no year'}: {year.held} of {plural(year.named, 'address', 'addresses')} held"
    words = str(year.held) if year.held == year.named else f"{year.held}/{year.named}"
    return element(
        "td", {"class": shade(year), "title": f"{title}; {missing}" if missing else title}, text(words)
    )
