"""`gongkai explain --html` as a person meets it: the page in a real browser, beside what the archive says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.verbs.ledger.places import places_of
from pipelines.archive.explain import Explanation
from pipelines.archive.reader import ArchiveReader
from pipelines.capture import capture_of_file
from pipelines.reading.labelled import labelled
from pipelines.reading.marked import mark
from pipelines.reading.profile import PLAIN
from pipelines.reading.read import read
from pipelines.reading.source import source_of
from tests.crawler.conftest import Gongkai, command, folder_site

ROOT = Path(__file__).parents[2]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

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

HOSTILE = """<html><head><meta charset="utf-8"><title>示范县水利局通知</title>
<meta http-equiv="refresh" content="0;url=http://beacon.example/refresh">
<link rel="stylesheet" href="http://beacon.example/a.css"><style>body{background:url(http://beacon.example/b.png)}</style>
<script src="http://beacon.example/c.js"></script></head><body onload="document.title='run'">
<h1>示范县水利局关于做好汛期工作的通知</h1>
<div id="zoom"><p style="background:url(http://beacon.example/d.png)" onclick="alert(1)">各乡镇人民政府：现就做好汛期水库安全管理工作通知如下，请认真贯彻执行，确保人民群众生命财产安全。</p>
<img src="http://beacon.example/e.png" onerror="alert(2)" alt="&quot;&gt;&lt;script&gt;alert(3)&lt;/script&gt;">
<p>一是加强值守，落实责任，二是排查隐患，及时整改，三是&lt;script&gt;alert(4)&lt;/script&gt;畅通信息，按时报告。</p>
<p><a href="javascript:alert(5)">附表</a>请于每月五日前报送。</p><svg onload="alert(6)"><script>alert(7)</script></svg></div>
<iframe src="http://beacon.example/f.html"></iframe><object data="http://beacon.example/g"></object>
<form action="http://beacon.example/h"><input name="q"><button>提交</button></form>
<video src="http://beacon.example/i" autoplay></video></body></html>"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two of the replica's portals leave: one with a failed check, one whose every sentence was damaged."""
    work = tmp_path_factory.mktemp("explained")
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
def beacons() -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers nothing and remembers who was asked for."""
    asked: list[str] = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def do_CONNECT(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """The test's output is no place for an access log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()


def written(archive: Path, url: str, out: Path) -> LexborHTMLParser:
    done = subprocess.run(
        command("explain", url, "--html", "--out", out, "--archive", archive),
        cwd=out.parent,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, str(out)), done.stderr
    return LexborHTMLParser(out.read_text("utf-8"))


def seen(page: Path, fragment: str = "", proxy: str = "http://127.0.0.1:9") -> LexborHTMLParser:
    """The page's elements as they stand in a browser after its script has run."""
    assert BROWSER is not None
    done = subprocess.run(
        [
            BROWSER,
            *"--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run".split(),
            *"--disable-component-update --disable-sync --virtual-time-budget=3000 --dump-dom".split(),
            f"--user-data-dir={page.parent / 'profile'}",
            f"--proxy-server={proxy}",
            f"{page.as_uri()}{fragment}",
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return LexborHTMLParser(done.stdout.decode("utf-8"))


def explained(archive: Path, url: str) -> Explanation:
    with ArchiveReader.read(archive) as reader:
        found = reader.explain(url)
    assert found is not None
    return found


def one_with(archive: Path, condition: Callable[[Explanation], bool]) -> Explanation:
    """The first document of the archive that meets a condition."""
    with ArchiveReader.read(archive) as reader:
        for url in reader.urls():
            found = reader.explain(url)
            if found is not None and condition(found):
                return found
    raise AssertionError("the archive holds no such document")


def failing(e: Explanation) -> bool:
    return any(check.status == "fail" for check in e.document.checks)


def numbers(page: LexborHTMLParser, label: str) -> set[str]:
    """The marks that are drawn under a label, once for each however many elements show them."""
    return {str(node.attributes["data-s"]) for node in page.css(f".source .m.{label}")}


@needs_browser
def test_a_browser_shows_every_stretch_of_the_ledger_and_every_failed_check(
    archive: Path, tmp_path: Path
) -> None:
    e = one_with(archive, failing)
    written(archive, e.url, tmp_path / "page.html")
    page = seen(tmp_path / "page.html")
    assert page.css("html.scripted")
    removed = Counter(one.rule.split(":")[0] for one in e.document.evidence.removed)
    assert {label: len(numbers(page, label)) for label in ("chrome", "hidden")} == dict(removed)
    assert len(numbers(page, "table")) == len(e.document.tables)
    assert len(numbers(page, "body")) == sum(block.kind != "table" for block in e.document.blocks)
    failed = [check for check in e.document.checks if check.status == "fail"]
    assert len(page.css(".sheet.checks .status.fail")) == len(failed)
    assert (
        page.css("header .status.fail")[0].text().startswith(f"✗ {len(failed)} of {len(e.document.checks)}")
    )
    assert len(page.css(".grid .wrong")) == len(failed)
    assert not page.css(".notice")


@needs_browser
def test_an_entry_leads_to_its_place_and_a_cell_to_its_cell(archive: Path, tmp_path: Path) -> None:
    e = one_with(archive, failing)
    page = written(archive, e.url, tmp_path / "page.html")
    entry = page.css("#left .e-body[data-to]")[3]
    number = entry.attributes["data-to"]
    lit = seen(tmp_path / "page.html", f"#s{number}").css(".lit")
    assert {node.attributes.get("id") for node in lit} >= {f"s{number}", f"d{number}"}
    wrong = page.css(".grid .wrong")[0]
    lit = seen(tmp_path / "page.html", f"#{wrong.attributes['id']}").css(".lit")
    assert [node.text(strip=True).strip("✗ ") for node in lit] == [wrong.text(strip=True)] * 2
    assert {node.attributes["id"][0] for node in lit} == {"c", "k"}


@needs_browser
def test_a_page_full_of_traps_acts_on_nobody(
    tmp_path: Path, serve: Callable[[Path], str], gongkai: Gongkai, beacons: tuple[str, list[str]]
) -> None:
    proxy, asked = beacons
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "tz.html").write_text(HOSTILE, "utf-8")
    address = serve(folder)
    site = folder_site(tmp_path / "traps.toml", address, "示范县水利局")
    assert gongkai("crawl", site, "--archive", tmp_path / "archive").returncode in (0, 1)
    (tmp_path / "control.html").write_text('<img src="http://beacon.example/control.png">', "utf-8")
    seen(tmp_path / "control.html", proxy=proxy)
    assert any("beacon.example" in one for one in asked), "the trap itself must work"
    asked.clear()
    written(tmp_path / "archive", f"http://{address}/tz.html", tmp_path / "page.html")
    page = seen(tmp_path / "page.html", proxy=proxy)
    assert not [one for one in asked if "beacon.example" in one]
    assert page.css("html.scripted") and page.css("title")[0].text() != "run"
    assert not page.css(
        "img, iframe, object, video, form, button, svg, link, [src], [onclick], [onerror], [style]"
    )
    assert "<script>alert(4)</script>" in page.css("#left")[0].text()
    assert len(page.css("script")) == len(page.css("style")) == 1
    assert all((a.attributes.get("href") or "#").startswith("#") for a in page.css("a"))


def test_every_link_of_the_page_has_its_place_and_every_id_is_one(archive: Path, tmp_path: Path) -> None:
    with ArchiveReader.read(archive) as reader:
        urls = [url for url in reader.urls() if not url.endswith((".pdf", ".zip"))][::6]
    for url in urls:
        page = written(archive, url, tmp_path / "page.html")
        ids = Counter(node.attributes["id"] for node in page.css("[id]"))
        assert set(ids.values()) == {1}
        links = {str(node.attributes["href"]) for node in page.css("a[href]")}
        assert not {link for link in links if not link.startswith("#") or link[1:] not in ids}, url


def test_repairs_stand_as_before_and_after_with_their_reason(archive: Path, tmp_path: Path) -> None:
    e = one_with(archive, lambda e: sum(one.count for one in e.document.evidence.repairs) > 50)
    page = written(archive, e.url, tmp_path / "page.html")
    footer = page.css("footer")[0].text()
    for repair in e.document.evidence.repairs:
        assert f"{repair.name} · {repair.count} changes" in footer
    shown = {(row.css("del")[0].text(), row.css("ins")[0].text()) for row in page.css(".repairs tbody tr")}
    changes = {(one.before, one.after) for repair in e.document.evidence.repairs for one in repair.changes}
    assert shown <= changes and len(shown) > 20
    assert page.css(".source ins[title^='repaired to:']")
    assert "the sum holds" in footer and e.document.evidence.verdict.used in footer


def test_figures_and_cells_lead_to_each_other(archive: Path, tmp_path: Path) -> None:
    e = one_with(archive, failing)
    page = written(archive, e.url, tmp_path / "page.html")
    rows = page.css(".sheet.figures tbody tr")
    assert len(rows) == len(e.document.figures)
    for row, figure in zip(rows, e.document.figures, strict=True):
        here, there = (node.attributes["href"] for node in row.css("a[href^='#c'], a[href^='#k']"))
        cell, source = page.css(str(here))[0], page.css(str(there))[0]
        assert cell.css("a")[0].attributes["href"] == f"#{row.css('span[id]')[0].attributes['id']}"
        assert "".join(cell.text().split()) == "".join(source.text().split()) or not figure.raw


def test_a_reading_by_older_rules_keeps_the_places_that_are_still_the_same() -> None:
    html = HOSTILE.encode()
    today, found = read(capture_of_file(html)), labelled(source_of(capture_of_file(html), PLAIN), PLAIN)
    marked = mark(found)
    assert places_of(today, today, marked).complete
    strange = replace(today.blocks[0], text="从前的一段话。")
    older = replace(today, blocks=(strange, *today.blocks[1:]))
    places = places_of(older, today, marked)
    assert not places.complete
    assert places.blocks == (None, *marked.blocks[1:])
    assert places.removed == marked.removed


def test_the_policy_admits_this_page_alone(archive: Path, tmp_path: Path) -> None:
    url = one_with(archive, failing).url
    page = written(archive, url, tmp_path / "page.html")
    policy = page.css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"] or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "*" not in policy
    assert not re.search(r"(?:url\(|@import|https?:)", page.css("style")[0].text())


def test_options_that_say_nothing_together_are_refused(
    archive: Path, gongkai: Gongkai, tmp_path: Path
) -> None:
    for arguments, sentence in (
        (("--html", "--json"), "exclude each other"),
        (("--out", tmp_path / "x.html"), "without --html"),
        (("--html", "--out", tmp_path / "no" / "x.html"), "cannot be written"),
    ):
        done = gongkai("explain", one_with(archive, failing).url, "--archive", archive, *arguments)
        assert (done.returncode, sentence in done.stderr) == (2, True), done.stderr
    done = gongkai("explain", "http://nobody.example/", "--html", "--archive", archive)
    assert done.returncode == 2 and "holds no document" in done.stderr
