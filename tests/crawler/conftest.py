"""What the tests of the crawling side share: the command as a user runs it, and a portal made of a folder."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

Gongkai = Callable[..., "subprocess.CompletedProcess[str]"]


def command(*arguments: object) -> list[str]:
    """The command line of a verb, run by this interpreter."""
    return [sys.executable, "-c", "from crawler.verbs.cli import main; main()", *map(str, arguments)]


FOLDER_SITE = """title = "{title}"
region = "990100"
level = "county"
family = "links"
verified = true
source = "a folder"
start = ["http://{address}/"]
[fetch]
delay = 0.0
night = false
connect = {{ "{address}" = "{address}" }}
[listing]
folders = true
"""


def folder_site(path: Path, address: str, title: str) -> Path:
    """Write the site file of a folder that `serve` serves at `address`; gives the file."""
    path.write_text(FOLDER_SITE.format(title=title, address=address), "utf-8")
    return path


@pytest.fixture
def gongkai(tmp_path: Path) -> Gongkai:
    """Run `gongkai …` in an empty working directory, without the user's own settings."""
    work = tmp_path / "work"
    work.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])

    def run(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments),
            cwd=work,
            env={**environment, **settings},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    return run


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """The test's output is no place for an access log."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on loopback as a plain web server does; gives `127.0.0.1:port`."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
