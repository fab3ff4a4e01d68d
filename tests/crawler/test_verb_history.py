"""`gongkai history` and `gongkai diff` on a portal that edits a report after it was archived."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.crawler.conftest import Gongkai, folder_site

PAGE = """<html><head><meta charset="utf-8"><title>示范县2023年政府信息公开工作年度报告</title></head><body>
<h1>示范县2023年政府信息公开工作年度报告</h1><div id="zoom"><p>{lead}</p>
<p>全年主动公开政府信息{count}条，收到申请12件，均已按期答复，没有发生行政复议。</p>
<table border="1"><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>{rules}</td></tr>
<tr><td>行政规范性文件</td><td>7</td><td>1</td><td>41</td></tr></table></div></body></html>"""


class Portal(NamedTuple):
    archive: Path
    url: str
    crawl: Callable[[], None]
    page: Path


@pytest.fixture
def portal(tmp_path: Path, serve: Callable[[Path], str], gongkai: Gongkai) -> Portal:
    """A report that was archived, edited and archived again."""
    folder = tmp_path / "portal"
    folder.mkdir()
    page = folder / "2023.html"
    address = serve(folder)
    site = folder_site(tmp_path / "shifan.toml", address, "示范县人民政府")

    def crawl() -> None:
        done = gongkai("refetch", site, "--archive", tmp_path / "archive")
        assert done.returncode in (0, 1), done.stderr

    page.write_text(PAGE.format(lead="现将有关情况公布如下。", count=350, rules=3), "utf-8")
    done = gongkai("crawl", site, "--archive", tmp_path / "archive")
    assert done.returncode in (0, 1), done.stderr
    page.write_text(PAGE.format(lead="现将有关情况公布如下，欢迎监督。", count=360, rules=4), "utf-8")
    crawl()
    return Portal(tmp_path / "archive", f"http://{address}/2023.html", crawl, page)


def test_the_past_names_each_reading_and_each_look_that_met_none(portal: Portal, gongkai: Gongkai) -> None:
    portal.page.rename(portal.page.with_suffix(".away"))
    portal.crawl()
    done = gongkai("history", portal.url, "--archive", portal.archive, "--json")
    past = json.loads(done.stdout)
    assert [stage["cause"] for stage in past["stages"]] == ["first reading", "page changed"]
    assert [stage["number"] for stage in past["stages"]] == [1, 2]
    assert past["current"] == 2
    assert {look["outcome"] for look in past["looks"]} - {"unreachable"} == {"gone"}  # a busy machine retries
    shown = gongkai("history", portal.url, "--archive", portal.archive).stdout
    assert "2 ← now" in shown
    assert "Looks that showed no reading" in shown


def test_a_page_that_comes_back_to_its_first_text_makes_no_third_version(
    portal: Portal, gongkai: Gongkai
) -> None:
    portal.page.write_text(PAGE.format(lead="现将有关情况公布如下。", count=350, rules=3), "utf-8")
    portal.crawl()
    past = json.loads(gongkai("history", portal.url, "--archive", portal.archive, "--json").stdout)
    assert (len(past["stages"]), past["current"]) == (2, 1)
    assert [stage["captures"] for stage in past["stages"]] == [2, 1]


def test_the_difference_shows_words_cells_and_figures(portal: Portal, gongkai: Gongkai) -> None:
    shown = gongkai("diff", portal.url, "--archive", portal.archive).stdout
    assert "公布如下{+，欢迎监督+}。" in shown
    assert "主动公开政府信息[-350-]{+360+}条" in shown
    assert "table 1, cell: 规章 / 现行有效件数  3 → 4" in shown
    told = json.loads(gongkai("diff", portal.url, "2", "1", "--archive", portal.archive, "--json").stdout)
    assert [(f["before"]["value"], f["after"]["value"]) for f in told["figures"]] == [(4, 3)]
    assert (told["earlier"]["number"], told["later"]["number"]) == (2, 1)


def test_what_is_not_there_is_said(portal: Portal, gongkai: Gongkai) -> None:
    missing = gongkai("diff", portal.url, "1", "3", "--archive", portal.archive)
    assert (missing.returncode, "there is no version 3; there are 1 to 2" in missing.stderr) == (2, True)
    unknown = gongkai("history", portal.url + "x", "--archive", portal.archive)
    assert (unknown.returncode, "holds no document of this address" in unknown.stderr) == (2, True)
    many = gongkai("diff", portal.url, "1", "2", "3", "--archive", portal.archive)
    assert "two versions are compared" in many.stderr


def test_a_reading_by_other_rules_is_not_called_a_change_of_the_page(
    portal: Portal, gongkai: Gongkai
) -> None:
    """The bytes of an earlier version under other rules: what a new release of gongkai leaves in an archive."""
    with sqlite3.connect(portal.archive / "archive.sqlite") as connection:
        connection.row_factory = sqlite3.Row
        row = dict(connection.execute("SELECT * FROM versions ORDER BY id DESC LIMIT 1").fetchone())
        row |= {"id": None, "reading_digest": "other", "rules": "rules-2"}
        holes = ", ".join(f":{name}" for name in row)
        connection.execute(f"INSERT INTO versions ({', '.join(row)}) VALUES ({holes})", row)
    past = json.loads(gongkai("history", portal.url, "--archive", portal.archive, "--json").stdout)
    assert [stage["cause"] for stage in past["stages"]][2:] == ["read by other rules"]
