"""What a hard stop leaves: killed writers, a second process, a full disk. Each in a process of its own."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path

import pytest
from warcio.checker import Checker

from pipelines.archive.errors import ArchiveLocked
from pipelines.archive.reader import ArchiveReader
from pipelines.archive.store import Archive

PAGES = 120
NOW = "2026-03-01T01:00:00.000000Z"

WRITER = r"""
import json, os, random, resource, sys
from pathlib import Path
from pipelines.archive.errors import ArchiveFull
from pipelines.archive.settlement import Labelled, NewTarget, Reading, Settlement, SiteFacts
from pipelines.archive.store import Archive
from pipelines.document import Block, Document, Evidence, Report
from pipelines.evidence import Sums, Verdict
from pipelines.exchange import Exchange

directory, pages, limit, body_size, text_size, file_limit = Path(sys.argv[1]), *map(int, sys.argv[2:])
NOW = "2026-03-01T01:00:00.000000Z"
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

def body_of(url):
    draw = random.Random(url)
    return draw.randbytes(body_size)

def readings_of(url):
    return [reading_of(url), reading_of(url + "#member=a.doc"), reading_of(url + "#member=b.doc")]

def reading_of(url):
    text = "".join(map(chr, random.Random(url).choices(range(0x4e00, 0x9000), k=text_size))) + url
    evidence = Evidence(Verdict("utf-8", "bytes", (), 0), (), (), Sums(len(text), len(text)))
    document = Document(url, "title", text, (Block("paragraph", text, "p"),), (), Report("news"), (), (), (), (), (), (), evidence)
    return Reading("rules", "test", document, url=url)

def settlement(run, target):
    response = b"HTTP/1.1 200 OK\r\n\r\n" + body_of(target.url)
    exchange = Exchange(target.url, "GET", b"GET / HTTP/1.1\r\n\r\n", response, NOW, NOW, "127.0.0.1")
    found = ()
    if target.kind == "listing":
        found = tuple(NewTarget(f"http://a.example/{n}.html") for n in range(pages))
    return Settlement(run, "a", target.id, (Labelled(exchange, "page", "ok"),), "done", NOW, discovered=found,
                      read=target.kind == "page")

committed = 0

def crawl():
    global committed
    with Archive.open(directory, {"software": "test"}, NOW, limit_bytes=file_limit) as archive:
        print("open", flush=True)
        run, _ = archive.start_run("crawl", [SiteFacts("a")], {}, "test", NOW)
        archive.add_targets("a", [NewTarget("http://a.example/", "listing")], run, NOW)
        archive.make_due("a", run, ("listing", "page"))
        for unread in archive.unread():
            archive.commit_readings(unread.capture, readings_of(unread.url), NOW)
        while batch := archive.lease(run, "a", 3, NOW):
            done = archive.commit_many([settlement(run, t) for t in batch])
            committed += sum(len(settled.captures) for settled in done)
            for settled, target in zip(done, batch):
                if settled.pending:
                    archive.commit_readings(settled.pending, readings_of(target.url), NOW)
        archive.finish_run(run, NOW, "complete", {})

full = ""
try:
    crawl()
except ArchiveFull as error:
    full = str(error)
print(json.dumps({"full": full, "captures": committed}), flush=True)
"""

HOLDER = """
import sys, time
from pathlib import Path
from pipelines.archive.store import Archive
archive = Archive.open(Path(sys.argv[1]), {}, "2026-03-01T01:00:00Z")
print("open", flush=True)
time.sleep(600)
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def write(
    directory: Path, limit: int = 0, body_size: int = 700, text_size: int = 60, file_limit: int = 20_000
) -> dict[str, object]:
    process = start(WRITER, directory, PAGES, limit, body_size, text_size, file_limit)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    result: dict[str, object] = json.loads(output.splitlines()[-1])
    return result


def kill_at_some_moment(directory: Path, draw: random.Random) -> bool:
    """Start a writer and kill it; False when it was done before."""
    process = start(WRITER, directory, PAGES, 0, 700, 60, 20_000)
    assert process.stdout and process.stdout.readline() == "open\n"
    time.sleep(draw.uniform(0, 0.25))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return process.returncode != 0


def held(directory: Path) -> tuple[list[object], list[object]]:
    """Documents and versions as sets of facts that no clock and no kill may change."""
    with sqlite3.connect(directory / "archive.sqlite") as connection:
        documents = connection.execute("SELECT url, title, kind FROM documents ORDER BY url").fetchall()
        versions = connection.execute(
            """SELECT d.url, v.reading_digest, v.text FROM versions v JOIN documents d ON d.id = v.document_id
                ORDER BY d.url, v.reading_digest"""
        ).fetchall()
    return documents, versions


def assert_whole(directory: Path) -> None:
    with ArchiveReader.read(directory) as reader:
        report = reader.verify()
    assert not report.damaged and report.failed == 0, report.findings


