"""A run made ready: the archive open, its sites known, their targets due, what was left unread being read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crawler.clock import now
from crawler.config import Config
from crawler.errors import UsageError
from crawler.fetch.safety import is_public
from crawler.run.desk import Desk
from crawler.run.reader import Readers
from crawler.site import Site
from crawler.spiders.keys import checked_keys
from pipelines.archive.settlement import NewTarget, SiteFacts, TargetKind
from pipelines.archive.store import Archive
from pipelines.reading.rules import software

_KINDS: tuple[TargetKind, ...] = ("listing", "page", "attachment")


@dataclass(frozen=True)
class Plan:
    """What a run is to do."""

    command: str
    sites: tuple[Site, ...]
    archive: Path
    config: Config
    max_pages: int | None = None
    """Pages a site; a run so limited marks nothing complete."""
    urls: tuple[str, ...] = ()
    """Only these known targets, for a re-fetch."""
    conditional: bool = True
    """Send the validators of the last answer, so that an unchanged page may answer 304."""

    @property
    def limited(self) -> bool:
        return self.max_pages is not None or bool(self.urls)


@dataclass
class OpenRun:
    """A run under way."""

    plan: Plan
    archive: Archive
    desk: Desk
    readers: Readers
    continued: bool
    started_at: str = field(default_factory=now)


def require_contact(sites: Sequence[Site], contact: str) -> None:
    """Raises UsageError when a portal beyond this machine would be asked by somebody it cannot write to."""
    beyond = [site.name for site in sites if not _stays_here(site)]
    if beyond and not contact:
        raise UsageError(
            f"{', '.join(beyond[:5])}: a crawl beyond this machine needs a contact that portals can write to; "
            'set `contact = "https://…"` (or a mail address) in gongkai.toml, or GONGKAI_CONTACT'
        )


def open_run(plan: Plan) -> OpenRun:
    """Open the archive for writing and make the plan's targets due.

    Raises UsageError, SiteFileError and ArchiveError; what can be wrong in the plan is found before a run begins.
    """
    require_contact(plan.sites, plan.config.contact)
    for site in plan.sites:
        checked_keys(site)
    begun = now()
    about = {"software": software(), "format": "WARC File Format 1.1"}
    if plan.config.contact:
        about["operator"] = plan.config.contact
    archive = Archive.open(plan.archive, about, begun, limit_bytes=plan.config.limits.warc_mib << 20)
    try:
        _require_known(archive, plan)
        facts = [SiteFacts(s.name, s.title, s.region, s.level, s.family) for s in plan.sites]
        run, continued = archive.start_run(
            plan.command, facts, _settings(plan), software(), begun, limited=plan.limited
        )
        for site in plan.sites:
            _make_due(archive, plan, site, run)
        readers = Readers(plan.config.limits.readers)
        desk = Desk(archive, run, readers, {site.name: site.hosts for site in plan.sites})
    except BaseException:
        archive.close()
        raise
    return OpenRun(plan, archive, desk, readers, continued, begun)


def _require_known(archive: Archive, plan: Plan) -> None:
    """Raises UsageError for an address that no listing of the site has named; crawling is what finds addresses."""
    for url in plan.urls:
        if not any(archive.target(site.name, url) for site in plan.sites):
            raise UsageError(f"{url}: the archive knows no such address of this site; crawl the site first")


def _make_due(archive: Archive, plan: Plan, site: Site, run: int) -> None:
    if plan.urls:
        archive.make_due(site.name, run, _KINDS, plan.urls)
        return
    archive.add_targets(site.name, [NewTarget(url, "listing") for url in site.start], run, now())
    archive.make_due(site.name, run, _KINDS)


def _settings(plan: Plan) -> Mapping[str, object]:
    return {
        "max_pages": plan.max_pages,
        "urls": list(plan.urls),
        "conditional": plan.conditional,
        # where the archive lies and who is written to are no facts of a crawl, and the latter may hold a secret
        **plan.config.model_dump(exclude={"archive", "report"}),
    }


def _stays_here(site: Site) -> bool:
    """True when every host of a site is mapped to an address that is not a public one."""
    here = {
        name.lower() if name.count(":") > 1 else name.lower().partition(":")[0]
        for name, address in site.fetch.connect.items()
        if not is_public(address.rpartition(":")[0].strip("[]"))
    }
    return site.hosts <= here
