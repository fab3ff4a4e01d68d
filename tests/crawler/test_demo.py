"""The main job on the replica portals: complete, repeatable, and whole again after any kill."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crawler.conftest import command

KILLS = 10


def rows(archive: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{archive / 'archive.sqlite'}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


def holdings(archive: Path) -> set[tuple[object, ...]]:
    return set(
        rows(
            archive, "SELECT d.url, v.reading_digest FROM documents d JOIN versions v ON v.document_id = d.id"
        )
    )


@pytest.fixture(scope="module")
def demo_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive one undisturbed demo leaves."""
    archive = tmp_path_factory.mktemp("demo") / "archive"
    archive.mkdir()
    (archive / "notes.txt").write_text("a file that was here before")
    done = subprocess.run(
        command("demo", "--archive", archive), capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return archive


def test_demo_meets_everything_the_replica_knows_and_leaves_one_database_and_closed_warcs(
    demo_archive: Path,
) -> None:
    assert [path.name for path in demo_archive.glob("*.sqlite")] == ["archive.sqlite"]
    names = [path.name for path in (demo_archive / "warc").iterdir()]
    assert names and all(name.endswith(".warc.gz") for name in names)
    assert (demo_archive / "notes.txt").exists()


def test_a_second_demo_adds_captures_and_no_version(demo_archive: Path) -> None:
    before = rows(demo_archive, "SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM versions)")[0]
    done = subprocess.run(
        command("demo", "--archive", demo_archive), capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    after = rows(demo_archive, "SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM versions)")[0]
    assert after[0] > before[0]
    assert after[1] == before[1]


def test_verify_finds_a_demo_archive_sound_and_other_warc_readers_agree(demo_archive: Path) -> None:
    done = subprocess.run(
        command("verify", "--archive", demo_archive), capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout
    for path in (demo_archive / "warc").glob("*.warc.gz"):
        check = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", str(path)],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert check.returncode == 0, check.stdout


def test_a_demo_killed_at_random_moments_ends_with_the_same_documents(
    demo_archive: Path, tmp_path: Path
) -> None:
    moments = random.Random(20260122)
    archive = tmp_path / "killed"
    for _ in range(KILLS):
        process = subprocess.Popen(
            command("demo", "--archive", archive),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moments.uniform(0.8, 4.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    done = subprocess.run(
        command("demo", "--archive", archive), capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert holdings(archive) == holdings(demo_archive)
    verified = subprocess.run(
        command("verify", "--archive", archive), capture_output=True, text=True, timeout=240, check=False
    )
    assert verified.returncode == 0, verified.stdout
