"""Between spiders and archive: one thread that writes, processes that read, and the reactor that never waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from crawler.clock import now
from crawler.run.articles import Done, advance
from crawler.run.reader import Readers
from pipelines.archive.articles import Pending
from pipelines.archive.settlement import NewTarget, Reading, Settled, Settlement, Target, Unread
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
        self._reading: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """Captures that are being read: each by one task at a time."""

    async def lease(self, site: str, limit: int) -> list[Target]:
        return await self.on_writer(lambda: self.archive.lease(self.run, site, limit, now()))

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
        waiting = await self.on_writer(self.archive.unread)
        return [one for one in waiting if one.site == site]

    async def waiting(self, target: int) -> list[Unread]:
        """Captures of one target that wait: those of an article whose next page has just been settled."""
        waiting = await self.on_writer(self.archive.unread)
        return [one for one in waiting if one.target == target]

    async def read(self, pending: int, capture: Capture | None, profile: Profile, site: str) -> None:
        """Read an archived capture and commit every document it holds at once; attachments they link become targets.

        Without `capture` it is taken from the WARC: after a 304 or a kill, the body lies only there. The capture of an
        article that goes on is read when the last of its pages is settled, and waits till then (see articles.py).
        """
        async with self._reading.setdefault(pending, asyncio.Lock()):
            done = await advance(_Waiting(self, pending, profile), capture, profile)
            if done is not None:
                await self._commit_readings(pending, done, site)

    async def _commit_readings(self, pending: int, done: Done, site: str) -> None:
        readings = done.readings
        hosts = self.hosts.get(site, frozenset())
        found = tuple(
            NewTarget(file.url, "attachment", list_title=file.name, again=True)
            for reading in readings
            if reading.document is not None
            for file in reading.document.attachments
            if file.url and _host(file.url) in hosts and not member_of(file.url)
        )
        settled = await self.on_writer(
            lambda: self.archive.commit_readings(
                pending, readings, now=now(), run=self.run, discovered=found, parts=done.parts
            )
        )
        self.tally.read += 1
        self.tally.versions += sum(one.new_version for one in settled)
        self.tally.unreadable += sum(reading.document is None for reading in readings)
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
                results = await self.on_writer(lambda work=settlements: self.archive.commit_many(work))
            except Exception as fault:  # noqa: BLE001 (each waiting visit gets it)
                for _, waiting in batch:
                    if not waiting.done():
                        waiting.set_exception(fault)
                continue
            for (_, waiting), settled in zip(batch, results, strict=True):
                if not waiting.done():
                    waiting.set_result(settled)

    async def on_writer(self, work: Callable[[], Result]) -> Result:
        """Something asked of the archive, after all that was asked before."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    def _count(self, settlement: Settlement, settled: Settled) -> None:
        self.tally.captures += len(settled.captures)
        self.tally.pages += bool(settlement.target)
        self.tally.failed += settlement.state == "failed"
        self.on_commit()


@dataclass(frozen=True)
class _Waiting:
    """What the desk does for one capture that waits (`articles.Work`)."""

    desk: Desk
    number: int
    profile: Profile

    async def pending(self) -> Pending | None:
        return await self.desk.on_writer(lambda: self.desk.archive.pending(self.number, self.desk.run))

    async def capture(self, number: int) -> Capture:
        return await self.desk.on_writer(lambda: self.desk.archive.capture(number))

    async def await_part(self, url: str, part: int) -> bool:
        return await self.desk.on_writer(
            lambda: self.desk.archive.await_part(self.number, url, part, self.desk.run, now())
        )

    async def recognise(self, parts: Sequence[int]) -> bool:
        rules = self.desk.rules(self.profile)
        return bool(await self.desk.on_writer(lambda: self.desk.archive.recognise(self.number, parts, rules)))

    async def read(self, capture: Capture, profile: Profile) -> tuple[Reading, ...]:
        return await self.desk.readers.read(capture, profile)

    async def goes_on(self, capture: Capture, profile: Profile, first: str) -> str:
        return await self.desk.readers.following(capture, profile, first)

    async def join(self, captures: Sequence[Capture], profile: Profile) -> tuple[Reading, ...]:
        return await self.desk.readers.join(captures, profile)


@lru_cache(maxsize=256)
def _rules(profile: Profile) -> str:
    return rules_digest(profile)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
