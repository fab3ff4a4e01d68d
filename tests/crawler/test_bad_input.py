"""Whatever is wrong gets a sentence and the right exit code, and nothing is lost or half-written."""

from __future__ import annotations

import json
import resource
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.conftest import Gongkai, command

SITE = """title = "示范县档案局"
region = "990123"
level = "department-county"
family = "links"
verified = false
source = "made by a test"
start = ["http://portal.example/"]
[fetch]
delay = 0.0
{connect}
[listing]
folders = true
"""


def site_file(folder: Path, address: str) -> Path:
    path = folder / "portal.toml"
    path.write_text(SITE.format(connect=f'connect = {{ "portal.example" = "{address}" }}'))
    return path


def outcomes(archive: Path) -> dict[str, str]:
    with sqlite3.connect(archive / "archive.sqlite") as connection:
        return dict(connection.execute("SELECT url, outcome FROM captures WHERE kind <> 'robots'").fetchall())


def test_an_unknown_site_is_refused_with_the_likely_ones_named(gongkai: Gongkai) -> None:
    done = gongkai("crawl", "gz_guiyan")
    assert done.returncode == 2
    assert "gz_guiyan: there is no site of this name; did you mean gz_guiyang?" in done.stderr


def test_a_broken_site_file_is_refused_with_line_and_key(gongkai: Gongkai, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(SITE.format(connect="delya = 3"))
    done = gongkai("crawl", broken)
    assert done.returncode == 2
    assert "line 10" in done.stderr
    assert "fetch.delya: unknown key" in done.stderr
    broken.write_text("title = ")
    assert "line 1" in gongkai("crawl", broken).stderr


def test_a_crawl_beyond_this_machine_without_a_contact_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    path = tmp_path / "portal.toml"
    path.write_text(SITE.format(connect=""))
    done = gongkai("crawl", path)
    assert done.returncode == 2
    assert "needs a contact" in done.stderr


def test_an_unreachable_host_is_recorded_and_the_run_is_partial(gongkai: Gongkai, tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{unused.getsockname()[1]}"
    archive = tmp_path / "archive"
    done = gongkai("crawl", site_file(tmp_path, address), "--archive", archive)
    assert done.returncode == 3, done.stderr
    with sqlite3.connect(archive / "archive.sqlite") as connection:
        state, reason = connection.execute("SELECT state, reason FROM targets").fetchone()
    assert state in ("failed", "refused")
    assert reason


def test_empty_binary_and_oversized_bodies_are_archived_and_the_others_read(
    gongkai: Gongkai, tmp_path: Path, serve: Callable[[Path], str]
) -> None:
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "empty.html").write_bytes(b"")
    (folder / "binary.html").write_bytes(bytes(range(256)) * 64)
    with (folder / "huge.html").open("wb") as huge:
        huge.truncate(200 << 20)
    (folder / "good.html").write_text(
        "<html><body><div id=zoom><p>示范县公开政府信息三十条，全部按时公开，未收到申请，也没有行政复议和诉讼。</p></div></body></html>"
    )
    archive = tmp_path / "archive"
    done = gongkai(
        "crawl", site_file(tmp_path, serve(folder)), "--archive", archive, GONGKAI_LIMITS_BODY_MIB="1"
    )
    assert done.returncode == 3, done.stderr
    found = outcomes(archive)
    assert found["http://portal.example/huge.html"] == "too_large"
    assert found["http://portal.example/good.html"] == "ok"
    with sqlite3.connect(archive / "archive.sqlite") as connection:
        documents = [url for (url,) in connection.execute("SELECT url FROM documents")]
        problems = connection.execute("SELECT count(*) FROM problems").fetchone()[0]
    assert documents == ["http://portal.example/good.html"]
    assert problems >= 1
    assert gongkai("verify", "--archive", archive).returncode == 0


def test_a_second_process_on_the_same_archive_is_refused_with_the_holder_named(
    gongkai: Gongkai, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    first = subprocess.Popen(
        command("demo", "--archive", archive), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while not (archive / "archive.sqlite").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = gongkai("demo", "--archive", archive)
        assert second.returncode == 2
        assert str(first.pid) in second.stderr
    finally:
        first.wait(timeout=240)
    assert first.returncode == 0


def test_an_archive_that_may_not_be_written_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = gongkai("demo", "--archive", blocked / "archive")
    assert done.returncode == 2
    assert "gongkai:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_stops_the_run_and_the_next_one_finishes_it(tmp_path: Path) -> None:
    archive = tmp_path / "archive"

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    full = subprocess.run(
        command("demo", "--archive", archive),
        preexec_fn=little_room,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert full.returncode == 3, full.stdout + full.stderr
    assert "Traceback" not in full.stderr
    verified = subprocess.run(
        command("verify", "--archive", archive), capture_output=True, text=True, timeout=240, check=False
    )
    assert verified.returncode == 0, verified.stdout
    again = subprocess.run(
        command("demo", "--archive", archive), capture_output=True, text=True, timeout=240, check=False
    )
    assert again.returncode == 0, again.stdout + again.stderr


def test_read_goes_on_after_a_page_that_cannot_be_read(gongkai: Gongkai, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_bytes(b"")
    (folder / "b.html").write_text("<p>示范县公开政府信息三十条，全部按时公开。</p>")
    (folder / "b.meta.json").write_text('{"headers": {}}')
    (folder / "c.css").write_text("p {}")
    done = gongkai("read", folder)
    assert done.returncode == 3, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a", "b"]
    assert lines[0]["error"]
    assert lines[1]["text"] == "示范县公开政府信息三十条，全部按时公开。"
    assert "1 files skipped" in done.stderr
    assert gongkai("read", folder / "a.html").returncode == 2
    assert gongkai("read", tmp_path / "nowhere").returncode == 2


@pytest.mark.parametrize("verb", ["show", "explain"])
def test_an_address_the_archive_does_not_hold_is_said_so(gongkai: Gongkai, tmp_path: Path, verb: str) -> None:
    done = gongkai(verb, "http://portal.example/", "--archive", tmp_path / "none")
    assert done.returncode == 2
    assert "gongkai:" in done.stderr
    assert "Traceback" not in done.stderr
