"""`gongkai chrome try` and `chrome suggest` on an archive of two small portals."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.conftest import Gongkai, folder_site

PAGE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>
<div id="zoom"><p>{title}已经完成，全年主动公开政府信息{n}条，收到申请{n}件，均已按期办结，未发生行政复议。</p>
<p>各单位认真落实条例要求，第{n}次全体会议专题研究公开工作，逐项明确了责任单位和完成时限。</p>
<div class="lead">本年度有关情况汇总</div>
<div class="gd-tip"><p>{town}掌上通</p></div>
<p>公开的时效仍需提高，部分单位更新不够及时，第{n}项任务延期完成，将于明年整改到位。</p></div></body></html>"""


@pytest.fixture
def archive(tmp_path: Path, serve: Callable[[Path], str], gongkai: Gongkai) -> Path:
    """Five pages of one portal, three of another; both have one line in common, each has a widget of its own words."""
    for name, town, years in (("shifan", "示范县", range(15, 20)), ("yangli", "样例县", range(17, 20))):
        folder = tmp_path / name
        folder.mkdir()
        for n in years:
            title = f"{town}20{n}年政府信息公开工作总结"
            (folder / f"{n}.html").write_text(PAGE.format(title=title, town=town, n=n), "utf-8")
        site = folder_site(tmp_path / f"{name}.toml", serve(folder), f"{town}人民政府")
        done = gongkai("crawl", site, "--archive", tmp_path / "archive")
        assert done.returncode in (0, 1), done.stderr
    return tmp_path / "archive"


def test_a_rule_is_tried_on_every_document_and_nothing_is_changed(archive: Path, gongkai: Gongkai) -> None:
    before = (archive / "archive.sqlite").read_bytes()
    done = gongkai("chrome", "try", "css:.gd-tip", "--archive", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("  ! body: 示范县掌上通") == 5
    assert done.stdout.count("  ! body: 样例县掌上通") == 3
    assert "8 of 8 documents looked at; 8 affected\n  body: 8 stretches, 48 characters\n" in done.stdout
    assert "! 8 documents would lose words that are theirs today\nnothing was changed\n" in done.stdout
    assert (archive / "archive.sqlite").read_bytes() == before
    one = gongkai("chrome", "try", "words:.*掌上通", "--site", "shifan", "--archive", archive)
    assert "5 of 5 documents looked at; 5 affected" in one.stdout
    assert "样例县" not in one.stdout
    few = gongkai("chrome", "try", "css:.gd-tip", "--limit", "3", "--archive", archive)
    assert "3 of 8 documents looked at; 3 affected" in few.stdout
    none = gongkai("chrome", "try", "footer_element", "--archive", archive)
    assert "8 of 8 documents looked at; 0 affected\nnothing was changed\n" in none.stdout


def test_what_is_no_rule_or_no_site_is_refused(archive: Path, gongkai: Gongkai) -> None:
    for arguments, sentence in (
        (("try", "css:p["), "is not a CSS selector"),
        (("try", "words:("), "is no regular expression"),
        (("try", "css:p", "--site", "nix"), "it holds shifan, yangli"),
        (("suggest", "nix"), "it holds shifan, yangli"),
    ):
        done = gongkai("chrome", *arguments, "--archive", archive)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr


def test_proposals_are_toml_that_a_site_file_takes(archive: Path, gongkai: Gongkai, tmp_path: Path) -> None:
    done = gongkai("chrome", "suggest", "shifan", "--archive", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert tomllib.loads(done.stdout) == {"reading": {"chrome": {"gd_tip": "div.gd-tip"}}}
    assert "# 5 of 5 pages (100%), BODY today: 示范县掌上通" in done.stdout
    assert "本年度有关情况汇总" not in done.stdout, "another portal's articles have it too"
    site = tmp_path / "proposed.toml"
    site.write_text((tmp_path / "shifan.toml").read_text("utf-8") + done.stdout, "utf-8")
    assert gongkai("sites", "check", site).returncode == 0
