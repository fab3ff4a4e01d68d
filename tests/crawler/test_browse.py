"""`gongkai browse` as a person meets it: a real browser that clicks, and the answers of the server themselves."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.crawler.chromium import EXECUTABLE, Chromium
from tests.crawler.conftest import Gongkai, command, folder_site

pytest.importorskip("datasette")
from crawler.browse.server import Browser
from pipelines.archive.connection import connect_reader

ROOT = Path(__file__).parents[2]
needs_browser = pytest.mark.skipif(EXECUTABLE is None, reason="no Chromium on this machine")

CRAWL = """
import sys
from pathlib import Path
from crawler import config
from crawler.replica import serving
from crawler.run.crawl import crawl
from crawler.run.open import Plan
from crawler.verbs.demo import replica_sites
with serving() as replica:
    sites = tuple(s for s in replica_sites(f"127.0.0.1:{replica.port}") if s.name in sys.argv[2:])
    crawl(Plan("demo", sites, Path(sys.argv[1]), config.load().config))
"""

HOSTILE = """<html><head><meta charset="utf-8"><title>&lt;img src=x onerror=alert(1)&gt;通知</title></head><body>
<h1>&lt;img src=x onerror=alert(1)&gt;通知</h1><div id="zoom"><p>&lt;script src="http://beacon.example/a.js"&gt;&lt;/script&gt;
各乡镇人民政府：现就做好汛期水库安全管理工作通知如下，请认真贯彻执行，确保人民群众生命财产安全。</p>
<p><a href="javascript:alert(2)">附表.doc</a>请于每月五日前报送，{change}，逾期未报的予以通报。</p>
<table border="1"><tr><td>&lt;b onclick=alert(3)&gt;项目</td><td>数量</td></tr><tr><td>水库</td><td>5</td></tr></table></div></body></html>"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two of the replica's portals leave: one with a failed check, one whose every sentence was damaged."""
    work = tmp_path_factory.mktemp("browsed")
    subprocess.run(
        [sys.executable, "-c", CRAWL, str(work / "archive"), "replica-trs", "replica-mirror"],
        cwd=work,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        timeout=240,
        check=True,
    )
    return work / "archive"


@pytest.fixture
def hostile(tmp_path: Path, serve: Callable[[Path], str], gongkai: Gongkai) -> tuple[Path, str]:
    """An archive of one page full of traps, edited once; its folder and address."""
    folder = tmp_path / "portal"
    folder.mkdir()
    address = serve(folder)
    site = folder_site(tmp_path / "traps.toml", address, "示范县<b>水利局")
    for verb, change in (("crawl", "不得迟报"), ("refetch", "不得漏报&lt;i&gt;")):
        (folder / "tz.html").write_text(HOSTILE.replace("{change}", change), "utf-8")
        assert gongkai(verb, site, "--archive", tmp_path / "archive").returncode in (0, 1)
    return tmp_path / "archive", f"http://{address}/tz.html"


