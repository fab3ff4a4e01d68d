"""One portal, declared in one TOML file: who publishes, how it lists, what a good run brings."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from crawler import toml
from crawler.errors import SiteFileError

Level = Literal["central", "province", "department-province", "city", "department-city", "county", "department-county"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Fetch(_Strict):
    """[fetch]: manners that differ from the defaults, each with its reason in a comment."""

    delay: float | None = Field(None, ge=0, description="seconds between two requests; None: limits.delay_seconds")
    night: bool = Field(True, description="false: may be crawled at any hour also by --all")
    max_pages: int | None = Field(None, ge=1)
    hosts: tuple[str, ...] = Field((), description="further hosts that belong to this portal")
    connect: dict[str, str] = Field(
        default_factory=dict,
        description="host (or host:port) -> address:port actually connected to; the only way to a loopback or private address",
    )
    conditional: bool = Field(True, description="false: the portal answers validators wrongly")

    @field_validator("connect")
    @classmethod
    def _addresses(cls, value: dict[str, str]) -> dict[str, str]:
        for name, address in value.items():
            host, _, port = address.rpartition(":")
            try:
                ipaddress.ip_address(host.strip("[]"))
            except ValueError:
                raise ValueError(f"{name}: {address!r} is not an address like 127.0.0.1:8900") from None
            if not port.isdigit():
                raise ValueError(f"{name}: {address!r} names no port")
        return value


class Reading(_Strict):
    """[reading]: only where the general reader needs help."""

    body: str | None = None
    encoding: str | None = None
    chrome: dict[str, str] = Field(default_factory=dict, description="site rule name -> CSS selector")


class Range(_Strict):
    min: int | None = Field(None, ge=0)
    max: int | None = Field(None, ge=0)


class Expect(_Strict):
    """[expect]: below min the run fails, above max it warns."""

    documents: Range = Range()


class Site(_Strict):
    """A site file, checked. `name` is the file's stem."""

    title: str = Field(min_length=1)
    region: str
    level: Level
    family: str
    verified: bool
    source: str = Field(min_length=1, description="where these addresses were seen, publicly")
    start: tuple[str, ...] = Field(min_length=1)
    fetch: Fetch = Fetch()
    listing: dict[str, Any] = Field(default_factory=dict)
    reading: Reading = Reading()
    expect: Expect = Expect()
    note: str = Field("", description="anything surprising, with its date")
    _name: str = PrivateAttr("")

    @property
    def name(self) -> str:
        return self._name

    @property
    def hosts(self) -> frozenset[str]:
        """Host names that requests of this site may go to, without ports."""
        starts = (urlsplit(url).hostname or "" for url in self.start)
        return frozenset([*starts, *self.fetch.hosts])

    @field_validator("region")
    @classmethod
    def _division(cls, value: str) -> str:
        if not re.fullmatch(r"\d{6}", value):
            raise ValueError(f"{value!r} is not a six-digit GB/T 2260 code in quotes")
        return value

    @field_validator("start")
    @classmethod
    def _web_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError(f"{url!r} is not an http(s) address")
        return value

    @model_validator(mode="after")
    def _selectors(self) -> Site:
        from pipelines.tree.flat import parse

        empty = parse("<html></html>")
        for selector in filter(None, [self.reading.body, *self.reading.chrome.values()]):
            empty.select(selector)
        return self


def load_site(path: Path) -> Site:
    """Read one site file. Raises SiteFileError naming file, line and key."""
    site = toml.load(path, Site, SiteFileError)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", path.stem):
        raise SiteFileError(f"{path}: a site is called by its file name: letters, digits, _ and - only")
    site._name = path.stem
    return site
