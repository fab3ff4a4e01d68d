"""One HTTP exchange as it was received: the value everything else is derived from."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass, field
from functools import cached_property

ENTITY_LIMIT = 64 * 1024 * 1024
"""Bytes: the largest body that is unpacked for reading; a larger one is a bomb or not a page."""


class TooLarge(ValueError):
    """Raised by `Capture.entity` when unpacking would exceed ENTITY_LIMIT. The archived bytes are untouched."""


@dataclass(frozen=True)
class Capture:
    """What was asked and what came back.

    `head` is the status line and header block exactly as received (b"" for a file from disk); `body` is what
    followed it, without transfer coding but still in its content coding (gzip stays gzip). `fetched_at` is a UTC
    instant ending in Z, or "" when nobody recorded one.

    >>> page = Capture("http://www.shifan.example/", b"<p>", head=b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\n")
    >>> page.status, page.header("content-type")
    (200, 'text/html')
    """

    url: str
    body: bytes = field(repr=False)
    head: bytes = field(default=b"", repr=False)
    method: str = "GET"
    fetched_at: str = ""
    remote_address: str = ""
    truncated: bool = False

    @cached_property
    def status(self) -> int | None:
        """The status code of the status line, or None where there is none (a file, a broken answer)."""
        words = self.head.split(b"\n", 1)[0].split(None, 2)
        return int(words[1]) if len(words) > 1 and words[1].isdigit() else None

    @cached_property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Name and value pairs in the order received, names as sent, folded lines joined.

        Values are UTF-8 where they are valid UTF-8, else GB18030: portals put raw Chinese bytes in
        Content-Disposition and Location.
        """
        pairs: list[tuple[str, str]] = []
        for line in self.head.replace(b"\r\n", b"\n").split(b"\n")[1:]:
            if line[:1] in (b" ", b"\t") and pairs:
                name, value = pairs[-1]
                pairs[-1] = (name, f"{value} {_header_text(line.strip())}")
            elif b":" in line:
                name_bytes, value_bytes = line.split(b":", 1)
                pairs.append((_header_text(name_bytes.strip()), _header_text(value_bytes.strip())))
        return tuple(pairs)

    def header(self, name: str) -> str | None:
        """The first value of a header, its name compared without case; None when it was not sent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @cached_property
    def digest(self) -> str:
        """Sameness of content: `sha256:` and the hex digest of the body without transfer coding."""
        return "sha256:" + hashlib.sha256(self.body).hexdigest()

    @cached_property
    def entity(self) -> bytes:
        """The body without content coding, as far as it unpacks; a torn gzip stream gives what it still holds.

        Gzip is recognised by its two first bytes as well as by the header: some portals send it unasked
        and undeclared. Raises TooLarge above ENTITY_LIMIT.
        """
        coding = (self.header("content-encoding") or "").strip().lower()
        if self.body[:2] == b"\x1f\x8b":
            return _inflate(self.body, 31)
        if coding == "deflate":
            return _inflate(self.body, 15) or _inflate(self.body, -15)
        if coding == "br":
            return _brotli(self.body)
        return self.body


def capture_of_file(
    body: bytes, url: str = "", headers: dict[str, str] | None = None, fetched_at: str = ""
) -> Capture:
    """A capture of bytes that did not come from our own connection; a head is written from `headers` if any."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    head = f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() if lines else b""
    return Capture(url, body, head=head, fetched_at=fetched_at)


def gzip_body(body: bytes) -> bytes:
    """A body in gzip coding with no clock in it, for tests and replicas.

    >>> Capture("", gzip_body(b"abc")).entity
    b'abc'
    """
    return gzip.compress(body, mtime=0)


def _header_text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _inflate(data: bytes, window_bits: int) -> bytes:
    unpacker = zlib.decompressobj(window_bits)
    try:
        unpacked = unpacker.decompress(data, ENTITY_LIMIT)
    except zlib.error:
        return _inflate_stepwise(data, window_bits)
    if unpacker.unconsumed_tail:
        raise TooLarge(f"the body unpacks to more than {ENTITY_LIMIT} bytes")
    return unpacked


def _inflate_stepwise(data: bytes, window_bits: int) -> bytes:
    """What stands before the damage: the stream is fed in small pieces until it breaks."""
    unpacker, unpacked = zlib.decompressobj(window_bits), b""
    for start in range(0, len(data), 256):
        try:
            unpacked += unpacker.decompress(data[start : start + 256], ENTITY_LIMIT)
        except zlib.error:
            break
    return unpacked


def _brotli(data: bytes) -> bytes:
    import brotli  # comes with Scrapy; only portals that choose br over gzip need it

    unpacker, unpacked = brotli.Decompressor(), b""
    for start in range(0, len(data), 4096):
        try:
            unpacked += unpacker.process(data[start : start + 4096])
        except brotli.error:
            break
        if len(unpacked) > ENTITY_LIMIT:
            raise TooLarge(f"the body unpacks to more than {ENTITY_LIMIT} bytes")
    return unpacked
