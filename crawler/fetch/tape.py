"""A recording of one exchange while it happens."""

from __future__ import annotations

from crawler.clock import now
from pipelines.exchange import Exchange

HEAD_ALLOWANCE = 1024 * 1024
"""Bytes that heads, interim answers and chunk marks may take beyond the body limit before the line is cut."""


class Tape:
    """Collects the bytes of one exchange; mutable, owned by one request, finished once.

    The connection calls `sent` and `received`; both are deaf after `finish`, so that nothing that happens later on
    a kept-alive connection can reach an exchange that is over.
    """

    def __init__(self, url: str, method: str, limit: int = 0) -> None:
        """`limit` is the most bytes that are taken in (0: no limit); beyond it `full` is set."""
        self.remote_address = ""
        self.full = False
        self.handshaking = False
        """True while a TLS connection has not been agreed: what was written is still in our own buffer."""
        self._url, self._method, self._limit = url, method, limit
        self._started_at = now()
        self._request: list[bytes] = []
        self._response: list[bytes] = []
        self._size = 0
        self._finished = False

    @property
    def answered(self) -> bool:
        """Whether any byte came back."""
        return self._size > 0

    def sent(self, data: bytes) -> None:
        if not self._finished:
            self._request.append(bytes(data))

    def received(self, data: bytes) -> None:
        if self._finished or self.full:
            return
        self._response.append(bytes(data))
        self._size += len(data)
        self.full = 0 < self._limit < self._size

    def finish(self, error: str = "", truncated: bool = False) -> Exchange:
        """End the recording and give what it holds."""
        self._finished = True
        return Exchange(
            url=self._url,
            method=self._method,
            request=b"" if self.handshaking else b"".join(self._request),
            response=b"".join(self._response),
            started_at=self._started_at,
            ended_at=now(),
            remote_address=self.remote_address,
            error=error,
            truncated=truncated,
        )
