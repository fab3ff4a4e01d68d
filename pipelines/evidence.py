"""What reading did to a page, as values that can be shown, stored and replayed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["page", "run", "cell", "extract"]
"""Where a repair works: on the decoded string before parsing; on runs of text, wherever they come from; only on the runs of a
page, whose cells are narrow; or only on what somebody's extractor made of a page, which has damage that no page has."""


class Edit(NamedTuple):
    """One change a repair proposes: `text` is to stand where `start:end` of the given string stood."""

    start: int
    end: int
    text: str
    note: str = ""
    """How it came about, for a person and for undo: the codecs, e.g. ``utf-8 read as gb18030``."""
    guess: bool = False
    """True when the bytes no longer prove the text and the most likely reading was taken."""


class Change(NamedTuple):
    """One change that was made: offsets are those of the string *before* this repair ran."""

    start: int
    before: str
    after: str
    note: str = ""
    guess: bool = False


@dataclass(frozen=True)
class AppliedRepair:
    """One row of the repair table at work on one text: its name and every change it made, in order."""

    name: str
    level: Level
    changes: tuple[Change, ...]
    page: int = 1
    """Of an article on several pages the one that was mended."""

    @property
    def count(self) -> int:
        return len(self.changes)


@dataclass(frozen=True)
class Witness:
    """One opinion on the encoding of a page: who, what it said (None: nothing), and why it was not followed."""

    name: str
    said: str | None
    overruled: str = ""


@dataclass(frozen=True)
class Verdict:
    """The court's decision on an encoding."""

    used: str
    """Codec name as people write it: utf-8, gb18030, big5hkscs, utf-16le …; mixed pages join them with `+`."""
    winner: str
    """Name of the witness that was followed."""
    witnesses: tuple[Witness, ...]
    lost: int
    """Characters that could not be decoded; each stands in the text as U+FFFD."""
    confidence: float = 1.0
    spans: tuple[tuple[int, int, str], ...] = ()
    """For pages of two encodings: byte start, byte end, codec."""


Weight = Literal["for", "against", "strongly against"]


class OriginSign(NamedTuple):
    """One observation about whose page this is: its name, what it says and the words it rests on."""

    name: str
    says: Weight
    words: str


@dataclass(frozen=True)
class Removed:
    """A stretch of visible text that is not part of the document: which rule said so, what it was, where it stood."""

    rule: str
    text: str
    path: str
    position: int
    """Ordinal of the first text run, so that removals can be put back in order."""
    page: int = 1
    """Of an article on several pages the one it stood on."""


@dataclass(frozen=True)
class Sums:
    """Characters other than white space under each label; `visible` is counted by a walk that knows no labels."""

    visible: int
    body: int = 0
    table: int = 0
    field: int = 0
    attachment: int = 0
    chrome: int = 0
    hidden: int = 0

    @property
    def balanced(self) -> bool:
        """True when every visible character has exactly one label."""
        return self.visible == self.body + self.table + self.field + self.attachment + self.chrome


@dataclass(frozen=True)
class PageEvidence:
    """How one of the later pages of an article was read; see `Evidence` for what the names mean."""

    page: int
    """2 for the second."""
    url: str
    digest: str
    """Of the capture's body, as in `Capture.digest`."""
    verdict: Verdict
    sums: Sums
    container: str = ""
    confidence: float = 1.0
    believed: str = "labeller"
    decoded: str = ""
