"""The archive's queue as one spider sees it: batches of due targets, until none is due and none is open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

from pipelines.archive.settlement import Settled, Settlement, Target, Unread
from pipelines.capture import Capture
from pipelines.reading.profile import Profile

WINDOW = 16
"""Targets of one site that are open at once: fetched, read or waiting for either. Bounds what memory holds."""


class Desk(Protocol):
    """Where spiders take their work from and bring what came of it (`crawler.run.desk`)."""

    run: int

    async def lease(self, site: str, limit: int) -> list[Target]: ...

    async def settle(self, settlement: Settlement) -> Settled: ...

    async def unread(self, site: str) -> list[Unread]: ...

    async def waiting(self, target: int) -> list[Unread]: ...

    async def read(self, pending: int, capture: Capture | None, profile: Profile, site: str) -> None: ...

    def rules(self, profile: Profile) -> str: ...

    def stop(self, fault: Exception) -> None: ...


class Frontier:
    """Due targets of one site, at most `budget` of them."""

    def __init__(self, desk: Desk, site: str, budget: int) -> None:
        self.desk, self.site, self.budget = desk, site, budget
        self._open = 0
        self._changed = asyncio.Event()

    async def targets(self) -> AsyncIterator[Target]:
        """Every due target once; waits for open ones, because settling them can make others due."""
        while True:
            self._changed.clear()
            room = min(WINDOW - self._open, self.budget)
            batch = await self.desk.lease(self.site, room) if room > 0 else []
            self._open += len(batch)
            self.budget -= len(batch)
            for target in batch:
                yield target
            if not batch:
                if self._open == 0:
                    return
                await self._changed.wait()

    def close(self) -> None:
        """One target is finished: fetched, kept, and read where it is to be read."""
        self._open -= 1
        self._changed.set()
