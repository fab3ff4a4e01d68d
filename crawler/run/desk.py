"""Between spiders and archive: one thread that writes, processes that read, and the reactor that never waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

from crawler.clock import now
from crawler.run.reader import Readers
from pipelines.archive.settlement import NewTarget, Settled, Settlement, Target, Unread
from pipelines.archive.store import Archive
from pipelines.attachments.members import member_of
from pipelines.capture import Capture
from pipelines.reading.profile import Profile
from pipelines.reading.rules import rules_digest

logger = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass
class Tally:
    """What a run has done so far, for the progress display and the summary."""

    captures: int = 0
    pages: int = 0
    read: int = 0
    versions: int = 0
    unreadable: int = 0
    failed: int = 0


class Desk:
    """Spiders' only way to the archive. All archive calls happen on its one writer thread, in the order asked.

    A settlement that waits while another is being written joins the next batch, so that one fsync and one
    transaction serve them all. `fault` holds the error that stopped the run, if one did.
    """

    def __init__(
        self, archive: Archive, run: int, readers: Readers, hosts: dict[str, frozenset[str]]
    ) -> None:
        self.archive, self.run, self.readers, self.hosts = archive, run, readers, hosts
        self.tally = Tally()
        self.fault: Exception | None = None
        self.on_stop: Callable[[], None] = lambda: None
        self.on_commit: Callable[[], None] = lambda: None
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._waiting: list[tuple[Settlement, asyncio.Future[Settled]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def lease(self, site: str, limit: int) -> list[Target]:
        return await self._on_writer(lambda: self.archive.lease(self.run, site, limit, now()))

    async def settle(self, settlement: Settlement) -> Settled:
        """Commit one visit; returns when its bytes are on disk and its rows committed. Raises ArchiveError."""
        waiting: asyncio.Future[Settled] = asyncio.get_running_loop().create_future()
        self._waiting.append((settlement, waiting))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        settled = await waiting
        self._count(settlement, settled)
        return settled

    async def unread(self, site: str) -> list[Unread]:
        """Captures of a site that a killed run had kept and not read."""
        waiting = await self._on_writer(self.archive.unread)
        return [one for one in waiting if one.site == site]

    async def read(self, pending: int, capture: Capture | None, profile: Profile, site: str) -> None:
        """Read an archived capture and commit what it says; attachments it links to become targets.

        Without `capture` it is taken from the WARC: after a 304 or a kill, the body lies only there.
        """
        if capture is None:
            capture = await self._on_writer(lambda: self.archive.capture(pending))
        reading = await self.readers.read(capture, profile)
        found: tuple[NewTarget, ...] = ()
        if reading.document is not None:
            found = tuple(
                NewTarget(a.url, "attachment", list_title=a.name, again=True)
                for a in reading.document.attachments
                if a.url and _host(a.url) in self.hosts.get(site, frozenset()) and not member_of(a.url)
            )
        settled = await self._on_writer(
            lambda: self.archive.commit_reading(pending, reading, now=now(), run=self.run, discovered=found)
        )
        self.tally.read += 1
        self.tally.versions += settled.new_version
        self.tally.unreadable += reading.document is None
        self.on_commit()

    def rules(self, profile: Profile) -> str:
        return _rules(replace(profile, fields=()))

    def stop(self, fault: Exception) -> None:
        """End the run because of an error; the first one is kept for the verb to report."""
        if self.fault is None:
            self.fault = fault
            logger.error("the run stops: %s", fault)
            self.on_stop()

    def close(self) -> None:
        """Wait for the writer; what was asked before is done before."""
        self._writer.shutdown(wait=True)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            settlements = [settlement for settlement, _ in batch]
            try:
                results = await self._on_writer(lambda work=settlements: self.archive.commit_many(work))
            except Exception as fault:  # noqa: BLE001 (each waiting visit gets it)
                for _, waiting in batch:
                    if not waiting.done():
                        waiting.set_exception(fault)
                continue
            for (_, waiting), settled in zip(batch, results, strict=True):
                if not waiting.done():
                    waiting.set_result(settled)

    async def _on_writer(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    def _count(self, settlement: Settlement, settled: Settled) -> None:
        self.tally.captures += len(settled.captures)
        self.tally.pages += bool(settlement.target)
        self.tally.failed += settlement.state == "failed"
        self.on_commit()


@lru_cache(maxsize=256)
def _rules(profile: Profile) -> str:
    return rules_digest(profile)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
