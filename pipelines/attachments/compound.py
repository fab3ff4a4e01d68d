"""A compound file (OLE2, MS-CFB): the container of doc, xls, wps and et."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from pipelines.attachments.unsupported import damaged, extra

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Compound:
    """The streams at the root of a compound file, by name without case."""

    names: frozenset[str]
    _file: Any = field(repr=False)

    def read(self, name: str) -> bytes:
        """One stream, b"" when there is none. Raises UnsupportedFormat when its sectors are damaged."""
        if name.lower() not in self.names:
            return b""
        try:
            data: bytes = self._file.openstream(name).read()
        except Exception as error:
            raise damaged("OLE file", error) from error
        return data


def open_compound(data: bytes) -> Compound:
    """The compound file of some bytes. Raises UnsupportedFormat when it is damaged or olefile is not installed."""
    olefile = extra("olefile")
    try:
        file = olefile.OleFileIO(io.BytesIO(data))
        names = frozenset(path[0].lower() for path in file.listdir() if len(path) == 1)
    except Exception as error:
        raise damaged("OLE file", error) from error
    return Compound(names, file)
