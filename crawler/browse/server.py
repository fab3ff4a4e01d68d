"""The server of `gongkai browse`: one Datasette on one archive, listening on one address."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from crawler.browse import plugin
from crawler.errors import UsageError
from pipelines.archive.connection import connect_reader

LOOPBACK = ("127.0.0.1", "localhost", "::1")
DATABASE = "archive"

_METADATA = {
    "title": "gongkai",
    "description": "The tables of the archive, read-only. docs/archive.md says what a row of each is.",
    "databases": {DATABASE: {"tables": {"documents": {"label_column": "title", "sort_desc": "published"}}}},
}


class Browser(Datasette):  # type: ignore[misc]
    """A Datasette that also has our pages (plugin.py) and knows the folder of its archive."""

    def __init__(self, archive: Path, hosts: tuple[str, ...] | None = LOOPBACK) -> None:
        """`hosts` are the names it answers to; None for any. Raises ArchiveError where there is no archive."""
        path = archive / "archive.sqlite"
        connect_reader(path).close()
        self.archive = archive
        self.hosts = hosts
        if not pm.is_registered(plugin):
            pm.register(plugin, "gongkai")
        # SQLite makes files beside a database that somebody may be writing; where it may not, nobody is.
        changing = os.access(archive, os.W_OK)
        super().__init__(
            files=[str(path)] if changing else [],
            immutables=[] if changing else [str(path)],
            metadata=_METADATA,
            settings={
                "allow_download": False,
                "suggest_facets": False,  # a question for each column of a table, each as long as it may take
                "sql_time_limit_ms": 3000,
                "num_sql_threads": 4,
            },
        )


def serve(archive: Path, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Answer until stopped; `ready` is told the address. Raises UsageError for one that cannot be had."""
    browser = Browser(archive, LOOPBACK if host in LOOPBACK else None)
    listening = _listen(host, port)
    name = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(browser.app(), log_level="warning", lifespan="on", server_header=False)
    with listening:
        ready(f"http://{name}:{listening.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as fault:
        listening.close()
        raise UsageError(f"--host {host} --port {port}: cannot listen there: {fault.strerror}") from fault
    return listening
