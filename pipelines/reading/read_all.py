"""`read_all`: every document that one capture holds: its own, and those of the members of a ZIP archive.

A member is read as a file that was fetched by itself, under the address of the archive with `#member=` and its name.
One that cannot be read gives its sentence and costs the others nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from pipelines.attachments.members import WITHIN, Member, member_of, member_url, members
from pipelines.attachments.zipped import unpacked_size
from pipelines.capture import Capture
from pipelines.document import Attachment, Document, Unreadable
from pipelines.reading.profile import PLAIN, Profile
from pipelines.reading.read import read

CHARACTERS = 5_000_000
"""Of the text of all members of an archive together; the limit of a single PDF."""
UNPACKED = 512 * 1024 * 1024
"""Bytes of all members together when office files among them, which are ZIP files too, are unpacked."""

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_UNSUPPORTED = "unsupported_format: "
_OF_THE_LIST = frozenset({"list_title", "list_date"})
"""What a list says of the archive as a whole; of a member it is its own name in the archive that counts."""


class Attempt(NamedTuple):
    """One address that a capture answers for, and what reading it gave: a document or the sentence of a problem."""

    url: str
    document: Document | None
    problem: str = ""


def read_all(capture: Capture, profile: Profile = PLAIN) -> tuple[Attempt, ...]:
    """The capture's own document first, then the members of a ZIP archive in its order. Raises nothing.

    Pure as `read` is. Members refused by pipelines/attachments/members.py, and those behind which the limits above
    are passed, are problems that name the member.
    """
    own = _attempt(capture, profile)
    verdict = own.document and own.document.evidence.verdict
    if verdict and (verdict.used, verdict.winner) == ("zip", "file format"):
        return (own, *_members(capture, profile))
    return (own,)


def capture_within(capture: Capture, url: str) -> Capture:
    """The capture whose reading is the document of `url`: `capture` itself, or the part of it that is a member.

    Raises Unreadable where the archive has no such member, or refuses it.
    """
    wanted = member_of(url)
    if not wanted:
        return capture
    found = next((member for member in members(capture.entity) if member.name == wanted), None)
    if found is None or found.refused:
        raise Unreadable(found.refused if found else f"the archive has no member {wanted}.")
    return _capture_of(capture, found)


def profile_within(profile: Profile, url: str) -> Profile:
    """The hints for the document of `url`: what is known of an archive's address is not true of its members."""
    name = member_of(url)
    if not name:
        return profile
    known = tuple(fact for fact in profile.fields if fact[0] not in _OF_THE_LIST)
    return replace(profile, body=None, fields=(("list_title", Member(name, b"").file_name), *known))


def _members(capture: Capture, profile: Profile) -> Iterator[Attempt]:
    characters, unpacked = CHARACTERS, UNPACKED
    found = members(capture.entity)
    addresses = {member.name: member_url(capture.url, member.name) for member in found}
    for member in found:
        url = addresses[member.name]
        unpacked -= unpacked_size(member.data)
        if member.refused:
            yield Attempt(url, None, f"{_UNSUPPORTED}{member.refused}")
        elif characters < 0 or unpacked < 0:
            yield Attempt(
                url, None, f"{member.name}: the members before it are as much as is read of one archive."
            )
        else:
            attempt = _attempt(_capture_of(capture, member), profile_within(profile, url))
            if attempt.document is None:
                yield attempt._replace(problem=_naming(member, attempt.problem))
                continue
            characters -= len(attempt.document.text)
            yield attempt._replace(document=_linked(attempt.document, member, addresses))


def _naming(member: Member, problem: str) -> str:
    """The sentence with the member's name, behind the word that tells files of no known format from other problems."""
    said = problem.removeprefix(_UNSUPPORTED)
    return f"{_UNSUPPORTED if said != problem else ''}{member.name}: {said}"


def _attempt(capture: Capture, profile: Profile) -> Attempt:
    try:
        return Attempt(capture.url, read(capture, profile))
    except Unreadable as fault:
        return Attempt(capture.url, None, str(fault))
    except Exception as fault:  # noqa: BLE001 (a fault in a rule is a problem of one document, shown with its name)
        return Attempt(capture.url, None, f"reading failed: {type(fault).__name__}: {fault}")


def _capture_of(capture: Capture, member: Member) -> Capture:
    """A member as if it had been fetched: no head came with it, only a name, which tells a plain text from a page."""
    plain = member.name.lower().endswith(".txt")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" if plain else b""
    return replace(capture, url=member_url(capture.url, member.name), body=member.data, head=head)


def _linked(document: Document, member: Member, addresses: Mapping[str, str]) -> Document:
    """The document with its relative links leading to members of the archive, else nowhere: no portal serves them."""
    outer, within, inner = member.name.rpartition(WITHIN)

    def placed(file: Attachment) -> Attachment:
        if _ABSOLUTE.match(file.href):
            return file
        path = posixpath.normpath(posixpath.join(posixpath.dirname(inner), unquote(file.href)))
        return replace(file, url=addresses.get(f"{outer}{within}{path}"))

    return replace(document, attachments=tuple(map(placed, document.attachments)))
