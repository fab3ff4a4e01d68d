"""One portal as a server sees it: answers by address, and what is true about them."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.replica.gold import Attached, Fault, Gold, Listing

CHINA = timezone(timedelta(hours=8))
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
}

Query = Mapping[str, str]


@dataclass(frozen=True)
class Resource:
    """One answer: status, headers as name and value, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


Handler = Callable[[Query], Resource]
Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Portal:
    """One virtual host. `pages` are fixed answers, `handlers` answer by query or form."""

    host: str
    family: str
    pages: Mapping[Key, Resource]
    handlers: Mapping[str, Handler]
    gold: tuple[Gold, ...]
    listing: Listing
    faults: tuple[Fault, ...]
    attachments: tuple[Attached, ...]
    gzips: bool = False

    def answer(self, target: str, form: Query | None = None) -> Resource:
        """Give the answer for a path with query; `form` holds the fields of a POST."""
        parts = urlsplit(target)
        if handler := self.handlers.get(parts.path):
            return handler(dict(parse_qsl(parts.query, keep_blank_values=True)) | dict(form or {}))
        return self.pages.get(page_key(target), not_found())


def page_key(target: str) -> Key:
    """Name an address so that the order of its query fields does not matter."""
    parts = urlsplit(target)
    return parts.path, tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))


def not_found() -> Resource:
    """The answer for an address that has nothing."""
    body = "<html><head><title>404</title></head><body><h1>您访问的页面不存在</h1></body></html>".encode()
    return Resource(404, (("Content-Type", "text/html; charset=utf-8"),), body)


def moved(status: int, location: str) -> Resource:
    """A redirect."""
    return Resource(status, (("Location", location), ("Content-Type", "text/html")), b"")


def html(text: str, encoding: str = "utf-8", declared: str | None = "utf-8") -> Resource:
    """A page in `encoding`, whose Content-Type names the charset `declared` or none."""
    charset = f"; charset={declared}" if declared else ""
    return Resource(200, (("Content-Type", f"text/html{charset}"),), text.encode(encoding))


def tagged(answer: Resource) -> Resource:
    """The same answer with an entity tag made from its body."""
    tag = hashlib.sha256(answer.body).hexdigest()[:16]
    return Resource(answer.status, (*answer.headers, ("ETag", f'"{tag}"')), answer.body)


def dated(answer: Resource, day: tuple[int, int, int], clock: tuple[int, int, int] = (9, 0, 0)) -> Resource:
    """The same answer with the instant at which it was last changed, given in the time of China."""
    instant = datetime(*day, *clock, tzinfo=CHINA).astimezone(UTC)
    return Resource(
        answer.status,
        (*answer.headers, ("Last-Modified", format_datetime(instant, usegmt=True))),
        answer.body,
    )


def zipped(answer: Resource) -> Resource:
    """The same answer with gzip content coding."""
    headers = (*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding"))
    return Resource(answer.status, headers, gzip.compress(answer.body, mtime=0))


def absolute(base: str, href: str) -> str:
    """The address that `href` stands for on the page `base`."""
    return urljoin(base, href)
