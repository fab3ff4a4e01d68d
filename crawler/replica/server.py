"""An HTTP/1.1 server for the replica: one port on 127.0.0.1, virtual hosts by Host, in a thread of its own.

It is small and raw on purpose, so that faults below HTTP can be added: it keeps connections alive, answers GET,
HEAD and POST, conditional requests with 304, an unknown host with 421, and logs each request.
"""

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from crawler.replica.gold import Attached, Fault, Gold, GoldMember, Listing
from crawler.replica.portal import Portal, Resource, zipped
from crawler.replica.replica import Replica

METHODS = ("GET", "HEAD", "POST")
LARGEST_HEAD = 65_536


@dataclass(frozen=True)
class Request:
    """One request as it arrived: Unix time, host without port, method, path with query, headers in lower case."""

    time: float
    host: str
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass
class Serving:
    """A replica that is being served: where, what it holds, and what it was asked."""

    replica: Replica
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    open: set["asyncio.Task[None]"] = field(default_factory=set)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names of the virtual hosts."""
        return self.replica.hosts

    def gold(self) -> tuple[Gold, ...]:
        """The truth about every document."""
        return self.replica.gold()

    def faults(self) -> tuple[Fault, ...]:
        """The planned faults."""
        return self.replica.faults()

    def listings(self) -> tuple[Listing, ...]:
        """What each listing declares and shows."""
        return self.replica.listings()

    def attachments(self) -> Mapping[str, Attached]:
        """Every attachment by the address that serves it."""
        return self.replica.attachments()

    def members(self) -> Mapping[str, GoldMember]:
        """The documents inside ZIP attachments."""
        return self.replica.members()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until either side ends it."""
        task = asyncio.current_task()
        assert task is not None
        self.open.add(task)
        try:
            while request := await _read(reader):
                self.requests.append(request)
                stays = request.headers.get("connection", "").lower() != "close"
                writer.write(_written(self._answer(request), request, stays))
                await writer.drain()
                if not stays:
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass
        except asyncio.CancelledError:
            pass  # the server stops; a connection has nothing to finish
        finally:
            self.open.discard(task)
            writer.close()

    def _answer(self, request: Request) -> Resource:
        portal = self.replica.portals.get(request.host)
        if portal is None:
            return _plain(421)
        if request.method not in METHODS:
            return _plain(501)
        form = dict(parse_qsl(request.body.decode("latin-1"))) if request.method == "POST" else None
        return _conditional(_coded(portal.answer(request.path, form), portal, request), request)


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """Read one request; None at the end of the connection. The target may be absolute, as sent to proxies."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ", 2)
    fields = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    if target.startswith("http"):
        parts = urlsplit(target)
        headers["host"], target = (
            parts.netloc,
            (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        )
    host = headers.get("host", "").partition(":")[0].lower()
    return Request(time.time(), host, method, target, headers, body)


def _plain(status: int) -> Resource:
    return Resource(status, (("Content-Type", "text/plain"),), HTTPStatus(status).phrase.encode())


def _coded(answer: Resource, portal: Portal, request: Request) -> Resource:
    """The answer compressed, where the portal does so and the client accepts it."""
    wanted = "gzip" in request.headers.get("accept-encoding", "")
    return zipped(answer) if portal.gzips and wanted and answer.status == 200 else answer


def _conditional(answer: Resource, request: Request) -> Resource:
    """304 if the client's copy is current; the entity tag decides before the date (RFC 9110, 13.2.2)."""
    if answer.status != 200 or request.method == "POST":
        return answer
    held = {name.lower(): value for name, value in answer.headers}
    tags, since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    if tags is not None:
        offered = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        current = bool(held.get("etag")) and ("*" in offered or held["etag"] in offered)
    else:
        current = since is not None and "last-modified" in held and _not_after(held["last-modified"], since)
    if not current:
        return answer
    kept = tuple(pair for pair in answer.headers if pair[0].lower() in ("etag", "last-modified", "vary"))
    return Resource(304, kept, b"")


def _not_after(changed: str, since: str) -> bool:
    with suppress(ValueError, TypeError):
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    return False


def _written(answer: Resource, request: Request, stays: bool) -> bytes:
    """The answer as bytes for the connection."""
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        "Server: replica",
        *(f"{name}: {value}" for name, value in answer.headers),
    ]
    if answer.status != 304:
        lines.append(f"Content-Length: {len(answer.body)}")
    lines.append(f"Connection: {'keep-alive' if stays else 'close'}")
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head if request.method == "HEAD" or answer.status == 304 else head + answer.body


@contextmanager
def serving(seed: int = 1, port: int = 0) -> Iterator[Serving]:
    """Serve the replica of `seed` while the block runs; `port` 0 takes a free one."""
    served = Serving(Replica(seed))
    ready, failed = threading.Event(), list[OSError]()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def run() -> None:
        server = await asyncio.start_server(served.connection, "127.0.0.1", port, limit=LARGEST_HEAD)
        served.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()
        for task in tuple(served.open):
            task.cancel()
        await asyncio.gather(*served.open, return_exceptions=True)

    def thread() -> None:
        try:
            loop.run_until_complete(run())
        except OSError as error:
            failed.append(error)
        finally:
            ready.set()
            loop.close()

    worker = threading.Thread(target=thread, name="replica", daemon=True)
    worker.start()
    ready.wait()
    if failed:
        raise failed[0]
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(stop.set)
        worker.join(5)
