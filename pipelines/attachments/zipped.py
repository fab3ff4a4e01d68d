"""A ZIP archive unpacked with bounds: docx, xlsx and OFD are ZIP files, and so are bombs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipelines.attachments.unsupported import UnsupportedFormat, damaged
from pipelines.attachments.zip_names import names_of

MEMBERS = 5_000
UNPACKED = 64 * 1024 * 1024
"""Bytes of all members together."""
RATIO = 400
"""Unpacked to packed. Sheets of repeated rows reach 100; nested bombs begin at 1,000."""
_SMALL = 1024 * 1024
"""Bytes: below this no ratio is suspicious."""

_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Archive:
    """The members of an archive that was found to be harmless."""

    names: tuple[str, ...]
    """As people wrote them; see zip_names.py. Of two members of one name the last is read."""
    _zip: zipfile.ZipFile = field(repr=False)
    _members: Mapping[str, zipfile.ZipInfo] = field(repr=False)
    size: int = 0
    """Bytes of all members together, as the archive declares them."""

    def read(self, name: str) -> bytes:
        """One member, b"" when there is none. Raises UnsupportedFormat when it unpacks to more than UNPACKED."""
        if name not in self._members:
            return b""
        try:
            with self._zip.open(self._members[name]) as member:
                data = member.read(UNPACKED + 1)
        except RuntimeError as error:  # the standard library's word for a password
            raise UnsupportedFormat(f"The ZIP archive is encrypted: {name}.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise damaged("ZIP archive", error) from error
        if len(data) > UNPACKED:
            raise UnsupportedFormat(f"The ZIP archive unpacks to more than {UNPACKED:,} bytes.")
        return data

    def xml(self, name: str) -> bytes:
        """One member that is XML. Raises UnsupportedFormat when it declares a document type: office files never do."""
        data = self.read(name)
        # UTF-16 would hide the declaration from a search in bytes.
        head = data[:4]
        text = (
            data.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head else data
        )
        if _DECLARES.search(text):
            raise UnsupportedFormat(
                f"The file declares XML entities in {name}, which no office program writes."
            )
        return data


def open_archive(data: bytes) -> Archive:
    """The archive of some bytes. Raises UnsupportedFormat when it is damaged, or too large by what it declares."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError) as error:
        raise damaged("ZIP archive", error) from error
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MEMBERS:
        raise UnsupportedFormat(f"The ZIP archive has more than {MEMBERS:,} members.")
    if size > UNPACKED:
        raise UnsupportedFormat(f"The ZIP archive unpacks to more than {UNPACKED:,} bytes.")
    # Members of a bomb may share their bytes, so the file's own length counts, not the sum of what they declare.
    if size > _SMALL and size > RATIO * min(max(packed, 1), len(data)):
        raise UnsupportedFormat(f"The ZIP archive unpacks to more than {RATIO} times its size.")
    names = names_of(members)
    return Archive(tuple(names), archive, dict(zip(names, members, strict=True)), size)


def unpacked_size(data: bytes) -> int:
    """Bytes that a file comes to when it is read: an office file is an archive, any other file is itself."""
    try:
        return open_archive(data).size if data.startswith(b"PK") else len(data)
    except UnsupportedFormat:
        return len(data)


def repacked(archive: Archive, names: Iterable[str]) -> bytes:
    """The named members, checked and stored anew, for a reader that would unpack without bounds."""
    members: Mapping[str, bytes] = {name: archive.xml(name) for name in dict.fromkeys(names)}
    if sum(map(len, members.values())) > UNPACKED:
        raise UnsupportedFormat(f"The ZIP archive unpacks to more than {UNPACKED:,} bytes.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name, data in members.items():
            target.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()
