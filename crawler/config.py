"""gongkai.toml: the few things an operator decides, and where each value in force comes from.

Order of trust: built-in default, then gongkai.toml (in the working directory, or named by GONGKAI_CONFIG), then the
environment (`GONGKAI_ARCHIVE`, `GONGKAI_LIMITS_READERS`, …), then options of the command.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from crawler import toml
from crawler.errors import ConfigError

CONFIG_FILE = "gongkai.toml"


class _Strict(BaseModel):
    # Strict for the file, where TOML has types of its own; the environment has only strings (see `load`).
    model_config = ConfigDict(extra="forbid", strict=True)


class Night(_Strict):
    """The hours, in +08:00, in which `crawl --all` may ask portals for pages."""

    start: str = Field("00:00", description="first minute of the window, HH:MM in +08:00")
    end: str = Field("06:00", description="end of the window; equal to start means the whole day")

    @field_validator("start", "end")
    @classmethod
    def _clock(cls, value: str) -> str:
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise ValueError(f"{value!r} is not a time of day like 00:30")
        return value


class Limits(_Strict):
    """What one run may cost."""

    pages_per_site: int = Field(5000, ge=1, description="pages asked of one site in one run")
    body_mib: int = Field(32, ge=1, le=1024, description="largest body that is downloaded")
    timeout_seconds: int = Field(60, ge=1, description="longest wait for one answer")
    delay_seconds: float = Field(
        3.0, ge=0, description="pause between two requests to one host, unless its site file says more"
    )
    readers: int = Field(1, ge=1, le=64, description="processes that read pages while others are fetched")
    warc_mib: int = Field(512, ge=1, description="size at which a WARC file is closed and the next begun")


class Report(_Strict):
    """[report]: to whom a run's digest is sent; nobody, unless an address is set."""

    when: Literal["always", "changes"] = Field(
        "always", description="every run, or only when an alarm opened or closed or a run did not complete"
    )
    mail_to: str = Field("", description="mail addresses, parted by commas")
    mail_from: str = Field("", description="sender of the mail")
    smtp: str = Field("localhost:25", description="mail server as host:port")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        "none", description="how the connection to the mail server is secured"
    )
    smtp_user: str = Field("", description="user at the mail server; empty: no login")
    smtp_password_file: str = Field("", description="file that holds the password of smtp_user")
    webhook: str = Field("", description="URL that gets the digest by POST, as JSON")

    @field_validator("smtp")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        if not re.fullmatch(r"\S+:\d{1,5}", value):
            raise ValueError(f"{value!r} is not a server like mail.archive.example:587")
        return value

    @field_validator("webhook")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError(f"{value!r} is not a web address")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.mail_to and not self.mail_from:
            raise ValueError("mail_to is set, but not mail_from: a mail needs a sender")
        if self.smtp_user and not self.smtp_password_file:
            raise ValueError("smtp_user is set, but not smtp_password_file")
        return self


class Config(_Strict):
    """Everything in gongkai.toml."""

    archive: str = Field(
        "data/archive", min_length=1, description="where archive.sqlite, warc/ and reports/ live"
    )
    contact: str = Field(
        "", description="URL or mail address sent with every request; a crawl beyond loopback needs it"
    )
    sites: list[str] = Field(default_factory=list, description="further folders of site files")
    night: Night = Field(default_factory=Night)
    limits: Limits = Field(default_factory=Limits)
    report: Report = Field(default_factory=Report)

    @field_validator("contact")
    @classmethod
    def _reachable(cls, value: str) -> str:
        if value and not re.fullmatch(r"(?=.*(?:://|@))[\x21-\x27\x2a-\x7e]+", value):
            raise ValueError("must be a web address or a mail address, in ASCII, without blanks and brackets")
        return value


@dataclass(frozen=True)
class Setting:
    """One value in force, for `gongkai config`."""

    key: str
    value: object
    origin: str
    meaning: str


@dataclass(frozen=True)
class InForce:
    """The configuration and the origin of each of its values."""

    config: Config
    settings: tuple[Setting, ...]


def load(directory: Path | None = None, environment: Mapping[str, str] = os.environ) -> InForce:
    """The configuration in force. Raises ConfigError naming file, line and key, or the variable."""
    path = Path(environment.get("GONGKAI_CONFIG") or (directory or Path()) / CONFIG_FILE)
    written = _read(path, named=bool(environment.get("GONGKAI_CONFIG")))
    values = written.model_dump()
    origins = {key: str(path) for key in _written_keys(written)}
    for key in setting_keys():
        variable = variable_of(key)
        if variable in environment:
            _put(values, key, environment[variable], listed=key == "sites")
            origins[key] = variable
    try:
        config = Config.model_validate(values, strict=False)
    except ValidationError as faults:
        sentences = []
        for fault in faults.errors():
            key = ".".join(str(part) for part in fault["loc"])
            message = fault["msg"].removeprefix("Value error, ")
            sentences.append(
                f"{origins.get(key, 'the environment')}: {key}: {message}; found {fault['input']!r}"
            )
        raise ConfigError("\n".join(sentences)) from None
    return InForce(config, tuple(_settings(config, origins)))


def setting_keys() -> list[str]:
    """Every setting by its dotted key, in the order of the file."""
    return _keys(Config)


def variable_of(key: str) -> str:
    """The environment variable that overrides a setting.

    >>> variable_of("limits.readers")
    'GONGKAI_LIMITS_READERS'
    """
    return "GONGKAI_" + key.upper().replace(".", "_")


def _read(path: Path, named: bool) -> Config:
    """The file's settings; without a file there are none, unless GONGKAI_CONFIG names it."""
    if named and not path.exists():
        raise ConfigError(f"{path}: there is no such file, but GONGKAI_CONFIG names it")
    return toml.load(path, Config, ConfigError)[0] if path.exists() else Config()


def _settings(config: Config, origins: Mapping[str, str]) -> list[Setting]:
    rows = []
    for key in setting_keys():
        owner: Any = config
        *groups, name = key.split(".")
        for group in groups:
            owner = getattr(owner, group)
        meaning = type(owner).model_fields[name].description or ""
        rows.append(Setting(key, getattr(owner, name), origins.get(key, "default"), meaning))
    return rows


def _keys(model: type[BaseModel], prefix: str = "") -> list[str]:
    keys: list[str] = []
    for name, info in model.model_fields.items():
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            keys += _keys(inner, f"{prefix}{name}.")
        else:
            keys.append(prefix + name)
    return keys


def _written_keys(model: BaseModel, prefix: str = "") -> list[str]:
    keys: list[str] = []
    for name in model.model_fields_set:
        inner = getattr(model, name)
        keys += _written_keys(inner, f"{prefix}{name}.") if isinstance(inner, BaseModel) else [prefix + name]
    return keys


def _put(values: dict[str, Any], key: str, value: str, listed: bool) -> None:
    *groups, name = key.split(".")
    for group in groups:
        values = values[group]
    values[name] = [part for part in value.split(os.pathsep) if part] if listed else value
