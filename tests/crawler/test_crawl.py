"""`gongkai crawl`, `refetch` and Scrapy's own commands, on portals made of folders."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.replica.files.docx import docx_bytes
from crawler.replica.files.zipped import zip_bytes
from tests.crawler.conftest import Gongkai

PAGE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div class="nav">首页 政务公开</div><h1>{title}</h1>
<div id="zoom"><p>{title}，本年度共公开政府信息{n}条，按时办结申请{n}件，未发生行政复议。</p>
<p>下一步将继续完善制度，规范流程，加强培训，提高公开质量，方便群众查阅和监督。</p></div></body></html>"""


@pytest.fixture
def portal(tmp_path: Path, serve: Callable[[Path], str]) -> tuple[Path, Path]:
    """A folder of three pages and a file, served; the folder and its site file."""
    folder = tmp_path / "portal"
    (folder / "nb").mkdir(parents=True)
    for n in (2019, 2020, 2021):
        page = PAGE.format(title=f"示范县档案局{n}年政府信息公开工作总结", n=n)
        (folder / "nb" / f"{n}.html").write_text(page, "utf-8")
    (folder / "fujian.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    address = serve(folder)
    site = tmp_path / "folder_portal.toml"
    site.write_text(
        f"""title = "示范县档案局"
region = "990123"
level = "department-county"
family = "links"
verified = false
source = "made by a test"
start = ["http://folder.example/"]
[fetch]
delay = 0.0
connect = {{ "folder.example" = "{address}" }}
[listing]
folders = true
"""
    )
    return folder, site


def ask(archive: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{archive / 'archive.sqlite'}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


def test_a_site_file_given_by_path_is_crawled_and_its_documents_can_be_shown(
    gongkai: Gongkai, portal: tuple[Path, Path], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    done = gongkai("crawl", portal[1], "--archive", archive)
    assert done.returncode == 0, done.stderr
    assert [url for (url,) in ask(archive, "SELECT url FROM documents ORDER BY url")] == [
        f"http://folder.example/nb/{n}.html" for n in (2019, 2020, 2021)
    ]
    shown = gongkai("show", "http://folder.example/nb/2020.html", "--archive", archive)
    assert "本年度共公开政府信息2020条" in shown.stdout
    assert "首页" not in shown.stdout
    explained = gongkai("explain", "http://folder.example/nb/2020.html", "--archive", archive, "--json")
    assert json.loads(explained.stdout)["capture"]["digests"] == "passed"
    assert gongkai("status", "--archive", archive).returncode == 0


def test_a_changed_page_becomes_a_second_version_and_the_first_is_shown_by_date(
    gongkai: Gongkai, portal: tuple[Path, Path], tmp_path: Path
) -> None:
    archive, url = tmp_path / "archive", "http://folder.example/nb/2020.html"
    assert gongkai("crawl", portal[1], "--archive", archive).returncode == 0
    first = ask(archive, "SELECT max(started_at) FROM captures")[0][0]
    page = portal[0] / "nb" / "2020.html"
    page.write_text(page.read_text("utf-8").replace("政府信息2020条", "政府信息3456条"), "utf-8")
    os.utime(page, (2_000_000_000, 2_000_000_000))
    assert gongkai("crawl", portal[1], "--archive", archive).returncode == 0
    assert ask(archive, "SELECT count(*) FROM versions")[0][0] == 4
    assert "3456条" in gongkai("show", url, "--archive", archive).stdout
    assert "政府信息2020条" in gongkai("show", url, "--at", first, "--archive", archive).stdout


def test_refetch_asks_again_without_validators_and_makes_no_version_of_an_unchanged_page(
    gongkai: Gongkai, portal: tuple[Path, Path], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    assert gongkai("crawl", portal[1], "--archive", archive).returncode == 0
    again = gongkai("refetch", portal[1], "--url", "http://folder.example/nb/2019.html", "--archive", archive)
    assert again.returncode == 0, again.stderr
    looks = ask(archive, "SELECT outcome FROM captures WHERE url LIKE '%2019.html' ORDER BY id")
    assert looks == [("ok",), ("ok",)]
    assert ask(archive, "SELECT count(*) FROM versions")[0][0] == 3
    unknown = gongkai("refetch", portal[1], "--url", "http://folder.example/never.html", "--archive", archive)
    assert unknown.returncode == 2
    assert "never.html: the archive knows no such address" in unknown.stderr
    assert ask(archive, "SELECT count(*) FROM runs") == [(2,)]


def test_an_unchanged_page_answers_304_and_the_look_is_recorded(
    gongkai: Gongkai, portal: tuple[Path, Path], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    for _ in range(2):
        assert gongkai("crawl", portal[1], "--archive", archive).returncode == 0
    looks = ask(archive, "SELECT status, outcome FROM captures WHERE url LIKE '%2019.html' ORDER BY id")
    assert looks == [(200, "ok"), (304, "unchanged")]


def test_the_members_of_an_archive_are_documents_found_again_and_no_version_when_unchanged(
    gongkai: Gongkai, portal: tuple[Path, Path], tmp_path: Path
) -> None:
    archive, zipped = tmp_path / "archive", portal[0] / "附表.zip"
    url = "http://folder.example/%E9%99%84%E8%A1%A8.zip"
    files = {
        name: docx_bytes([f"示范县档案局{name}事项清单"], [("序号", "事项"), ("1", name)]) for name in "甲乙"
    }
    zipped.write_bytes(
        zip_bytes({"照片.jpg": b"\xff\xd8\xff", "甲.docx": files["甲"], "乙.docx": files["乙"]})
    )
    assert gongkai("crawl", portal[1], "--archive", archive).returncode == 0
    members = ask(archive, "SELECT url FROM documents WHERE url LIKE '%#member=%' ORDER BY id")
    assert members == [(f"{url}#member=甲.docx",), (f"{url}#member=乙.docx",)]
    assert ask(archive, "SELECT url FROM problems WHERE url LIKE '%member%'") == [(f"{url}#member=照片.jpg",)]
    shown = gongkai("show", members[0][0], "--archive", archive)
    assert "1 | 甲" in shown.stdout
    assert shown.stderr == f"gongkai: this is 甲.docx in {url}, which http://folder.example/ links\n"
    assert f"{url}#member=照片.jpg" not in gongkai("explain", members[0][0], "--archive", archive).stdout
    told = json.loads(gongkai("explain", url, "--archive", archive, "--json").stdout)
    assert [sentence.split(":")[:2] for sentence in told["unread_members"]] == [
        ["unsupported_format", " 照片.jpg"]
    ]
    before = ask(archive, "SELECT count(*) FROM versions")
    assert gongkai("crawl", portal[1], "--archive", archive).returncode == 0
    assert gongkai("refetch", portal[1], "--archive", archive).returncode == 0
    assert ask(archive, "SELECT count(*) FROM versions") == before
    looks = """SELECT count(*) FROM sightings g JOIN versions v ON v.id = g.version_id
                 JOIN documents d ON d.id = v.document_id WHERE d.url LIKE '%#member=乙.docx'"""
    assert ask(archive, looks) == [(2,)]
    assert ask(archive, "SELECT url FROM targets WHERE url LIKE '%member%'") == []
    page = gongkai("explain", members[1][0], "--archive", archive, "--html")
    assert page.returncode == 0 and "示范县档案局乙事项清单" in page.stdout
    assert gongkai("verify", "--archive", archive).returncode == 0


def test_a_limited_run_stops_after_its_pages_and_is_not_called_complete(
    gongkai: Gongkai, portal: tuple[Path, Path], tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    done = gongkai("crawl", portal[1], "--archive", archive, "--max-pages", 2)
    assert done.returncode == 0, done.stderr
    assert ask(archive, "SELECT status FROM runs") == [("limited",)]
    assert ask(archive, "SELECT count(*) FROM captures WHERE kind <> 'robots'")[0][0] == 2


def test_scrapy_lists_and_crawls_sites_as_its_users_expect(portal: tuple[Path, Path], tmp_path: Path) -> None:
    project = Path(__file__).parents[2]
    sites = tmp_path / "sites"
    sites.mkdir()
    portal[1].rename(sites / portal[1].name)
    environment = {
        **os.environ,
        "GONGKAI_SITES": str(sites),
        "GONGKAI_ARCHIVE": str(tmp_path / "archive"),
        "SCRAPY_SETTINGS_MODULE": "crawler.settings",
    }

    def scrapy(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )

    assert "folder_portal" in scrapy("list").stdout.split()
    done = scrapy("crawl", "folder_portal")
    assert done.returncode == 0, done.stderr
    assert ask(tmp_path / "archive", "SELECT count(*) FROM documents")[0][0] == 3
    assert ask(tmp_path / "archive", "SELECT status FROM runs") == [("complete",)]