class Server:
    """`gongkai browse` in a process of its own."""

    def __init__(self, archive: Path) -> None:
        self._process = subprocess.Popen(
            command("browse", "--archive", archive, "--port", "0"),
            cwd=archive,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        told = re.search(r"http://127\.0\.0\.1:\d+", self._process.stdout.readline())
        assert told, "the server says where it listens"
        self.address = told[0]

    def close(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=60)


@pytest.fixture(scope="module")
def site(archive: Path) -> Iterator[str]:
    server = Server(archive)
    yield server.address
    assert server.close() == 0


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def answers(archive: Path, *paths: str, **headers: str) -> list[Any]:
    """What the server answers, without a socket."""

    async def ask() -> list[Any]:
        browsed = Browser(archive)
        return [await browsed.client.get(path, headers=headers) for path in paths]

    return asyncio.run(ask())


def rows(archive: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = connect_reader(archive / "archive.sqlite")
    try:
        return [tuple(row) for row in connection.execute(sql)]
    finally:
        connection.close()


# In a browser


@needs_browser
def test_from_the_box_to_the_words_in_the_document(site: str, browser: Chromium) -> None:
    browser.go(f"{site}/")
    browser.click("main input[name=q]")
    browser.write("预算单位")
    browser.press("Enter", leads=True)
    assert browser.text(".count").endswith("with 预算单位")
    title = browser.text(".documents h3")
    assert browser.text(".documents mark") == "预算单位"
    browser.click(".documents h3 a", leads=True)
    assert browser.text("h1") == title
    assert browser.text(".text mark") == "预算单位"


@needs_browser
def test_filters_narrow_and_pages_turn(site: str, browser: Chromium, archive: Path) -> None:
    browser.go(f"{site}/search?q={quote('公开')}")
    everything = browser.text(".count")
    browser.click('a[rel="next"]', leads=True)
    assert browser.text(".pager span") == "page 2"
    browser.click('a[rel="prev"]', leads=True)
    assert browser.text(".count") == everything
    browser.click(".filters summary")
    browser.click("input[name=year]")
    browser.write("2021")
    browser.press("Enter", leads=True)
    held = "kind = 'annual_report' AND year = 2021"
    ((number,),) = rows(archive, f"SELECT count(*) FROM documents WHERE {held}")
    assert browser.count(".documents > li") >= number > 0
    assert browser.ask("document.querySelector('.filters').open"), "what is asked for is seen"
    browser.click("input[value=rank]")
    browser.press("Enter", leads=True)
    assert browser.ask("document.querySelector('input[value=rank]').checked")


@needs_browser
def test_a_failed_check_is_seen_and_leads_to_its_figures(site: str, browser: Chromium, archive: Path) -> None:
    ((url, failed),) = rows(
        archive,
        """SELECT d.url, count(*) FROM documents d JOIN checks c ON c.version_id = d.version_id
            WHERE c.status = 'fail' GROUP BY d.id LIMIT 1""",
    )
    browser.go(f"{site}/document?url={quote(url)}")
    assert browser.text(".notice.bad").startswith(f"✗ {failed} of ")
    browser.click(".notice.bad a")
    assert browser.ask("location.hash") == "#checks"
    assert browser.count("tr.wrong") == failed
    assert "against" in browser.text("tr.wrong td:last-child")
    browser.click("section:has(#figures) summary")
    ((figures,),) = rows(
        archive,
        f"""SELECT count(*) FROM figures f JOIN documents d ON d.version_id = f.version_id WHERE d.url = '{url}'""",
    )
    assert browser.count("section:has(#figures) tbody tr") == figures
    assert browser.ask("document.querySelector('section:has(#figures) tbody tr').checkVisibility()")


@needs_browser
def test_from_the_matrix_to_the_reports_of_a_year_and_to_the_bytes(site: str, browser: Chromium) -> None:
    browser.go(f"{site}/")
    browser.click('nav a[href="/reports"]', leads=True)
    number = int(browser.text("td.held"))
    browser.click("td.held a", leads=True)
    assert browser.text(".count").startswith(f"{number} document")
    assert browser.count(".documents > li") == number
    browser.click(".documents h3 a", leads=True)
    browser.click('.pairs a[href^="/record/"]', leads=True)
    assert browser.text("h1").startswith("Capture ")
    assert "passed" in browser.text(".pairs")
    assert browser.text("pre").startswith("GET /")


@needs_browser
def test_a_keyboard_is_enough(site: str, browser: Chromium) -> None:
    browser.go(f"{site}/reports")
    browser.press("Tab")
    assert browser.ask("document.activeElement.className") == "skip"
    assert browser.ask("document.activeElement.getBoundingClientRect().left") >= 0, (
        "the link comes into sight"
    )
    for _ in range(4):
        browser.press("Tab")
    assert browser.ask("document.activeElement.getAttribute('href')") == "/archive"
    assert browser.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    browser.press("Tab")
    browser.write("预算")
    browser.press("Enter", leads=True)
    assert browser.ask("location.pathname") == "/search"


@needs_browser
def test_no_page_is_wider_than_a_telephone(site: str, browser: Chromium, archive: Path) -> None:
    ((url,),) = rows(archive, "SELECT url FROM documents WHERE kind = 'annual_report' ORDER BY id LIMIT 1")
    browser.width(360)
    try:
        for path in ("/", "/search?q=%E5%85%AC%E5%BC%80&year=2021", "/reports", "/portal/replica-trs", "/record/9",
                     f"/document?url={quote(url)}"):  # fmt: skip
            browser.go(f"{site}{path}")
            assert browser.ask("[innerWidth, document.documentElement.scrollWidth]") == [360, 360], path
    finally:
        browser.width(1200)


@needs_browser
def test_a_page_full_of_traps_acts_on_nobody(hostile: tuple[Path, str], tmp_path: Path) -> None:
    archive, url = hostile
    server = Server(archive)
    ((name,),) = rows(archive, "SELECT name FROM sites")
    paths = ("/", f"/search?q={quote('水库')}", f"/document?url={quote(url)}", f"/document?url={quote(url)}&version=1",
             f"/compare?url={quote(url)}", f"/ledger?url={quote(url)}", f"/portal/{quote(name)}", "/record/2",
             "/archive/documents", "/archive/versions/1",
             f"/search?q={quote('<script>alert(9)</script>')}&region={quote('<b>')}")  # fmt: skip
    try:
        with Chromium(tmp_path / "profile") as browser:
            for path in paths:
                browser.go(f"{server.address}{path}")
                assert not browser.count(
                    "[onerror], [onclick], img[src=x], script[src*=beacon], b[onclick]"
                ), path
                assert not browser.count('a[href^="javascript:"]'), path
            browser.go(f"{server.address}/document?url={quote(url)}")
            assert '<script src="http://beacon.example/a.js"></script>' in browser.text(".text")
            assert browser.count("script, iframe, object, [style]") == 0
            browser.go(f"{server.address}/compare?url={quote(url)}")
            assert "漏报<i>" in browser.text(".changes")
            elsewhere = [
                one for one in browser.requests if not one.startswith((server.address, "about:", "data:"))
            ]
            assert elsewhere == []
            assert [one for one in browser.complaints if "404" not in one and "400" not in one] == []
    finally:
        server.close()


# The answers themselves


def test_every_link_of_our_pages_leads_somewhere(archive: Path) -> None:
    """From the start page, each address of ours once, as far as two clicks go."""
    seen, edge = {"/"}, ["/"]
    for _ in range(2):
        found: set[str] = set()
        for path, answer in zip(edge, answers(archive, *edge), strict=True):
            assert answer.status_code == 200, path
            if "html" in answer.headers["content-type"] and not path.startswith(("/archive", "/ledger")):
                page = LexborHTMLParser(answer.text)
                ids = {node.attributes["id"] for node in page.css("[id]")}
                for node in page.css("a[href]"):
                    href = str(node.attributes["href"])
                    if href.startswith("#"):
                        assert href[1:] in ids, (path, href)
                    elif href.startswith("/"):
                        found.add(href.partition("#")[0])
        by_kind: dict[str, list[str]] = {}
        for href in sorted(found - seen):
            by_kind.setdefault(re.split(r"[/?]", href)[1], []).append(href)
        edge = [href for kind in by_kind.values() for href in kind[:: max(1, len(kind) // 4)]]
        seen |= found
    assert len(edge) > 10


def test_our_pages_admit_no_script_and_no_stranger(archive: Path) -> None:
    ((url,),) = rows(archive, "SELECT url FROM documents ORDER BY id LIMIT 1")
    ours = answers(archive, "/", "/search?q=1", "/reports", f"/document?url={quote(url)}", "/portal/nobody")
    for answer in ours:
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; ") and "unsafe" not in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in answer.text
    (table,) = answers(archive, "/archive/documents")
    assert table.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    (bytes_,) = answers(archive, "/record/3/body")
    assert bytes_.headers["content-disposition"].startswith("attachment")
    assert bytes_.headers["content-security-policy"] == "default-src 'none'; sandbox"
    (sheet,) = answers(archive, "/gongkai.css")
    assert not re.search(r"url\(|@import|https?:", sheet.text)


def test_only_names_of_this_machine_are_answered(archive: Path) -> None:
    assert answers(archive, "/", host="evil.example")[0].status_code == 421
    assert answers(archive, "/archive.json", host="evil.example:8001")[0].status_code == 421
    assert answers(archive, "/", host="127.0.0.1:8001")[0].status_code == 200
    assert answers(archive, "/", host="[::1]:8001")[0].status_code == 200


def test_what_is_not_there_is_said_on_a_page(archive: Path) -> None:
    ((url,),) = rows(archive, "SELECT url FROM documents ORDER BY id LIMIT 1")
    expected = {
        "/document?url=http%3A//nobody.example/": 404,
        "/document": 404,
        f"/document?url={quote(url)}&version=99": 404,
        f"/compare?url={quote(url)}&a=1&b=7": 404,
        "/portal/nobody": 404,
        "/record/999999": 404,
        "/record/99999999999999999999": 404,
        "/search?q=x&region=%E6%97%A0": 400,
        "/search?q=x&site=nobody": 400,
        "/search?q=%EF%BC%8C": 200,
        "/search?q=x&page=99999&year=abc": 200,
        "/search?q=%ED%A0%80": 200,
    }
    for path, answer in zip(expected, answers(archive, *expected), strict=True):
        assert answer.status_code == expected[path], path
        assert LexborHTMLParser(answer.text).css("h1"), path


def test_nothing_can_be_written(archive: Path) -> None:
    async def ask() -> list[int]:
        browsed = Browser(archive)
        asked = [
            await browsed.client.get("/archive.json", params={"sql": sql})
            for sql in ("delete from documents", "pragma journal_mode = delete", "attach 'x' as y")
        ]
        asked.append(await browsed.client.post("/search", data={"q": "x"}))
        return [answer.status_code for answer in asked]

    before = rows(archive, "SELECT count(*) FROM documents")
    assert all(status >= 400 for status in asyncio.run(ask()))
    assert rows(archive, "SELECT count(*) FROM documents") == before


def test_an_archive_in_a_folder_that_cannot_be_written_is_read_all_the_same(
    archive: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(archive, copy)
    for file in copy.glob("archive.sqlite-*"):
        file.unlink()
    copy.chmod(0o555)
    try:
        assert [answer.status_code for answer in answers(copy, "/", "/search?q=1")] == [200, 200]
    finally:
        copy.chmod(0o755)


def test_a_matrix_names_gaps_between_years_and_nothing_else(archive: Path) -> None:
    (answer,) = answers(archive, "/reports")
    page = LexborHTMLParser(answer.text)
    years = [int(node.text()) for node in page.css("table.matrix thead th")[1:]]
    for line in page.css("table.matrix tbody tr"):
        name = str(line.css("th a")[0].attributes["href"]).removeprefix("/portal/")
        held = dict(
            rows(
                archive,
                f"""SELECT d.year, count(*) FROM documents d JOIN sites s ON s.id = d.site_id
                     WHERE s.name = '{name}' AND d.kind = 'annual_report' GROUP BY d.year""",
            )
        )
        for year, cell in zip(years, line.css("td"), strict=True):
            gap = year not in held and year - 1 in held and year + 1 in held
            shown = (cell.attributes["class"], cell.text(strip=True))
            assert shown == (
                ("held", str(held[year])) if year in held else ("gap", "✗") if gap else ("none", "·")
            )


def test_another_datasette_in_this_process_keeps_its_own_pages(archive: Path) -> None:
    from datasette.app import Datasette

    async def ask() -> str:
        Browser(archive)
        other = Datasette(files=[str(archive / "archive.sqlite")])
        answer = await other.client.get("/")
        return str(answer.text)

    assert "/gongkai.css" not in asyncio.run(ask())


def test_a_port_that_is_taken_is_a_fault_of_the_command(
    archive: Path, gongkai: Gongkai, serve: Callable[[Path], str]
) -> None:
    port = serve(archive).rpartition(":")[2]
    done = gongkai("browse", "--archive", archive, "--port", port)
    assert done.returncode == 2 and "cannot listen" in done.stderr
    done = gongkai("browse", "--archive", archive.parent)
    assert done.returncode == 2 and "no archive" in done.stderr
