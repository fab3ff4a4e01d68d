"""What passed over one connection for one request, byte for byte: the thing a WARC keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.capture import Capture

_INTERIM = re.compile(rb"HTTP/\d\.\d +1(?!01)\d\d[ \r\n]")
"""RFC 9110 §15.2: any 1xx but 101 announces another answer; the reason phrase may be missing."""


@dataclass(frozen=True)
class Exchange:
    """One request and what came back for it, as the bytes stood on the wire.

    `request` and `response` hold head and body with their transfer coding (chunked stays chunked); `response` is
    b"" when nothing came. `error` is "" or one sentence on how the exchange failed (refused, reset, timed out,
    TLS, DNS, too large); a failed exchange is archived like any other. Instants are UTC and end in Z.
    """

    url: str
    method: str
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)
    started_at: str
    ended_at: str
    remote_address: str = ""
    error: str = ""
    truncated: bool = False

    @property
    def head(self) -> bytes:
        """Status line and header block of the final answer, without the interim 1xx answers before it."""
        return self.response[self._final_start : self._body_start]

    @property
    def wire_body(self) -> bytes:
        """What follows the head, still in its transfer coding."""
        return self.response[self._body_start :]

    @property
    def _final_start(self) -> int:
        start = 0
        while _INTERIM.match(self.response, start):
            end = head_end(self.response, start)
            if end >= len(self.response):
                break
            start = end
        return start

    @property
    def _body_start(self) -> int:
        return head_end(self.response, self._final_start)

    def capture(self) -> Capture:
        """The same exchange as readers see it: final head, body without transfer coding."""
        capture = Capture(
            self.url,
            self.wire_body,
            self.head,
            self.method,
            self.started_at,
            self.remote_address,
            self.truncated,
        )
        if "chunked" in (capture.header("transfer-encoding") or "").lower():
            return Capture(
                self.url,
                dechunk(self.wire_body),
                self.head,
                self.method,
                self.started_at,
                self.remote_address,
                self.truncated,
            )
        return capture


def head_end(data: bytes, start: int = 0) -> int:
    """Index of the first byte after the empty line that ends a head; the end of the data when there is none.

    >>> head_end(b"HTTP/1.1 200 OK\\r\\nA: b\\r\\n\\r\\nbody")
    25
    """
    position = start
    while True:
        newline = data.find(b"\n", position)
        if newline < 0:
            return len(data)
        if data[position:newline] in (b"", b"\r") and position > start:
            return newline + 1
        position = newline + 1


def dechunk(data: bytes) -> bytes:
    """A chunked body put together, as far as its chunks go: a torn last chunk gives what arrived of it.

    >>> dechunk(b"3\\r\\nabc\\r\\n2;x=y\\r\\nde\\r\\n0\\r\\n\\r\\n")
    b'abcde'
    """
    pieces: list[bytes] = []
    position = 0
    while True:
        newline = data.find(b"\n", position)
        if newline < 0:
            break
        try:
            size = int(data[position:newline].split(b";")[0].strip(), 16)
        except ValueError:
            break
        if size == 0:
            break
        pieces.append(data[newline + 1 : newline + 1 + size])
        position = newline + 1 + size
        position += 2 if data[position : position + 2] == b"\r\n" else 1
    return b"".join(pieces)
