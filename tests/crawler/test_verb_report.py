"""`gongkai report` and what follows a crawl: the page in a real browser, its facts, and the digest that is sent."""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.config import Report
from crawler.verbs.night.digest import digest, subject, worth_a_word
from crawler.verbs.night.kept import report_of
from crawler.verbs.night.page import page
from crawler.verbs.night.send import Message, send
from pipelines.archive.alarms import settle_alarms
from pipelines.archive.settlement import SiteFacts
from tests.crawler.conftest import Gongkai, folder_site
from tests.pipelines import nights as history

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")

HOSTILE = SiteFacts("shifan", '示范市<script>alert(1)</script>"人民政府', "990100", "city", "trs")
TITLE = '示范市2024年<img src="http://beacon.example/a.png" onerror=alert(2)>公报'


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three nights of a portal with a hostile name: ordinary, ordinary with a change, and blocked."""
    made = history.Nights(tmp_path_factory.mktemp("night") / "archive", (HOSTILE,))
    names = [f"p{n}" for n in range(12)]
    titles = {name: f"{HOSTILE.title}{2014 + n}年报告" for n, name in enumerate(names)}
    for day in (1, 2, 3):
        made.begin(day)
        made.list(names, declared=15, titles=titles)
        for n, name in enumerate(names[:-1]):
            blocked = day == 3 and n > 2
            report = history.Report("新" if day == 2 and n == 4 else "正文", year=2014 + n, issuer=TITLE)
            made.page(name, "blocked" if blocked else "ok", report)
        if day == 2:
            made.page("odd", problem="No <b>table</b> could be made out of 附表.")
        settle_alarms(made.archive, [HOSTILE.name], made.run, history.instant(day, 60), 1 << 40)
        made.end()
    made.archive.close()
    return made.archive.directory


def seen(html: Path, width: int, *more: str) -> LexborHTMLParser:
    """The page's elements as they stand in a browser that must ask nobody for anything."""
    assert BROWSER is not None
    done = subprocess.run(
        [
            BROWSER,
            *"--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run".split(),
            *"--disable-component-update --disable-sync --virtual-time-budget=2000 --dump-dom".split(),
            f"--window-size={width},1200",
            f"--user-data-dir={html.parent / 'profile'}",
            *more,
            html.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return LexborHTMLParser(done.stdout.decode("utf-8"))


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


def test_the_report_of_any_run_is_written_into_the_archive(gongkai: Gongkai, archive: Path) -> None:
    for run in (3, 2):
        done = gongkai("report", run, "--archive", archive)
        assert (done.returncode, done.stdout.strip()) == (0, str(archive / "reports" / f"{run}.html")), (
            done.stderr
        )
        facts = json.loads((archive / "reports" / f"{run}.json").read_text("utf-8"))
        assert facts["run"] == run and facts["portals"][0]["title"] == HOSTILE.title
    last = gongkai("report", "--archive", archive, "--json")
    assert json.loads(last.stdout)["run"] == 3
    unknown = gongkai("report", 77, "--archive", archive)
    assert (unknown.returncode, unknown.stderr) == (2, "gongkai: The archive has no run 77.\n")
    nowhere = gongkai("report", "--archive", archive, "--out", archive / "archive.sqlite" / "x.html")
    assert nowhere.returncode == 2 and "cannot be written" in nowhere.stderr


def test_page_text_is_text_and_nothing_is_loaded(archive: Path) -> None:
    for run in (1, 2, 3):
        written = page(report_of(archive, run))
        tree = LexborHTMLParser(written)
        assert not tree.css("script, img, iframe, link, object, a[href]")
        assert "Content-Security-Policy" in written and "<img" not in written and "<b>table" not in written
        assert HOSTILE.title in (tree.body.text() if tree.body else "")
        assert all(node.attributes.get("lang") for node in tree.css("tbody th > span"))


@needs_browser
@pytest.mark.parametrize("width", [1200, 390])
def test_the_page_in_a_real_browser(
    gongkai: Gongkai, archive: Path, tmp_path: Path, beacons: tuple[str, list[str]], width: int
) -> None:
    html = tmp_path / "night.html"
    assert gongkai("report", 3, "--archive", archive, "--out", html).returncode == 0
    proxy, asked = beacons
    tree = seen(html, width, f"--proxy-server={proxy}")
    assert [one for one in asked if "beacon" in one] == []
    heading = tree.css_first("h1")
    assert heading is not None and heading.text() == "Run 3: complete"
    (alarm,) = tree.css("ul.alarms li")
    assert "blocked" in alarm.text() and "opened by this run" in alarm.text()
    bars = tree.css("svg.bar rect")
    assert [bar.text().split(":")[0] for bar in bars] == ["ok", "blocked"]
    assert bars[1].text() == "blocked: 8" and len(tree.css("svg.columns text")) == 6
    cells = {cell.text() for cell in tree.css("table.heat td")}
    assert {"1", "0/1"} <= cells
    assert "it declares 15 and its pages name 12" in (tree.body.text() if tree.body else "")


@needs_browser
def test_nothing_sticks_out_of_a_telephone(archive: Path, tmp_path: Path) -> None:
    """The page's own width is the window's: only what scrolls by itself (charts, heat map) may be wider."""
    measure = "<script>document.title=document.documentElement.scrollWidth+'/'+innerWidth</script>"
    html = tmp_path / "phone.html"
    written = page(report_of(archive, 2))
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", written)
    framed = opened.replace("</body>", f"{measure}</body>")
    inner = tmp_path / "inner.html"
    inner.write_text(framed, "utf-8")
    html.write_text(
        '<!DOCTYPE html><iframe id="f" src="inner.html" style="width:390px;height:2000px;border:0"></iframe>'
        "<script>onload=()=>{const d=f.contentDocument;document.body.dataset.width=d?d.title:'none'}</script>",
        "utf-8",
    )
    tree = seen(html, 800, "--allow-file-access-from-files")
    assert tree.body is not None
    wide, window = (tree.body.attributes["data-width"] or "").split("/")
    assert (wide, window) == ("390", "390")


def test_a_crawl_leaves_its_report_and_settles_alarms(
    gongkai: Gongkai, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    folder = tmp_path / "portal"
    folder.mkdir()
    (folder / "2024.html").write_text(
        "<html><head><meta charset=utf-8><title>示范县水利局通知</title></head><body><div id=zoom>"
        "<p>各乡镇人民政府：现将今年水利工程管理有关事项通知如下，请认真贯彻执行。</p></div></body></html>",
        "utf-8",
    )
    site = folder_site(tmp_path / "county.toml", serve(folder), "示范县水利局")
    done = gongkai("crawl", site, "--archive", tmp_path / "archive")
    report = tmp_path / "archive" / "reports" / "1.html"
    assert done.returncode == 0 and f"report: {report}" in done.stdout
    assert "示范县水利局" in report.read_text("utf-8")
    again = gongkai("crawl", site, "--archive", tmp_path / "archive")
    facts = json.loads((report.parent / "2.json").read_text("utf-8"))
    assert again.returncode == 0 and facts["portals"][0]["same"] == 1 and facts["portals"][0]["new"] == 0
    (folder / "2024.html").unlink()
    gone = gongkai("crawl", site, "--archive", tmp_path / "archive")
    assert gone.returncode == 1 and "its lists were read and name no document at all" in gone.stdout
    shown = gongkai("alarms", "--archive", tmp_path / "archive")
    assert shown.returncode == 1 and "county: empty_lists" in shown.stdout


def test_a_report_that_cannot_be_kept_or_sent_does_not_fail_the_run(
    gongkai: Gongkai, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    folder, archive = tmp_path / "portal", tmp_path / "archive"
    folder.mkdir()
    (folder / "a.html").write_text(
        "<html><body><p>示范县水利局通知：按时报送材料。</p></body></html>", "utf-8"
    )
    site = folder_site(tmp_path / "county.toml", serve(folder), "示范县水利局")
    unsent = gongkai("crawl", site, "--archive", archive, GONGKAI_REPORT_WEBHOOK="http://127.0.0.1:9/hook")
    assert unsent.returncode == 0 and "could not be sent by webhook" in unsent.stderr
    shutil.rmtree(archive / "reports")
    (archive / "reports").write_text("in the way")
    done = gongkai("crawl", site, "--archive", archive)
    assert done.returncode == 0 and "cannot be written" in done.stderr


def test_whom_reports_go_to_is_not_written_into_the_archive(
    gongkai: Gongkai, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    folder, archive = tmp_path / "portal", tmp_path / "archive"
    folder.mkdir()
    (folder / "a.html").write_text("<html><body><p>通知</p></body></html>", "utf-8")
    site = folder_site(tmp_path / "county.toml", serve(folder), "示范县水利局")
    gongkai(
        "crawl", site, "--archive", archive, GONGKAI_REPORT_WEBHOOK="http://127.0.0.1:9/hook-with-a-secret"
    )
    with sqlite3.connect(archive / "archive.sqlite") as connection:
        (settings,) = connection.execute("SELECT settings FROM runs").fetchone()
    assert "secret" not in settings and "delay_seconds" in settings


# The digest and its senders


class Post(socketserver.StreamRequestHandler):
    """As much of a mail server (RFC 5321) as takes one mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 post.example\r\n")
        while line := self.rfile.readline().strip():
            word = line.split()[0].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")


@pytest.fixture
def post() -> Iterator[socketserver.ThreadingTCPServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post)
    server.daemon_threads = True
    server.mails = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, object]]]]:
    got: list[dict[str, object]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append({"path": self.path, "type": self.headers["Content-Type"], **json.loads(body)})
            self.send_response(500 if "broken" in self.path else 204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """The test's output is no place for an access log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", got
    server.shutdown()
    server.server_close()


def test_a_mail_brings_the_digest_and_the_page(
    archive: Path, tmp_path: Path, post: socketserver.ThreadingTCPServer
) -> None:
    from email import message_from_bytes
    from email.policy import default

    html = tmp_path / "3.html"
    html.write_text("<p>报告</p>", "utf-8")
    report = report_of(archive, 3)
    settings = Report(
        mail_to="a@archive.example, b@archive.example",
        mail_from="crawler@archive.example",
        smtp=f"127.0.0.1:{post.server_address[1]}",
    )
    assert send(Message(subject(report), digest(report), page=html), settings) == []
    (raw,) = post.mails  # type: ignore[attr-defined]
    mail = message_from_bytes(raw, policy=default)
    assert mail["Subject"] == "gongkai run 3 complete: 0 new, 0 changed, 1 alarm (1 new)"
    assert mail["To"] == settings.mail_to and mail["Message-ID"] and mail["Date"]
    body, attached = mail.get_body(("plain",)), list(mail.iter_attachments())
    assert body is not None and "New alarms:\n  shifan: blocked: of 12" in body.get_content().replace(
        "\r", ""
    )
    assert [one.get_filename() for one in attached] == ["run-3.html"]
    assert attached[0].get_content().strip() == "<p>报告</p>"


def test_a_webhook_gets_words_and_facts(archive: Path, hook: tuple[str, list[dict[str, object]]]) -> None:
    address, got = hook
    report = report_of(archive, 3)
    message = Message(subject(report), digest(report), json.dumps({"run": 3}))
    assert send(message, Report(webhook=f"{address}/night")) == []
    assert got[0]["path"] == "/night" and got[0]["report"] == {"run": 3}
    assert str(got[0]["text"]).startswith("gongkai run 3 complete") and HOSTILE.title in str(got[0]["text"])
    (fault,) = send(message, Report(webhook=f"{address}/broken"))
    assert fault.startswith("the report could not be sent by webhook: HTTP Error 500")


def test_one_way_that_fails_does_not_keep_the_other_from_being_tried(
    hook: tuple[str, list[dict[str, object]]],
) -> None:
    address, got = hook
    settings = Report(mail_to="a@b.example", mail_from="c@d.example", smtp="127.0.0.1:9", webhook=address)
    (fault,) = send(Message("s", "t"), settings)
    assert "by mail" in fault and len(got) == 1


def test_a_missing_password_file_is_a_sentence(post: socketserver.ThreadingTCPServer) -> None:
    settings = Report(
        mail_to="a@b.example", mail_from="c@d.example", smtp=f"127.0.0.1:{post.server_address[1]}",
        smtp_user="u", smtp_password_file="/nowhere/at/all",
    )  # fmt: skip
    (fault,) = send(Message("s", "t"), settings)
    assert "/nowhere/at/all" in fault


def test_only_changes_of_state_are_worth_a_word_where_that_is_asked(archive: Path) -> None:
    quiet, loud = report_of(archive, 1), report_of(archive, 3)
    assert (worth_a_word(quiet), worth_a_word(loud)) == (False, True)
    assert not worth_a_word(replace(loud, run=4)), "an alarm that stood before is no change"
    assert worth_a_word(replace(quiet, status="interrupted"))


def test_the_dead_mans_check_sends_and_so_does_a_failed_unit(
    gongkai: Gongkai, archive: Path, hook: tuple[str, list[dict[str, object]]]
) -> None:
    address, got = hook
    done = gongkai("alarms", "--send", "--archive", archive, GONGKAI_REPORT_WEBHOOK=address)
    assert done.returncode == 1 and "archive: no_run: the last run ended 2026-03-03T17:00Z" in done.stdout
    assert "no run" in str(got[0]["text"]) or "the last run ended" in str(got[0]["text"])
    gongkai("alarms", "--send", "--because", "the nightly crawl failed: oom-kill", "--archive", archive,
            GONGKAI_REPORT_WEBHOOK=address)  # fmt: skip
    assert str(got[1]["text"]).startswith("gongkai: the nightly crawl failed: oom-kill")
    missing = gongkai("alarms", "--send", "--archive", archive / "none", GONGKAI_REPORT_WEBHOOK=address)
    assert missing.returncode == 2 and "cannot be read" in str(got[2]["text"])


def test_alarms_for_machines_and_their_rules(gongkai: Gongkai, archive: Path) -> None:
    shown = json.loads(gongkai("alarms", "--json", "--archive", archive).stdout)
    assert [one["name"] for one in shown] == ["no_run", "blocked"]
    rules = gongkai("alarms", "--rules", "--archive", "nowhere")
    assert rules.returncode == 0 and "figure_changed" in rules.stdout
    assert gongkai("alarms", "--because", "x", "--archive", archive).returncode == 2
