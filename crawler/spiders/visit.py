"""One target's visit: every exchange it took, and what the archive is to keep of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from crawler.fetch.location import redirect_target
from crawler.fetch.outcome import Outcome, classify
from crawler.site import Site
from crawler.spiders.listing import Listing
from pipelines.archive.settlement import (
    CaptureKind,
    Labelled,
    ListingFacts,
    NewTarget,
    Settlement,
    Target,
    TargetState,
)
from pipelines.capture import Capture
from pipelines.exchange import Exchange

_STATES: dict[str, TargetState] = {
    "ok": "done",
    "unchanged": "done",
    "moved": "done",
    "gone": "gone",
    "refused": "refused",
}
"""What becomes of a target after an outcome; every other outcome leaves it failed."""


@dataclass
class Visit:
    """A target being fetched. `labelled` grows with every attempt and redirect hop; the last is the answer."""

    target: Target | None
    labelled: list[Labelled] = field(default_factory=list)

    @property
    def kind(self) -> CaptureKind:
        if self.target is None:
            return "robots"
        return self.target.kind

    @property
    def article(self) -> int | None:
        """The target of the article of which this is a later page, None for anything else."""
        return self.target.parent if self.target is not None and self.target.part else None

    @cached_property
    def capture(self) -> Capture | None:
        """The final answer as readers see it; None when there was no exchange at all (a refusal)."""
        return self.labelled[-1].exchange.capture() if self.labelled else None


def label(exchange: Exchange, kind: CaptureKind) -> Labelled:
    """An exchange with its outcome and where it sends; a hop on the way is a `redirect` whatever was asked."""
    outcome = classify(exchange)
    redirect = redirect_target(exchange)
    if kind != "robots" and redirect:
        kind = "redirect"
    return Labelled(exchange, kind, outcome.name, outcome.detail, redirect)


def settlement(
    visit: Visit, outcome: Outcome, listing: Listing, site: Site, run: int, now: str, rules: str
) -> Settlement:
    """All that a visit brought, for one transaction."""
    readable = visit.kind in ("page", "attachment") and visit.article is None
    is_listing = visit.kind == "listing" and outcome.name == "ok"
    return Settlement(
        run=run,
        site=site.name,
        target=visit.target.id if visit.target else None,
        exchanges=tuple(visit.labelled),
        state=_STATES.get(outcome.name, "failed"),
        now=now,
        reason="" if outcome.name == "ok" else f"{outcome}: {outcome.evidence}",
        discovered=discovered(listing, site, visit.target.ordinal if visit.target else 0),
        listing=ListingFacts(
            listing.declared, len(listing.entries), visit.target.ordinal if visit.target else 0
        )
        if is_listing
        else None,
        read=readable and outcome.name in ("ok", "unchanged"),
        rules=rules,
    )


def discovered(listing: Listing, site: Site, ordinal: int) -> tuple[NewTarget, ...]:
    """The site's own targets among what a listing names; links that leave its hosts are not followed."""
    pages = [
        NewTarget(entry.url, entry.kind, ordinal, None, entry.title, entry.date, again=True)
        for entry in listing.entries
        if _own(entry.url, site)
    ]
    further = [NewTarget(url, "listing", ordinal + 1, again=True) for url in listing.more if _own(url, site)]
    return (*pages, *further)


def _own(url: str, site: Site) -> bool:
    return urlsplit(url).hostname in site.hosts
