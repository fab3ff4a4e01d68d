"""Articles on several pages: the first page waits to be read until the last of them is settled.

What is known stands in the archive alone (`pipelines/archive/articles.py`), so a killed run goes on from there: a
capture that waits, and the targets of its later pages. Each of them that is settled asks again what is to be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from pipelines.archive.articles import Pending
from pipelines.archive.settlement import Reading
from pipelines.capture import Capture
from pipelines.reading.profile import Profile
from pipelines.reading.series import MOST_PAGES


class Work(Protocol):
    """What the archive and the readers do for one capture that waits."""

    async def pending(self) -> Pending | None: ...

    async def capture(self, number: int) -> Capture: ...

    async def await_part(self, url: str, part: int) -> bool: ...

    async def recognise(self, parts: Sequence[int]) -> bool: ...

    async def read(self, capture: Capture, profile: Profile) -> tuple[Reading, ...]: ...

    async def goes_on(self, capture: Capture, profile: Profile, first: str) -> str: ...

    async def join(self, captures: Sequence[Capture], profile: Profile) -> tuple[Reading, ...]: ...


@dataclass(frozen=True)
class Done:
    """The readings of a capture that waits no more, and the captures of the pages that were joined with it."""

    readings: tuple[Reading, ...]
    parts: tuple[int, ...] = ()


async def advance(work: Work, first: Capture | None, profile: Profile) -> Done | None:
    """Read a waiting capture if all its pages are there; None where a page is to be asked first, or nothing waits.

    `first` is its capture where that is at hand. Pages that an earlier run knew are asked again before the article is
    read; where all of them are what they were, it is recognised and not read.
    """
    while (state := await work.pending()) is not None:
        asked = [await work.await_part(part.url, part.part) for part in state.parts if part.state == "old"]
        if state.waits or any(asked):
            return None
        if state.held and await work.recognise(state.held):
            return None
        captures = [first or await work.capture(state.capture)]
        captures += [await work.capture(part) for part in state.held]
        alone = () if state.held else await work.read(captures[0], profile)
        following = _following(alone) if alone else await work.goes_on(captures[-1], profile, captures[0].url)
        if not following and alone:
            return Done(alone)
        if following and _may_follow(following, state, len(captures) + 1):
            if await work.await_part(following, len(captures) + 1):
                return None
            later = await work.pending()
            if later is not None and len(later.held) > len(state.held):
                continue
        readings = await work.join(captures, profile)
        return Done(readings, state.held[: _joined(readings)])
    return None


def _following(readings: Sequence[Reading]) -> str:
    document = readings[0].document
    return document.continues if document else ""


def _may_follow(url: str, state: Pending, part: int) -> bool:
    """A page of the same host that was not asked in vain already; no article has pages without end."""
    tried = any(known.url == url and known.state == "settled" for known in state.parts)
    return part <= MOST_PAGES and not tried and urlsplit(url).hostname == urlsplit(state.url).hostname


def _joined(readings: Sequence[Reading]) -> int:
    """How many later pages are in the document."""
    document = readings[0].document
    return len(document.evidence.pages) if document else 0
