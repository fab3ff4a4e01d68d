"""`gongkai snapshot` on a portal that was crawled, and crawled again after it changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.crawler.conftest import Gongkai, folder_site

PAGE = """<html><head><meta charset="utf-8"><title>示范县{year}年政府信息公开工作年度报告</title></head><body>
<h1>示范县{year}年政府信息公开工作年度报告</h1><div id="zoom"><p>全年主动公开政府信息{count}条，均已按期办结，没有发生行政复议。</p>
<table border="1"><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td></td><td>{count}</td></tr>
<tr><td>行政规范性文件</td><td>7</td><td>1</td><td>41</td></tr></table></div></body></html>"""
NAME = "t2.rules.in_force"


@pytest.fixture
def portal(tmp_path: Path, serve: Callable[[Path], str], gongkai: Gongkai) -> Path:
    """A folder that is served; its archive is `archive` beside it, its site file `shifan.toml`."""
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "2023.html").write_text(PAGE.format(year=2023, count=3), "utf-8")
    folder_site(tmp_path / "shifan.toml", serve(folder), "示范县人民政府")
    done = gongkai("crawl", tmp_path / "shifan.toml", "--archive", tmp_path / "archive")
    assert done.returncode in (0, 1), done.stderr
    return folder


def table(snapshot: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(snapshot / "data" / f"{name}.parquet").to_pylist()
    return found


def test_a_crawl_a_change_and_two_snapshots(portal: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    archive, site = tmp_path / "archive", tmp_path / "shifan.toml"
    done = gongkai("snapshot", tmp_path / "one", "--archive", archive)
    assert done.returncode == 0, done.stderr
    assert "DATASHEET.md first" in done.stdout
    assert {row["name"]: row["value"] for row in table(tmp_path / "one", "figures_long")}[NAME] == 3

    (portal / "2023.html").write_text(PAGE.format(year=2023, count=4), "utf-8")
    (portal / "2024.html").write_text(PAGE.format(year=2024, count=5), "utf-8")
    for verb in ("refetch", "crawl"):
        assert gongkai(verb, site, "--archive", archive).returncode in (0, 1)
    done = gongkai("snapshot", tmp_path / "two", "--since", tmp_path / "one", "--archive", archive)
    assert done.returncode == 0, done.stderr
    assert "1 new, 1 changed, 0 same, 0 withdrawn; 1 figures differ" in done.stdout
    (figure,) = table(tmp_path / "two", "delta_figures")
    assert (figure["name"], figure["value_before"], figure["value_after"]) == (NAME, 3, 4)
    package = json.loads((tmp_path / "two" / "data" / "datapackage.json").read_text("utf-8"))
    assert package["gongkai"]["runs"] == [row["run"] for row in table(tmp_path / "two", "runs")]
    assert package["gongkai"]["rules"] == sorted(
        {row["rules"] for row in table(tmp_path / "two", "sightings")}
    )


def test_a_place_that_is_taken_is_a_sentence(portal: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    done = gongkai("snapshot", portal, "--archive", tmp_path / "archive")
    assert (done.returncode, "is there already" in done.stderr) == (2, True)
    assert sorted(path.name for path in portal.iterdir()) == ["2023.html"]


def test_a_limited_crawl_alone_gives_no_snapshot(portal: Path, tmp_path: Path, gongkai: Gongkai) -> None:
    other = tmp_path / "other"
    assert gongkai("crawl", tmp_path / "shifan.toml", "--max-pages", 1, "--archive", other).returncode in (
        0,
        1,
        3,
    )
    done = gongkai("snapshot", tmp_path / "out", "--archive", other)
    assert (done.returncode, "no complete run" in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()
