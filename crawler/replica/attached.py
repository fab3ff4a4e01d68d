"""From a file to its truth: the bytes that are served, and the documents inside an archive."""

import hashlib

from crawler.replica.article import File, Member
from crawler.replica.gold import Attached, GoldMember


def attached(url: str, file: File) -> Attached:
    """Give the truth about `file` as it is served at `url`, and about the documents inside it."""
    members = tuple(_member(url, member) for member in file.members)
    return Attached(url, file.body, hashlib.sha256(file.body).hexdigest(), members)


def _member(archive: str, member: Member) -> GoldMember:
    """The title is printed above the text; what kind of document it is says only a report."""
    printed = member.printed
    return GoldMember(
        url=f"{archive}#member={member.name}",
        archive=archive,
        title=printed.title,
        text=printed.text,
        tables=printed.tables,
        figures=printed.figures,
        kind=printed.kind if printed.format else None,
        format=printed.format,
        year=printed.year,
        failing_checks=printed.failing_checks,
    )
