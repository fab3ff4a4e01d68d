"""One WARC record and what it says of itself: digests, and where readers see a payload begin."""

from __future__ import annotations

import base64
import hashlib
import zlib
from dataclasses import dataclass, field
from typing import Literal

GZIP_LEVEL = 6
"""Measured in docs/archive.md."""

RecordType = Literal["warcinfo", "request", "response", "revisit", "metadata", "resource"]


@dataclass(frozen=True)
class Record:
    """One WARC record before it is packed."""

    type: RecordType
    id: str
    date: str
    content_type: str
    block: bytes = field(repr=False)
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def block_digest(self) -> str:
        return sha1_digest(self.block)

    def packed(self) -> bytes:
        """The record as one gzip member, with no clock and no file name in it."""
        lines = [
            "WARC/1.1",
            f"WARC-Type: {self.type}",
            f"WARC-Record-ID: {self.id}",
            f"WARC-Date: {self.date}",
            *(f"{name}: {one_line(value)}" for name, value in self.fields),
            f"WARC-Block-Digest: {self.block_digest}",
            f"Content-Type: {self.content_type}",
            f"Content-Length: {len(self.block)}",
        ]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
        return packer.compress(head + self.block + b"\r\n\r\n") + packer.flush()


def sha1_digest(data: bytes) -> str:
    """A digest in the spelling of WARC files.

    >>> sha1_digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def payload_start(block: bytes) -> int:
    """Where WARC readers see the payload begin: after the first line that is blank once stripped.

    `head_end` of the exchange takes only a truly empty line; a line of spaces ends the head for warcio too.

    >>> payload_start(b"HTTP/1.1 200 OK\\r\\nA: b\\r\\n  \\r\\nbody")
    27
    """
    position = 0
    while True:
        newline = block.find(b"\n", position)
        if newline < 0:
            return len(block)
        if position and not block[position:newline].strip():
            return newline + 1
        position = newline + 1


def one_line(value: str) -> str:
    """A value that cannot end its line early."""
    return value.replace("\r", "%0D").replace("\n", "%0A")
