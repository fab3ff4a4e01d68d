"""One portal, declared in one TOML file: who publishes, how it lists, what a good run brings."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    field_validator,
)

from crawler import toml
from crawler.errors import SiteFileError
from pipelines.tree.flat import parse

Level = Literal[
    "central", "province", "department-province", "city", "department-city", "county", "department-county"
]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+")


def _selector(text: str) -> str:
    """Raises ValueError saying why a text is not a CSS selector."""
    parse("<html></html>").select(text)
    return text


Selector = Annotated[str, AfterValidator(_selector)]
"""A CSS selector in a site file, tried when the file is read and not on the first page that needs it."""


class _Strict(BaseModel):
    # TOML has types of its own: "3" in quotes is no number, and "no" is no boolean.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Fetch(_Strict):
    """[fetch]: manners that differ from the defaults, each with its reason in a comment."""

    delay: float | None = Field(
        None, ge=0, description="seconds between two requests; None: limits.delay_seconds"
    )
    night: bool = Field(True, description="false: may be crawled at any hour also by --all")
    max_pages: int | None = Field(None, ge=1, description="requests of one run; None: limits.pages_per_site")
    hosts: tuple[str, ...] = Field((), strict=False, description="further hosts that belong to this portal")
    connect: dict[str, str] = Field(
        default_factory=dict,
        description="host or host:port -> address:port connected to instead of what DNS says; "
        "the only way to a loopback or private address",
    )
    conditional: bool = Field(True, description="false: the portal answers validators wrongly")

    @field_validator("hosts")
    @classmethod
    def _host_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for host in value:
            if not _HOST.fullmatch(host.lower()):
                raise ValueError(f"{host!r} is not a host name: no scheme, no port, no path")
        return tuple(host.lower() for host in value)

    @field_validator("connect")
    @classmethod
    def _addresses(cls, value: dict[str, str]) -> dict[str, str]:
        for name, address in value.items():
            host, _, port = address.rpartition(":")
            if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
                raise ValueError(
                    f"{name!r} is mapped to {address!r}, which names no port; write address:port"
                )
            if not _is_address(host.strip("[]")):
                raise ValueError(
                    f"{name!r} is mapped to {address!r}; {host!r} is a name, not an address like 127.0.0.1"
                )
        return {name.lower(): address for name, address in value.items()}

    def connects(self, host: str, port: int) -> bool:
        """Whether a host and port are reached at an address that this table states."""
        return host in self.connect or f"{host}:{port}" in self.connect


class Reading(_Strict):
    """[reading]: only where the general reader needs help."""

    body: Selector | None = Field(None, description="CSS of the element that holds the body")
    encoding: str | None = Field(None, description="encoding of pages that name none or a wrong one")
    chrome: dict[str, Selector] = Field(
        default_factory=dict, description="rule name -> CSS of what is no content here"
    )

    @field_validator("encoding")
    @classmethod
    def _codec(cls, value: str | None) -> str | None:
        try:
            "".encode(value or "utf-8")
        except LookupError:
            raise ValueError(f"{value!r} is no encoding that is known here") from None
        return value


class Range(_Strict):
    """At least `min`, at most `max`; either may be missing."""

    min: int | None = Field(None, ge=0, description="a run that brings fewer ends with an alarm")
    max: int | None = Field(None, ge=0, description="a run that brings more is worth a look")

    @field_validator("max")
    @classmethod
    def _order(cls, value: int | None, info: ValidationInfo) -> int | None:
        least = info.data.get("min")
        if value is not None and least is not None and value < least:
            raise ValueError(f"{value} is less than min, which is {least}")
        return value


class Expect(_Strict):
    """[expect]: what a good run brings."""

    documents: Range = Field(Range(), description="documents known of this site after a complete run")


class Site(_Strict):
    """A site file, checked. `name` is the file's stem."""

    title: str = Field(min_length=1, description="who publishes, as the body calls itself")
    region: str = Field(description="GB/T 2260 code of six digits; central bodies 100000")
    level: Level = Field(description="where the body stands")
    family: str = Field(description="how the portal lists: one of the families below")
    verified: bool = Field(description="true once a live run has confirmed this file")
    source: str = Field(min_length=1, description="where these addresses were seen, publicly")
    # Before start: whether a start address may be asked at all depends on [fetch] connect.
    fetch: Fetch = Field(Fetch(), description="manners")
    start: tuple[str, ...] = Field(
        min_length=1, strict=False, description="addresses of the first listing pages"
    )
    listing: dict[str, Any] = Field(default_factory=dict, description="the family's own keys")
    reading: Reading = Field(Reading(), description="help for the reader")
    expect: Expect = Field(Expect(), description="what a good run brings")
    note: str = Field("", description="anything surprising, with its date")
    _name: str = PrivateAttr("")
    _file: toml.Source = PrivateAttr(default_factory=lambda: toml.Source(Path("site")))

    @property
    def name(self) -> str:
        return self._name

    @property
    def file(self) -> toml.Source:
        """Where this declaration was read from, for sentences about it."""
        return self._file

    @property
    def hosts(self) -> frozenset[str]:
        """Host names that requests of this site may go to, in lower case and without ports."""
        starts = (urlsplit(url).hostname or "" for url in self.start)
        return frozenset([*starts, *self.fetch.hosts])

    @field_validator("region")
    @classmethod
    def _division(cls, value: str) -> str:
        if not re.fullmatch(r"[0-9]{6}", value):
            raise ValueError(f"{value!r} is not a GB/T 2260 code of six digits")
        return value

    @field_validator("start")
    @classmethod
    def _web_addresses(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        fetch = info.data.get(
            "fetch", None
        )  # absent when [fetch] itself is wrong, which is then said instead
        for url in value:
            host, port = _host_and_port(url)
            if isinstance(fetch, Fetch) and _is_here(host) and not fetch.connects(host, port):
                shown = f"[{host}]" if ":" in host else host
                at = "127.0.0.1" if host.endswith("localhost") else shown
                key = host if ":" in host else f"{host}:{port}"
                raise ValueError(
                    f"{url!r} is an address of this machine or its network, which is not asked unless the file says "
                    f'so; if it is meant, add under [fetch]: connect = {{ "{key}" = "{at}:{port}" }}'
                )
        return tuple(url if urlsplit(url).path else _with_root(url) for url in value)


def load_site(path: Path) -> Site:
    """Read one site file. Raises SiteFileError naming file, line and key of every fault."""
    if not _NAME.fullmatch(path.stem):
        raise SiteFileError(f"{path}: a site is called by its file name: ASCII letters, digits, _ and - only")
    site, file = toml.load(path, Site, SiteFileError)
    site._name, site._file = path.stem, file
    return site


def _host_and_port(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise ValueError(f"{url!r} is not a web address: {fault}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"{url!r} is not a web address: it begins with neither http:// nor https://")
    if not url.isascii() or " " in url:
        raise ValueError(
            f"{url!r} holds characters that are never sent as they are; write them as %XX escapes"
        )
    if "#" in url:
        raise ValueError(f"{url!r} has a part after #, which is never sent; leave it out")
    return host, port or (443 if parts.scheme == "https" else 80)


def _with_root(url: str) -> str:
    """`http://host` is asked as `http://host/`, and so named in the archive."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/", parts.query, ""))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_here(host: str) -> bool:
    """Whether a host is written as a loopback, private or otherwise not public address, or as localhost."""
    if _is_address(host):
        return not ipaddress.ip_address(host).is_global
    return host == "localhost" or host.endswith(".localhost")