def assert_warcio_agrees(directory: Path) -> None:
    files = [str(path) for path in sorted((directory / "warc").iterdir())]
    assert all(name.endswith(".warc.gz") for name in files)
    assert Checker(Namespace(inputs=files, verbose=False)).process_all() == 0


@pytest.mark.timeout(300)
def test_killed_at_random_moments_and_continued_it_holds_the_same_documents_and_versions(
    tmp_path: Path,
) -> None:
    draw = random.Random(20260301)
    assert write(tmp_path / "calm")["captures"] == PAGES + 1
    kills = tries = 0
    while kills < 10 and tries < 100:  # a writer may be done before its moment; a new one begins a new run
        kills += kill_at_some_moment(tmp_path / "killed", draw)
        tries += 1
    assert kills == 10
    assert_whole(tmp_path / "killed")
    write(tmp_path / "killed")
    assert held(tmp_path / "killed") == held(tmp_path / "calm")
    assert_whole(tmp_path / "killed")
    assert_warcio_agrees(tmp_path / "killed")
    with ArchiveReader.read(tmp_path / "killed") as reader:
        assert reader.unread() == [] and reader.target_counts("a") == {"done": PAGES + 1}
        runs = reader.status().runs
        assert {run.status for run in runs} == {"complete"} and any(run.continued for run in runs)


def test_after_every_kill_no_row_names_a_record_that_is_not_there(tmp_path: Path) -> None:
    draw = random.Random(7)
    for _ in range(5):
        kill_at_some_moment(tmp_path, draw)
        assert_whole(tmp_path)
        with Archive.open(tmp_path, {}, NOW) as archive:
            assert archive.status().runs == () or archive.status().runs[0].status in (
                "interrupted",
                "complete",
            )
        assert_whole(tmp_path)
        if any((tmp_path / "warc").iterdir()):
            assert_warcio_agrees(tmp_path)


def test_what_is_cut_from_a_torn_file_is_counted_and_told(tmp_path: Path) -> None:
    while not list(tmp_path.glob("warc/*.open")):
        kill_at_some_moment(tmp_path, random.Random(1))
    (torn,) = tmp_path.glob("warc/*.open")
    with torn.open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00half a record")
    with Archive.open(tmp_path, {}, NOW) as archive:
        (mended,) = archive.mended
        assert mended.name == torn.name.removesuffix(".open") and mended.cut >= 17
    assert_whole(tmp_path)
    assert_warcio_agrees(tmp_path)


def test_a_second_run_adds_captures_and_no_versions(tmp_path: Path) -> None:
    write(tmp_path)
    before = held(tmp_path)
    write(tmp_path)
    assert held(tmp_path) == before
    with sqlite3.connect(tmp_path / "archive.sqlite") as connection:
        assert connection.execute("SELECT count(*), count(refers_to) FROM captures").fetchone() == (
            2 * (PAGES + 1),
            PAGES + 1,
        )


def test_a_second_process_is_told_who_writes_and_a_dead_writers_lock_is_taken_over(tmp_path: Path) -> None:
    holder = start(HOLDER, tmp_path)
    assert holder.stdout and holder.stdout.readline() == "open\n"
    try:
        with pytest.raises(ArchiveLocked, match=f"process {holder.pid} on .* since 2026-03-01T01:00:00Z"):
            Archive.open(tmp_path, {}, NOW)
        with ArchiveReader.read(tmp_path) as reader:
            assert reader.status().runs == ()
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert (tmp_path / "archive.lock").exists()
    Archive.open(tmp_path, {}, NOW).close()


@pytest.mark.parametrize(
    ("limit", "body_size", "text_size", "some"),
    [
        (1_000_000, 150_000, 20, True),
        (600_000, 200, 4000, True),
        (100_000, 200, 20, False),
        (9_000, 200, 20, False),
    ],
    ids=[
        "a WARC file hits the limit",
        "the database hits it",
        "there is no room for the tables",
        "there is no room at all",
    ],
)
def test_a_full_disk_is_a_sentence_and_leaves_nothing_half_written(
    tmp_path: Path, limit: int, body_size: int, text_size: int, some: bool
) -> None:
    result = write(tmp_path, limit, body_size, text_size, 1 << 30)
    assert "free some space and start the same command again" in str(result["full"])
    assert bool(result["captures"]) == some
    if some:
        assert_whole(tmp_path)
        with sqlite3.connect(tmp_path / "archive.sqlite") as connection:
            assert connection.execute("SELECT count(*) FROM captures").fetchone()[0] == result["captures"]
        assert_warcio_agrees(tmp_path)
    write(tmp_path, 0, body_size, text_size)
    assert_whole(tmp_path)
    assert len(held(tmp_path)[0]) == 3 * PAGES


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Exception, match="Check its permissions"):
        Archive.open(tmp_path / "archive", {}, NOW)
