"""The tap: a connection that records what is written to it and what arrives, below every parser.

It sits on Scrapy's own HTTP/1.1 protocol and above TLS, so what is recorded is the plain text both sides meant. Some
names used here are private to Twisted and Scrapy (`_finishResponse`, `_parser`, the pool's `_factory`); the byte-echo
test fails the day one of them changes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import (
    IAddress,
    IHandshakeListener,
    ISSLTransport,
    IStreamClientEndpoint,
    ITransport,
)
from twisted.web.client import HTTPConnectionPool
from twisted.web.iweb import IResponse
from zope.interface import directlyProvides, implementer, providedBy

from crawler.fetch.tape import Tape


class TappedTransport:
    """Stands before a transport and lets the protocol overhear its writes. Everything else passes through."""

    def __init__(self, transport: ITransport, protocol: TappedProtocol) -> None:
        self._transport, self._protocol = transport, protocol
        directlyProvides(self, providedBy(transport))  # Twisted asks the transport what it can do

    def write(self, data: bytes) -> None:
        self._protocol.overheard(data)
        self._transport.write(data)

    def writeSequence(self, pieces: Iterable[bytes]) -> None:  # noqa: N802 (Twisted's name)
        self.write(b"".join(pieces))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


@implementer(IHandshakeListener)
class TappedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's client protocol with an ear: while a tape is in, every byte in and out goes on it."""

    tape: Tape | None = None
    _secured = True

    def makeConnection(self, transport: ITransport) -> None:  # noqa: N802
        self._secured = not ISSLTransport.providedBy(transport)
        super().makeConnection(TappedTransport(transport, self))

    def handshakeCompleted(self) -> None:  # noqa: N802
        """Called by Twisted's TLS layer; until then written bytes only wait in our own memory."""
        self._secured = True
        if self.tape is not None:
            self.tape.handshaking = False

    def record(self, tape: Tape) -> None:
        """Put in the tape of the exchange that is about to begin."""
        self.tape = tape
        tape.handshaking = not self._secured

    def overheard(self, data: bytes) -> None:
        if self.tape is not None:
            self.tape.sent(data)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._parser is None:
            # Bytes after an answer was complete belong to no exchange: such a connection is not to be trusted again.
            self.transport.abortConnection()
            return
        if self.tape is not None:
            self.tape.received(data)
            if self.tape.full:
                self.transport.abortConnection()
                return
        super().dataReceived(data)

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802
        if rest and self._currentRequest is not None:
            # The answer was longer than it declared. Twisted would drop the surplus and use the connection again,
            # and the next answer might begin with it.
            self._currentRequest.persistent = False
        super()._finishResponse(rest)


class TappedFactory(_LenientHTTP11ClientFactory):
    """What the connection pool builds its connections with."""

    def buildProtocol(self, addr: IAddress | None) -> TappedProtocol:  # noqa: N802
        return TappedProtocol(self._quiescentCallback)


class TappedPool:
    """The connection pool as one request sees it: whatever connection it gets records on this request's tape."""

    def __init__(self, pool: HTTPConnectionPool, tape: Tape) -> None:
        self._pool, self._tape = pool, tape
        self.persistent = pool.persistent

    def getConnection(self, key: Hashable, endpoint: IStreamClientEndpoint) -> Deferred[_Connection]:  # noqa: N802
        return self._pool.getConnection(key, endpoint).addCallback(_Connection, self._tape)


class _Connection:
    def __init__(self, protocol: TappedProtocol, tape: Tape) -> None:
        self._protocol, self._tape = protocol, tape

    def request(self, request: Any) -> Deferred[IResponse]:
        peer = self._protocol.transport.getPeer()
        self._tape.remote_address = address_text(peer.host, peer.port)
        self._protocol.record(self._tape)
        return self._protocol.request(request)


def address_text(host: str, port: int) -> str:
    """An address with its port, as RFC 3986 §3.2.2 writes it.

    >>> address_text("127.0.0.1", 80), address_text("::1", 80)
    ('127.0.0.1:80', '[::1]:80')
    """
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
