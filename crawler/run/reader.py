"""Reading in worker processes: a page that kills its worker costs that page, not the run."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TypeVar

from pipelines.archive.settlement import Reading
from pipelines.capture import Capture
from pipelines.document import Unreadable
from pipelines.reading.joined import read_joined
from pipelines.reading.profile import Profile
from pipelines.reading.read import read
from pipelines.reading.read_all import read_all
from pipelines.reading.rules import rules_digest, software

Result = TypeVar("Result")


def read_capture(capture: Capture, profile: Profile) -> tuple[Reading, ...]:
    """A capture read by today's rules: its document and those of its members, or the sentences why there are none."""
    rules = _rules(profile)
    return tuple(
        Reading(rules, software(), attempt.document, attempt.problem, attempt.url)
        for attempt in read_all(capture, profile)
    )


def read_article(captures: Sequence[Capture], profile: Profile) -> tuple[Reading, ...]:
    """The document of an article from the captures of its pages, or the sentence why there is none."""
    rules = _rules(profile)
    try:
        return (Reading(rules, software(), read_joined(captures, profile)),)
    except Unreadable as fault:
        return (Reading(rules, software(), problem=str(fault)),)
    except Exception as fault:  # noqa: BLE001 (a fault in a rule is a problem of one page, shown with its name)
        return (Reading(rules, software(), problem=f"reading failed: {type(fault).__name__}: {fault}"),)


def following_page(capture: Capture, profile: Profile, first: str) -> str:
    """Where a later page of the article that begins at `first` says that it goes on; '' where it says nothing."""
    try:
        return read(capture, profile, first).continues
    except Exception:  # noqa: BLE001 (what is wrong with the page is told when the article is read)
        return ""


def _rules(profile: Profile) -> str:
    return rules_digest(replace(profile, fields=()))


def _died(profile: Profile) -> Reading:
    problem = "the process that read this page died twice: too large or a trap"
    return Reading(_rules(profile), software(), problem=problem)


class Readers:
    """A pool of reading processes that is renewed when one of them dies."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool = self._new_pool()

    async def read(self, capture: Capture, profile: Profile) -> tuple[Reading, ...]:
        """Read one capture elsewhere."""
        return await self._elsewhere(read_capture, capture, profile) or (_died(profile),)

    async def join(self, captures: Sequence[Capture], profile: Profile) -> tuple[Reading, ...]:
        """Read the pages of one article elsewhere."""
        return await self._elsewhere(read_article, captures, profile) or (_died(profile),)

    async def following(self, capture: Capture, profile: Profile, first: str) -> str:
        """Look elsewhere where a later page goes on."""
        return await self._elsewhere(following_page, capture, profile, first) or ""

    async def _elsewhere(self, work: Callable[..., Result], *about: object) -> Result | None:
        """Done by a worker. Tried once more in a new pool when it died, then given up: None."""
        for _ in range(2):
            pool = self._pool
            try:
                return await asyncio.wrap_future(pool.submit(work, *about))
            except BrokenProcessPool:
                if self._pool is pool:
                    self._pool = self._new_pool()
        return None

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        # spawn: a fork would inherit the archive's lock, its SQLite connection and the reactor's sockets.
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.processes, mp_context=spawn, initializer=_begin_worker)


def _begin_worker() -> None:
    """A worker leaves Ctrl-C to the crawl, and does not outlive it: a killed crawl would leave it waiting for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
