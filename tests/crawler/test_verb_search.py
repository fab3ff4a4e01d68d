"""`gongkai search` as a person and a program use it, on a portal of three pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.conftest import Gongkai, folder_site

PAGE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>
<p>发布时间：{date}</p><div id="zoom"><p>{text}</p>
<p>请各有关单位按照职责分工认真组织实施，确保各项工作按期完成，并及时报送进展情况。</p></div></body></html>"""

PAGES = (
    ("示范县关于部门预算编制的通知", "2024-03-01", "现将部门预算编制有关事项通知如下，各单位应当据实填报，不得虚列支出。"),
    ("示范县关于决算公开的通知", "2025-04-02", "决算应当在批准后二十日内公开，与预算口径保持一致，并说明增减变化的原因。"),
    ("示范县水庫安全工作要点", "2023-05-03", "加强水庫巡查值守，落实各项防汛措施，责任到人，隐患不过夜，信息及时上报。"),
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path, serve: Callable[[Path], str], gongkai: Gongkai) -> Path:
    folder = tmp_path / "portal"
    folder.mkdir()
    for number, (title, date, text) in enumerate(PAGES):
        (folder / f"{number}.html").write_text(PAGE.format(title=title, date=date, text=text), "utf-8")
    site = folder_site(tmp_path / "shifan.toml", serve(folder), "示范县人民政府")
    assert gongkai("crawl", site, "--archive", tmp_path / "archive").returncode in (0, 1)
    return tmp_path / "archive"


def test_a_person_sees_titles_dates_and_the_words_around(archive: Path, gongkai: Gongkai) -> None:
    shown = gongkai("search", "预算", "--archive", archive).stdout
    assert shown.index("决算公开的通知") < shown.index("部门预算编制的通知"), "the newest first"
    assert "2025-04-02 · 示范县人民政府" in shown
    assert "与预算口径保持一致" in shown
    assert shown.rstrip().endswith("2 documents")
    assert "水庫巡查值守" in gongkai("search", "水库巡查", "--archive", archive).stdout
    assert gongkai("search", "林业", "--archive", archive).stdout.strip() == "0 documents"


def test_a_program_gets_places_instead_of_colours(archive: Path, gongkai: Gongkai) -> None:
    found = json.loads(
        gongkai("search", "预算", "--rank", "--limit", "1", "--json", "--archive", archive).stdout
    )
    assert (found["total"], found["certainty"], found["more"]) == (2, "exactly", True)
    (hit,) = found["hits"]
    assert [hit["title"][start:end] for start, end in hit["title_marks"]] == ["预算"]
    assert hit["url"].endswith("/0.html")


def test_minus_words_phrases_and_filters(archive: Path, gongkai: Gongkai) -> None:
    def urls(*arguments: str) -> list[str]:
        done = gongkai("search", *arguments, "--json", "--archive", archive)
        assert done.returncode == 0, done.stderr
        return [hit["url"].rpartition("/")[2] for hit in json.loads(done.stdout)["hits"]]

    assert urls("预算", "-决算") == ["0.html"]
    assert urls('"决算 公开"') == []
    assert urls("通知", "--year", "2025") == ["1.html"]
    assert urls("通知", "--region", "990100", "--portal", "示范县人民政府") == ["1.html", "0.html"]
    assert urls("通知", "--kind", "annual_report") == []
    assert urls("通知", "--body", "示范县") == ["1.html", "0.html"]


def test_what_cannot_be_meant_is_said(archive: Path, gongkai: Gongkai) -> None:
    for arguments, sentence in (
        (("预算", "--regoin", "35"), "no option --regoin"),
        (("，",), "nothing to look for"),
        (("预算", "--kind", "report"), "annual_report"),
        (("预算", "--site", "nobody"), "no portal of the name"),
        (("预算", "--region", "无此地"), "no region"),
        (("预算", "--rank", "--newest"), "exclude each other"),
    ):
        done = gongkai("search", *arguments, "--archive", archive)
        assert (done.returncode, sentence in done.stderr) == (2, True), done.stderr
    done = gongkai("search", "预算", "--archive", archive.parent)
    assert done.returncode == 2 and "no archive" in done.stderr
