"""The values a crawler hands to the archive, and those it gets back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipelines.document import Document
from pipelines.exchange import Exchange

TargetKind = Literal["listing", "page", "attachment", "robots"]
CaptureKind = Literal["page", "listing", "robots", "attachment", "redirect", "other"]
TargetState = Literal["due", "leased", "fetched", "done", "gone", "refused", "failed"]
RunStatus = Literal["running", "complete", "limited", "interrupted", "failed"]
Truncation = Literal["", "length", "time", "disconnect", "unspecified"]

READABLE_OUTCOMES = frozenset({"ok", "unchanged"})
"""Outcomes whose capture shows the document itself; no other ever makes a version."""


@dataclass(frozen=True)
class SiteFacts:
    """What the archive keeps of a portal's declaration. `name` is the name of its site file."""

    name: str
    title: str = ""
    region: str = ""
    level: str = ""
    family: str = ""


@dataclass(frozen=True)
class NewTarget:
    """A URL that a site is now known to have.

    `again` makes an already known target due once more, unless this run has tried it already.
    """

    url: str
    kind: TargetKind = "page"
    ordinal: int = 0
    """Page number of a listing, or depth: lower ones are leased first."""
    parent: int | None = None
    """Target on which it was seen; a settlement puts its own target here when None."""
    list_title: str = ""
    list_date: str = ""
    again: bool = False
    part: int = 0
    """2 and up for a later page of the article of `parent`, which is no document of its own."""


@dataclass(frozen=True)
class Target:
    """One row of the frontier, as leased."""

    id: int
    site: str
    url: str
    kind: TargetKind
    state: TargetState
    ordinal: int
    failures: int
    parent: int | None
    list_title: str
    list_date: str
    etag: str | None
    last_modified: str | None
    last_digest: str | None
    first_seen: str
    last_seen: str
    next_due: str | None
    reason: str
    part: int = 0
    """2 and up for a later page of the article of `parent`."""


@dataclass(frozen=True)
class Labelled:
    """One exchange with what the crawler makes of it. The label never decides whether it is archived."""

    exchange: Exchange
    kind: CaptureKind
    outcome: str
    """ok, unchanged, blocked, throttled, gone, unreachable, tls_failed, soft_404, truncated, too_large, refused …"""
    detail: str = ""
    redirect_to: str = ""
    """Absolute address this answer sends to."""
    truncation: Truncation = ""
    """Why a truncated answer ends; "" leaves it `unspecified`."""


@dataclass(frozen=True)
class ListingFacts:
    """What a listing says of itself (`declared`, None when it does not say) and what was found on it (`listed`)."""

    declared: int | None
    listed: int
    page: int = 0


@dataclass(frozen=True)
class Reading:
    """The result of reading one document out of a capture: the document, or the sentence why there is none."""

    rules: str
    """Digest of the rules that read it."""
    software: str
    """Name and version of what read it, e.g. ``gongkai/0.1.0``."""
    document: Document | None = field(default=None, repr=False)
    problem: str = ""
    url: str = ""
    """The address that was read: that of a member of an archive; '' for the capture's own."""

    def __post_init__(self) -> None:
        if (self.document is None) == (self.problem == ""):
            raise ValueError("a reading holds either a document or the sentence of a problem")


@dataclass(frozen=True)
class Settlement:
    """All that came of one target, committed in one transaction.

    `exchanges` are in the order they happened; the last one is the target's own answer. `read` asks for that
    answer to be read later (its capture becomes pending and the target `fetched`, whatever `state` says);
    `readings` gives the results at once. An answer whose outcome is not ok or unchanged is never read.
    """

    run: int
    site: str
    target: int | None
    exchanges: tuple[Labelled, ...]
    state: TargetState
    now: str
    reason: str = ""
    next_due: str | None = None
    discovered: tuple[NewTarget, ...] = ()
    listing: ListingFacts | None = None
    read: bool = False
    readings: tuple[Reading, ...] = field(default=(), repr=False)
    """Of every document the answer holds, its own first."""
    rules: str = ""
    """Digest of the rules now in force: the same bytes of the same URL already read by them need no reading."""


@dataclass(frozen=True)
class Settled:
    """What a settlement became."""

    captures: tuple[int, ...]
    pending: int | None = None
    """The capture that waits to be read, if any."""
    document: int | None = None
    """Row of the answer's own document, where it was read or recognised; `version` and `new_version` are of it."""
    version: int | None = None
    new_version: bool = False


@dataclass(frozen=True)
class Unread:
    """A capture that was archived and waits for its reading."""

    capture: int
    site: str
    target: int | None
    url: str
    list_title: str
    list_date: str


@dataclass(frozen=True)
class Validators:
    """What to send for a conditional request, from the newest good capture of a URL."""

    etag: str | None
    last_modified: str | None
    capture: int
    body_digest: str | None
