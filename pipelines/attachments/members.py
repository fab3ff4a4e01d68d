"""The files inside a ZIP archive, and the page that lists them; `pipelines.reading.read_all` reads each by itself.

A member has an address: that of the archive with `#member=` and its name. Nothing is fetched from it; it says where
the bytes came from. An archive in an archive is opened once; a deeper one is refused by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urldefrag

from pipelines.attachments.kinds import kind_of
from pipelines.attachments.markup import FileBlock, Words
from pipelines.attachments.unsupported import NotAFile, UnsupportedFormat
from pipelines.attachments.zip_names import harmless
from pipelines.attachments.zipped import MEMBERS, UNPACKED, Archive, open_archive

FRAGMENT = "#member="
WITHIN = " > "
"""Between the name of an archive and that of its member."""

_LEFT_BY_SYSTEMS = re.compile(
    r"(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE
)
_NAMELESS = "无名"


@dataclass(frozen=True)
class Member:
    """One file of an archive; `refused` is the sentence why it has no data, '' when it has."""

    name: str
    """Its path in the archive, made harmless and told from others of the same name; `inner.zip > a.doc` when nested."""
    data: bytes = field(repr=False)
    doubts: tuple[str, ...] = ()
    refused: str = ""

    @property
    def file_name(self) -> str:
        return PurePosixPath(self.name.rpartition(WITHIN)[2]).name


def members(data: bytes, name: str = "") -> tuple[Member, ...]:
    """The files of an archive in its order, those refused included; folders and what systems leave behind are none.

    `name` is that of the archive, for its sentences only. Raises UnsupportedFormat for bytes that are no archive, are
    damaged, or unpack beyond the limits of zipped.py; the members behind which inner archives together pass them are
    refused.
    """
    found: list[Member] = []
    budget = [UNPACKED, MEMBERS]
    for member in _opened(open_archive(data), budget, f"{name}: " if name else ""):
        found += _inner(member, budget) if member.data and _is_archive(member.data) else [member]
    return _told_apart(found)


def member_url(url: str, name: str) -> str:
    """The address of a member. Han characters stay readable; a fragment that `url` has already is replaced.

    >>> member_url("http://www.shifan.example/a.zip", "附表 1.xls")
    'http://www.shifan.example/a.zip#member=附表%201.xls'
    """
    words = "".join(char if char > "~" and char.isprintable() else quote(char, safe="/()") for char in name)
    return urldefrag(url).url + FRAGMENT + words


def member_of(url: str) -> str:
    """The name of the member an address leads to, '' for one that leads to no member: such an address is not fetched.

    >>> member_of("http://www.shifan.example/a.zip#member=附表%201.xls"), member_of("http://www.shifan.example/a.zip")
    ('附表 1.xls', '')
    """
    return unquote(url.partition(FRAGMENT)[2])


def archive_url(url: str) -> str:
    """The address of the archive that holds the member of an address, '' for an address of no member.

    >>> archive_url("http://www.shifan.example/a.zip#member=附表%201.xls"), archive_url("http://www.shifan.example/a.zip")
    ('http://www.shifan.example/a.zip', '')
    """
    before, fragment, _ = url.partition(FRAGMENT)
    return before if fragment else ""


def blocks_of_zip(data: bytes) -> tuple[list[FileBlock], list[str]]:
    """The list of an archive's members, each a link to its address. Raises UnsupportedFormat."""
    found = members(data)
    if not found:
        raise UnsupportedFormat("The ZIP archive holds no file.")
    blocks: list[FileBlock] = [
        Words(member.name, "li", href="" if member.refused else member_url("", member.name))
        for member in found
    ]
    return blocks, [doubt for member in found for doubt in (member.refused, *member.doubts) if doubt]


def _opened(archive: Archive, budget: list[int], within: str) -> Iterator[Member]:
    """The members of one archive. `budget` counts down the bytes and the members of all archives together."""
    for raw, times in Counter(archive.names).items():
        name = harmless(raw)
        if raw.endswith(("/", "\\")) or _LEFT_BY_SYSTEMS.search(name):
            continue
        budget[1] -= 1
        if budget[0] < 0 or budget[1] < 0:
            yield Member(
                name or _NAMELESS, b"", (), f"{within}{name} and all behind it are too much to be read."
            )
            return
        doubts = tuple(_doubts(f"{within}{name}", raw, times))
        try:
            data = archive.read(raw)
        except UnsupportedFormat as error:
            yield Member(name or _NAMELESS, b"", doubts, f"{within}{name}: {error}")
            continue
        budget[0] -= len(data)
        yield Member(name or _NAMELESS, data, doubts, "" if data else f"{within}{name} is empty.")


def _doubts(name: str, raw: str, times: int) -> Iterator[str]:
    if not name.endswith(raw.replace("\\", "/")):
        yield f"{name} has a name that was made harmless."
    if times > 1:
        yield f"{name} is stored {times} times; the last is read."


def _inner(outer: Member, budget: list[int]) -> Iterator[Member]:
    """The members of an archive in the archive; of a third layer only the name."""
    try:
        for member in _opened(open_archive(outer.data), budget, f"{outer.name}: "):
            name = f"{outer.name}{WITHIN}{member.name}"
            if member.data and _is_archive(member.data):
                yield Member(name, b"", member.doubts, f"{name} is an archive in an archive in an archive.")
            else:
                yield Member(name, member.data, member.doubts, member.refused)
    except UnsupportedFormat as error:
        yield Member(outer.name, b"", outer.doubts, f"{outer.name}: {error}")


def _is_archive(data: bytes) -> bool:
    try:
        return kind_of(data) == "zip"
    except (UnsupportedFormat, NotAFile):
        return False


def _told_apart(found: Iterable[Member]) -> tuple[Member, ...]:
    """Members of one name get a number, so that each has an address of its own."""
    taken: set[str] = set()
    apart: list[Member] = []
    for member in found:
        path = PurePosixPath(member.name)
        names = (member.name if n == 1 else str(path.with_stem(f"{path.stem} ({n})")) for n in count(1))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        apart.append(Member(name, member.data, member.doubts, member.refused))
    return tuple(apart)
