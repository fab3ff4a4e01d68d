"""Reading in worker processes: a page that kills its worker costs that page, not the run."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from pipelines.archive.settlement import Reading
from pipelines.capture import Capture
from pipelines.document import Unreadable
from pipelines.reading.profile import Profile
from pipelines.reading.read import read
from pipelines.reading.rules import rules_digest, software


def read_capture(capture: Capture, profile: Profile) -> Reading:
    """A capture read by today's rules: its document, or the sentence why there is none."""
    rules = rules_digest(replace(profile, fields=()))
    try:
        return Reading(rules, software(), read(capture, profile))
    except Unreadable as fault:
        return Reading(rules, software(), problem=str(fault))
    except Exception as fault:  # noqa: BLE001 (a fault in a rule is a problem of one page, shown with its name)
        return Reading(rules, software(), problem=f"reading failed: {type(fault).__name__}: {fault}")


class Readers:
    """A pool of reading processes that is renewed when one of them dies."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool = self._new_pool()

    async def read(self, capture: Capture, profile: Profile) -> Reading:
        """Read one capture elsewhere. Tried once more in a new pool when its worker died, then given up."""
        for _ in range(2):
            pool = self._pool
            try:
                return await asyncio.wrap_future(pool.submit(read_capture, capture, profile))
            except BrokenProcessPool:
                if self._pool is pool:
                    self._pool = self._new_pool()
        rules = rules_digest(replace(profile, fields=()))
        return Reading(
            rules, software(), problem="the process that read this page died twice: too large or a trap"
        )

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
