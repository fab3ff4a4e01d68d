"""`gongkai schedule`: units that systemd takes, cron lines in the machine's zone, and runs that never overlap."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.config import Night
from crawler.verbs.units import Machine, cron_lines, units
from pipelines.archive.store import Archive
from tests.crawler.conftest import Gongkai, folder_site

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="no systemd-analyze on this machine")


def machine(start: str = "00:00", end: str = "06:00", **more: object) -> Machine:
    given = {"readers": 2, **more}
    return Machine("/opt/gongkai/bin/gongkai", Path("/srv/gongkai"), Path("/srv/gongkai/data"), "gongkai",
                   Night(start=start, end=end), **given)  # type: ignore[arg-type]  # fmt: skip


@needs_systemd
@pytest.mark.parametrize("window", [{}, {"GONGKAI_NIGHT_START": "22:30", "GONGKAI_NIGHT_END": "05:00"}])
def test_systemd_takes_the_units(gongkai: Gongkai, tmp_path: Path, window: dict[str, str]) -> None:
    archive = tmp_path / "archive"
    done = gongkai("schedule", "--archive", archive, "--out", tmp_path / "units", **window)
    assert done.returncode == 0 and "systemctl enable --now gongkai.timer gongkai-watch.timer" in done.stdout
    files = sorted((tmp_path / "units").iterdir())
    assert [file.name for file in files] == sorted(units(machine())) and archive.is_dir()
    assert ANALYZE is not None
    checked = subprocess.run(
        [ANALYZE, "verify", "--man=no", *map(str, files)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path / 'units'}:"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    told = [line for line in checked.stderr.splitlines() if "gongkai" in line]
    assert (checked.returncode, told) == (0, []), checked.stderr


@needs_systemd
def test_systemd_reads_the_window_as_hours_of_china() -> None:
    (calendar,) = re.findall(r"OnCalendar=(.*)", units(machine("22:30", "05:00"))["gongkai.timer"])
    assert ANALYZE is not None
    told = subprocess.run(
        [ANALYZE, "calendar", "--base-time=2026-03-01 00:00:00 UTC", calendar],
        capture_output=True, text=True, timeout=60, check=True,
    ).stdout  # fmt: skip
    assert "14:30:00 UTC" in told, told


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("00:00", "06:00", 6), ("22:30", "05:00", 6.5), ("01:00", "01:00", 24 - 1 / 6)],
)
def test_the_run_is_stopped_at_the_end_of_the_window(start: str, end: str, hours: float) -> None:
    assert machine(start, end).window == timedelta(hours=hours)
    assert f"TimeoutStartSec={hours * 3600:.0f}\n" in units(machine(start, end))["gongkai.service"]


def test_a_failure_is_told_and_memory_grows_with_the_readers() -> None:
    made = units(machine())
    crawl = made["gongkai.service"]
    assert "OnFailure=gongkai-failed.service" in crawl and "ReadWritePaths=/srv/gongkai/data" in crawl
    for line in (
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "KillMode=mixed",
        "CPUWeight=",
        "IOWeight=",
        "Nice=",
    ):
        assert line in crawl
    memory = [
        int(re.findall(r"MemoryMax=(\d+)M", units(machine(readers=n))["gongkai.service"])[0]) for n in (1, 4)
    ]
    assert memory[1] > memory[0]
    assert (
        "--because" in made["gongkai-failed.service"]
        and "MONITOR_SERVICE_RESULT" in made["gongkai-failed.service"]
    )
    assert "Environment=" not in crawl
    assert (
        "Environment=GONGKAI_CONFIG=/etc/gongkai.toml"
        in units(machine(config="/etc/gongkai.toml"))["gongkai.service"]
    )


@pytest.mark.parametrize(
    ("zone", "minute_hour"),
    [("Asia/Shanghai", "30 1"), ("UTC", "30 17"), ("Europe/Berlin", "30 18"), ("Asia/Kolkata", "0 23")],
)
def test_cron_lines_are_in_the_machines_own_zone(zone: str, minute_hour: str) -> None:
    lines = cron_lines(machine("01:30", "05:00"), datetime(2026, 1, 15, 12, tzinfo=ZoneInfo(zone)))
    crawl = next(line for line in lines.splitlines() if " crawl " in line)
    assert crawl.startswith(f"{minute_hour} * * * cd /srv/gongkai && nice -n 10 ionice -c 3 timeout ")
    assert " 12600 /opt/gongkai/bin/gongkai crawl --all" in crawl and "%" not in crawl


def test_printing_shows_what_would_be_written(gongkai: Gongkai, tmp_path: Path) -> None:
    printed = gongkai("schedule", "--archive", tmp_path / "archive")
    assert printed.returncode == 0 and "# gongkai.timer\n[Unit]" in printed.stdout
    assert not (tmp_path / "archive").exists()
    cron = gongkai("schedule", "--cron", "--archive", tmp_path / "archive")
    assert cron.stdout.count("* * *") == 2


def test_a_path_that_a_unit_would_break_at_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    refused = gongkai("schedule", "--archive", tmp_path / "my archive")
    assert refused.returncode == 2 and "my archive" in refused.stderr
    assert gongkai("schedule", "--cron", "--systemd").returncode == 2


def test_a_run_that_overlaps_is_refused_and_the_holder_named(gongkai: Gongkai, tmp_path: Path) -> None:
    site = folder_site(tmp_path / "county.toml", "127.0.0.1:9", "示范县水利局")
    since = datetime.combine(datetime(2026, 3, 1), time(16)).isoformat() + "Z"
    with Archive.open(tmp_path / "archive", {"software": "gongkai/0.1.0"}, since):
        refused = gongkai("crawl", site, "--archive", tmp_path / "archive")
    assert refused.returncode == 2
    assert (
        f"being written by process {os.getpid()} on " in refused.stderr and f"since {since}" in refused.stderr
    )
