"""Which addresses may be connected to. Portals are public; whatever is not public is not a portal."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.fetch.declined import Declined
from crawler.fetch.outcome import Outcome

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052 §2.1: the last four bytes are an IPv4 address


class RefusedAddress(Declined):
    """Raised by the endpoint when a host has no public address. Nothing was sent.

    A test portal or replica on this machine is reached through a `connect` mapping, and only so.
    """

    def __init__(self, host: str, addresses: str) -> None:
        super().__init__(
            host, Outcome("refused", "address", f"{host} is at {addresses}, which is no public address")
        )


def is_public(address: str) -> bool:
    """Whether an address literal is one of the public internet, also looking into IPv6 forms that carry IPv4.

    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False, False]
    """
    literal = ipaddress.ip_address(address)
    carried = _carried(literal) or literal
    return carried.is_global and not carried.is_multicast and not carried.is_reserved


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


@dataclass(frozen=True)
class ConnectMap:
    """Hosts that are reached at a stated address instead of the one DNS gives.

    Keys are a host or host:port in lower case. The URL, the Host header and the TLS name keep the host's own name.
    """

    entries: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, setting: Mapping[str, object]) -> ConnectMap:
        """From the setting GONGKAI_CONNECT: values are `("127.0.0.1", 8900)` or `"127.0.0.1:8900"`.

        Raises ValueError where a value is no address literal with a port: a name would bring DNS back in.

        >>> ConnectMap.of({"www.shifan.example": "127.0.0.1:8900"}).address("WWW.shifan.example", 80)
        ('127.0.0.1', 8900)
        """
        return cls({name.lower(): _parse(name, value) for name, value in setting.items()})

    def address(self, host: str, port: int) -> tuple[str, int] | None:
        """Where to connect for this host and port; None when DNS is to be asked."""
        host = host.lower()
        return self.entries.get(f"{host}:{port}") or self.entries.get(host)


def _parse(name: str, value: object) -> tuple[str, int]:
    if isinstance(value, str):
        host, _, port = value.rpartition(":")
    elif isinstance(value, (tuple, list)) and len(value) == 2:
        host, port = str(value[0]), str(value[1])
    else:
        host, port = "", ""
    try:
        return str(ipaddress.ip_address(host.strip("[]"))), int(port)
    except ValueError:
        raise ValueError(
            f"GONGKAI_CONNECT: {name} is mapped to {value!r}, not to an address like 127.0.0.1:8900"
        ) from None
