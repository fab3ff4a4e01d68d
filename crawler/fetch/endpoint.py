"""How a connection is made: the mapped address, or DNS and then only public addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint
from twisted.internet.error import ConnectError, DNSLookupError
from twisted.internet.interfaces import (
    IAddress,
    IHostResolution,
    IProtocol,
    IProtocolFactory,
    IResolutionReceiver,
    IStreamClientEndpoint,
)
from zope.interface import implementer

from crawler.fetch.safety import ConnectMap, RefusedAddress, is_public

CONNECT_TIMEOUT = 15.0
"""Seconds for one address of a host, so that the next one still gets its turn before the request's own timeout."""


@implementer(IStreamClientEndpoint)
class GuardedEndpoint:
    """One host and port. Every new connection passes here, whether first request, redirect or retry.

    The check stands after name resolution and on the very address that is then connected to, so neither a name that
    points inwards nor one that changes its mind in between (DNS rebinding) gets through.
    """

    def __init__(
        self,
        reactor: Any,
        host: str,
        port: int,
        connect: ConnectMap,
        timeout: float = CONNECT_TIMEOUT,
        bind_address: tuple[str, int] | None = None,
        attempting: Callable[[str, int], None] = lambda host, port: None,
    ) -> None:
        """`attempting` is told each address before it is tried, so that a failed attempt is known by its address."""
        self._reactor, self._host, self._port = reactor, host, port
        self._mapped = connect.address(host, port)
        self._timeout, self._bind_address = min(timeout, CONNECT_TIMEOUT), bind_address
        self._attempting = attempting

    def connect(self, protocolFactory: IProtocolFactory) -> Deferred[IProtocol]:  # noqa: N803 (Twisted's name)
        """A connection, or the failure RefusedAddress, DNSLookupError or ConnectError."""
        return Deferred.fromCoroutine(self._connect(protocolFactory))

    async def _connect(self, factory: IProtocolFactory) -> IProtocol:
        failure: ConnectError | None = None
        for host, port in [self._mapped] if self._mapped else await self._public_addresses():
            self._attempting(host, port)
            endpoint = TCP6ClientEndpoint if ":" in host else TCP4ClientEndpoint
            try:
                return await endpoint(self._reactor, host, port, self._timeout, self._bind_address).connect(
                    factory
                )
            except ConnectError as error:
                failure = error
        raise failure or ConnectError(f"no address of {self._host} was tried")

    async def _public_addresses(self) -> list[tuple[str, int]]:
        found = await self._addresses()
        if not found:
            raise DNSLookupError(f"no address for {self._host}")
        public = [address for address in found if is_public(address)]
        if not public:
            raise RefusedAddress(self._host, ", ".join(found))
        return [(address, self._port) for address in public]

    async def _addresses(self) -> list[str]:
        try:
            return [str(ipaddress.ip_address(self._host))]
        except ValueError:
            receiver = _Receiver()
            self._reactor.nameResolver.resolveHostName(receiver, self._host, self._port)
            await receiver.complete
            return receiver.found


@implementer(IResolutionReceiver)
class _Receiver:
    def __init__(self) -> None:
        self.found: list[str] = []
        self.complete: Deferred[None] = Deferred()

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        pass

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self.found.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete.callback(None)
