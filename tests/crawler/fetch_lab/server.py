"""A raw socket server on loopback that says exactly what it is told to, and writes down exactly what it hears."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

CONNECTIONS = 100
PATIENCE = 20.0


@dataclass(frozen=True)
class Reply:
    """What is sent for one request: the pieces one after the other, a pause between them, then perhaps the end."""

    pieces: tuple[bytes, ...]
    close: bool = False
    reset: bool = False
    pause: float = 0.0
    repeat_last: int = 0
    """The last piece again so many times (a large body without a large test)."""


def reply(data: bytes, **rest: object) -> Reply:
    return Reply((data,), **rest)  # type: ignore[arg-type]


def page(body: bytes = b"<p>ok", status: bytes = b"200 OK", headers: bytes = b"") -> Reply:
    head = b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html; charset=utf-8\r\n" + headers
    return reply(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)


NOT_FOUND = page(b"none", b"404 Not Found")
FREE = page(b"User-agent: *\nDisallow:\n")


@dataclass
class Heard:
    """One request as the server saw it, and what it sent back."""

    connection: int
    at: float
    request: bytes
    sent: bytes = b""

    @property
    def path(self) -> str:
        return self.request.split(b" ")[1].decode("ascii")


@dataclass
class RawServer:
    """Answers by path; `robots` is what /robots.txt gets unless the routes say otherwise."""

    routes: dict[str, Reply | Callable[[int], Reply]]
    robots: Reply = FREE
    tls: ssl.SSLContext | None = None
    heard: list[Heard] = field(default_factory=list)
    port: int = 0

    @contextlib.contextmanager
    def running(self) -> Iterator[RawServer]:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.settimeout(0.2)
            self.port = listening.getsockname()[1]
            self._stop = threading.Event()
            acceptor = threading.Thread(target=self._accept, args=(listening,), daemon=True)
            acceptor.start()
            try:
                yield self
            finally:
                self._stop.set()
                acceptor.join(PATIENCE)

    def _accept(self, listening: socket.socket) -> None:
        number = 0
        while not self._stop.is_set() and number < CONNECTIONS:
            with contextlib.suppress(TimeoutError):
                connection, _ = listening.accept()
                number += 1
                threading.Thread(target=self._serve, args=(connection, number), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        connection.settimeout(PATIENCE)
        with contextlib.suppress(OSError), connection:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            while request := _read_head(connection):
                heard = Heard(number, time.monotonic(), request)
                self.heard.append(heard)
                if not self._answer(connection, heard):
                    break

    def _answer(self, connection: socket.socket, heard: Heard) -> bool:
        default = self.robots if heard.path == "/robots.txt" else NOT_FOUND
        route = self.routes.get(heard.path, default)
        answer = route(sum(one.path == heard.path for one in self.heard)) if callable(route) else route
        for piece in (*answer.pieces, *answer.pieces[-1:] * answer.repeat_last):
            connection.sendall(piece)
            heard.sent += piece if not answer.repeat_last else b""
            if answer.pause:
                self._stop.wait(answer.pause)
        if answer.reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        if answer.close or answer.reset:
            connection.close()
            return False
        return True

    def paths(self) -> list[str]:
        return [one.path for one in self.heard]

    def of(self, path: str) -> list[Heard]:
        return [one for one in self.heard if one.path == path]


def _read_head(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    return data
