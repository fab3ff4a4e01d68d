"""From the socket to the record: what a raw server heard and said is what the WARC of a crawl holds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipelines.archive.reader import ArchiveReader
from tests.crawler.conftest import command
from tests.crawler.fetch_lab.server import RawServer, page
from tests.crawler.test_byte_echo import CASES, FAILING, addresses

HOST = "www.shifan.example"
REPLIES = {**CASES, **{name: case[0] for name, case in FAILING.items()}}
PATHS = addresses(REPLIES)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[RawServer, Path]:
    """One crawl whose listing names every case: the server with its notes, and the archive."""
    folder = tmp_path_factory.mktemp("wire")
    rows = "".join(f'<li><a href="{path}">{name}</a> 2021-01-01</li>' for name, path in PATHS.items())
    routes = {path: REPLIES[name] for name, path in PATHS.items()}
    with RawServer({"/": page(rows.encode()), **routes}).running() as server:
        site = folder / "wire.toml"
        site.write_text(
            f"""title = "raw server"
region = "990123"
level = "county"
family = "links"
verified = false
source = "made by a test"
start = ["http://{HOST}/"]
[fetch]
delay = 0.0
connect = {{ "{HOST}" = "127.0.0.1:{server.port}" }}
"""
        )
        done = subprocess.run(
            command("crawl", site, "--archive", folder / "archive"),
            env={"PYTHONPATH": str(Path(__file__).parents[2]), "GONGKAI_LIMITS_TIMEOUT_SECONDS": "3"},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 3, done.stdout + done.stderr
    return server, folder / "archive"


@pytest.mark.parametrize("name", REPLIES)
def test_the_archive_gives_back_what_was_asked_and_answered(
    crawled: tuple[RawServer, Path], name: str
) -> None:
    server, archive = crawled
    with sqlite3.connect(archive / "archive.sqlite") as connection:
        rows = connection.execute(
            "SELECT id, revisit FROM captures WHERE url = ? ORDER BY id", (f"http://{HOST}{PATHS[name]}",)
        ).fetchall()
    heard = server.of(PATHS[name])
    assert len(rows) == len(heard) > 0
    with ArchiveReader.read(archive) as reader:
        for (capture, revisit), noted in zip(rows, heard, strict=True):
            kept = reader.exchange(capture)
            assert kept.request == noted.request
            if revisit is None:
                assert kept.response == noted.sent
            else:
                assert noted.sent.startswith(kept.response)
                assert noted.sent.endswith(reader.capture(capture).body)


def test_two_other_readers_agree_with_every_record(crawled: tuple[RawServer, Path]) -> None:
    for path in (crawled[1] / "warc").glob("*.warc.gz"):
        check = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", str(path)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert check.returncode == 0, check.stdout
        with path.open("rb") as stream:
            answers = [
                record
                for record in ArchiveIterator(stream, parse_http=False, verify_digests=True)
                if record.record_type == WarcRecordType.response
            ]
        assert len(answers) >= len(CASES) / 2
