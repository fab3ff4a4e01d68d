"""WARC 1.1 records (ISO 28500) made out of exchanges: pure, bytes in and bytes out.

A block is opaque: it is what stood on the wire, never parsed and written again. What our fields mean:

* WARC-Payload-Digest is SHA-1 in base 32 of the *stored* bytes after the head, transfer coding included, which is
  what `warcio check` and fastwarc recompute. In a revisit it is that of the record referred to.
* Sameness is another digest (`Capture.digest`, body without transfer coding); it stands in the database.
* `X-Gongkai-*` fields hold the crawler's labels, so that the database can be made again from the files alone.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipelines.archive.record import Record, RecordType, one_line, payload_start, sha1_digest
from pipelines.archive.settlement import Truncation
from pipelines.exchange import Exchange

PROFILES = {
    "digest": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    "server": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
}
"""Who said that nothing changed: our own comparison of bytes, or the server's 304."""

SaidBy = Literal["digest", "server"]


@dataclass(frozen=True)
class Reference:
    """The earlier record a revisit points at."""

    said_by: SaidBy
    record_id: str
    url: str
    date: str
    payload_digest: str


@dataclass(frozen=True)
class Composed:
    """The records of one exchange; those that do not apply are None."""

    request: Record | None
    response: Record | None
    """response, revisit, or resource for bytes that are no HTTP answer."""
    note: Record | None
    """metadata: the interim 1xx answers, or why the exchange failed."""
    failure: Record | None
    """metadata: why it failed, where `note` is taken by interim answers."""
    payload_digest: str | None
    said_by: SaidBy | None

    @property
    def records(self) -> list[Record]:
        return [r for r in (self.request, self.response, self.note, self.failure) if r is not None]


def answer_of(exchange: Exchange) -> tuple[bytes, bytes]:
    """Interim 1xx answers and the final answer.

    Readers take the first head of a block for the page's own: with a 100 in front, the final head would become
    payload. So the final answer alone is the response record, and the interim bytes stand in a metadata record.
    """
    final = exchange.head + exchange.wire_body
    return exchange.response[: len(exchange.response) - len(final)], final


def compose(
    exchange: Exchange,
    new_id: Callable[[], str],
    reference: Reference | None = None,
    truncation: Truncation = "",
    labels: Mapping[str, str] | None = None,
) -> Composed:
    """The records that keep this exchange, to be written side by side into one file."""
    interim, answer = answer_of(exchange)
    base = _base_fields(exchange)
    marks = tuple((f"X-Gongkai-{name}", value) for name, value in (labels or {}).items() if value)
    response_id = new_id() if answer else None
    request_id = new_id() if exchange.request else None
    beside_request = (("WARC-Concurrent-To", response_id),) if response_id else ()
    beside = (("WARC-Concurrent-To", request_id),) if request_id else ()
    request = response = note = failure = None
    payload_digest: str | None = None
    if request_id:
        request = _record("request", request_id, exchange, exchange.request, (*base, *beside_request, *marks))
    if response_id:
        response, payload_digest = _answer(
            exchange,
            response_id,
            answer,
            reference,
            (*base, *beside, *marks, *_truncated(exchange, truncation)),
        )
    about = (("WARC-Concurrent-To", response_id),) if response_id else beside
    if interim:
        note = _record("metadata", new_id(), exchange, interim, (*base, *about), HTTP_RESPONSE)
    if exchange.error:
        failure = _record(
            "metadata", new_id(), exchange, _failure_fields(exchange), (*base, *about, *marks), WARC_FIELDS
        )
    if note is None:
        note, failure = failure, None
    return Composed(
        request,
        response,
        note,
        failure,
        payload_digest,
        reference.said_by if reference and response else None,
    )


HTTP_RESPONSE = "application/http; msgtype=response"
WARC_FIELDS = "application/warc-fields"


def warcinfo(record_id: str, date: str, filename: str, software: Mapping[str, str]) -> Record:
    """The record that opens a file: what wrote it, in what format."""
    block = "".join(f"{name}: {one_line(value)}\r\n" for name, value in software.items())
    return Record("warcinfo", record_id, date, WARC_FIELDS, block.encode(), (("WARC-Filename", filename),))


def _answer(
    exchange: Exchange,
    record_id: str,
    answer: bytes,
    reference: Reference | None,
    fields: tuple[tuple[str, str], ...],
) -> tuple[Record, str]:
    start = payload_start(answer)
    if reference is not None:
        fields += (
            ("WARC-Profile", PROFILES[reference.said_by]),
            ("WARC-Refers-To", reference.record_id),
            ("WARC-Refers-To-Target-URI", reference.url),
            ("WARC-Refers-To-Date", reference.date),
            ("WARC-Payload-Digest", reference.payload_digest),
        )
        return _record(
            "revisit", record_id, exchange, answer[:start], fields, HTTP_RESPONSE
        ), reference.payload_digest
    if not answer[:5].upper().startswith(b"HTTP/"):
        # No reader can take a head from this (warcio stops at such a file): kept as bytes that came, no more.
        return _record(
            "resource", record_id, exchange, answer, fields, "application/octet-stream"
        ), sha1_digest(answer)
    digest = sha1_digest(answer[start:])
    fields += (("WARC-Payload-Digest", digest),)
    return _record("response", record_id, exchange, answer, fields, HTTP_RESPONSE), digest


def _record(
    type_: RecordType,
    record_id: str,
    exchange: Exchange,
    block: bytes,
    fields: tuple[tuple[str, str], ...],
    content_type: str = "application/http; msgtype=request",
) -> Record:
    return Record(type_, record_id, exchange.started_at, content_type, block, fields)


def _base_fields(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    address = _address(exchange.remote_address)
    base = (("WARC-Target-URI", exchange.url),)
    return (*base, ("WARC-IP-Address", address)) if address else base


def _truncated(exchange: Exchange, truncation: Truncation) -> tuple[tuple[str, str], ...]:
    if not (exchange.truncated or exchange.error):
        return ()
    return (("WARC-Truncated", truncation or "unspecified"),)


def _failure_fields(exchange: Exchange) -> bytes:
    lines = {
        "error": exchange.error,
        "method": exchange.method,
        "startedAt": exchange.started_at,
        "endedAt": exchange.ended_at,
        "bytesReceived": str(len(exchange.response)),
    }
    return "".join(f"{name}: {one_line(value)}\r\n" for name, value in lines.items()).encode()


def _address(remote: str) -> str:
    """The bare IP address of `1.2.3.4`, `1.2.3.4:80` or `[::1]:80`; "" when it is none."""
    bare = remote.strip("[]") if remote.count(":") != 1 else remote.partition(":")[0]
    bare = bare.partition("]")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""
