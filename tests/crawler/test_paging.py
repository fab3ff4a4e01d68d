"""Articles on several pages are crawled page by page, kept page by page, and read as one document."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.crawler.conftest import Gongkai, command

HOST = "http://liangku.example"
FIRST, SECOND, THIRD = (f"/nb/880{end}.html" for end in ("", "_2", "_3"))
TEXTS = {
    FIRST: "全县共有粮库九座，巡查组逐仓测温，未见霉变，通风设备均可使用。",
    SECOND: "账册不齐的两座粮库限期十五日补正，逾期的约谈负责人并通报全县。",
    THIRD: "整改清单已由各库签收，下一轮巡查定于九月进行，届时逐条核对。",
}
NAMES = [path.rpartition("/")[2] for path in TEXTS]
TITLE = "关于粮库巡查情况的通报"


def article(path: str, text: str) -> str:
    number = list(TEXTS).index(path)
    links = " ".join(f'<a href="{name}">{n}</a>' for n, name in enumerate(NAMES, 1))
    following = f'<a href="{NAMES[number + 1]}">下一页</a>' if number + 1 < len(NAMES) else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{TITLE}</title></head><body><h1>{TITLE}</h1>'
        f'<div id="zoom"><p>{text}</p></div><div class="pages">{links} {following}</div></body></html>'
    )


class Portal:
    """A small portal: a listing of links, pages that can be changed, lost or held back, and the requests it had."""

    def __init__(self) -> None:
        self.pages = {path: article(path, text) for path, text in TEXTS.items()}
        self.listed = [FIRST]
        self.held: dict[str, threading.Event] = {}
        """Pages that are answered only when their event is set."""
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> str | None:
        if path == "/":
            items = "".join(f'<li><a href="{path}">{TITLE}</a> 2024-03-12</li>' for path in self.listed)
            return f'<html><meta charset="utf-8"><ul class="list">{items}</ul></html>'
        return self.pages.get(path)

    def _handler(portal) -> type[BaseHTTPRequestHandler]:  # noqa: N805 (the handler's own self is another)
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                portal.asked.append(self.path)
                if self.path in portal.held:
                    portal.held[self.path].wait(60)
                page = portal.answer(self.path)
                body = (page or "").encode()
                tag = f'"{hash(page)}"'
                known = page is not None and self.headers["If-None-Match"] == tag
                self.send_response(404 if page is None else 304 if known else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if page is not None:
                    self.send_header("ETag", tag)
                self.send_header("Content-Length", str(0 if known else len(body)))
                self.end_headers()
                if not known:
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """The test's output is no place for an access log."""

        return Handler


@pytest.fixture
def portal() -> Iterator[Portal]:
    made = Portal()
    yield made
    for event in made.held.values():
        event.set()
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def site(portal: Portal, tmp_path: Path) -> Path:
    path = tmp_path / "liangku.toml"
    path.write_text(
        f"""title = "示范县粮库"
region = "990123"
level = "department-county"
family = "links"
verified = false
source = "made by a test"
start = ["{HOST}/"]
[fetch]
delay = 0.0
night = false
connect = {{ "liangku.example" = "{portal.address}" }}
[listing]
item = "ul.list a"
""",
        "utf-8",
    )
    return path


def ask(archive: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{archive / 'archive.sqlite'}?mode=ro", uri=True) as connection:
        return connection.execute(query, values).fetchall()


def documents(archive: Path) -> list[tuple[object, ...]]:
    return ask(
        archive,
        "SELECT d.url, v.text FROM documents d JOIN versions v ON v.id = d.version_id ORDER BY d.url",
    )


WHOLE = [(HOST + FIRST, "\n\f\n".join(TEXTS.values()))]


def test_an_article_on_three_pages_is_one_document(
    gongkai: Gongkai, portal: Portal, site: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    done = gongkai("crawl", site, "--archive", archive)
    assert done.returncode == 0, done.stderr
    assert documents(archive) == WHOLE
    assert ask(archive, "SELECT flag FROM flags") == []
    parts = ask(
        archive,
        """SELECT p.part, c.url, c.outcome FROM reading_parts p JOIN captures c ON c.id = p.part_capture_id
             JOIN versions v ON v.capture_id = p.capture_id ORDER BY p.part""",
    )
    assert parts == [(2, HOST + SECOND, "ok"), (3, HOST + THIRD, "ok")]
    assert ask(archive, "SELECT page, url FROM pages") == [(2, HOST + SECOND), (3, HOST + THIRD)]
    assert ask(archive, "SELECT DISTINCT state FROM targets") == [("done",)]
    shown = gongkai("show", HOST + FIRST, "--archive", archive).stdout
    assert [line for line in shown.splitlines() if line in TEXTS.values()] == list(TEXTS.values())
    assert "第2页" in shown
    told = json.loads(gongkai("explain", HOST + FIRST, "--archive", archive, "--json").stdout)
    assert [(one["url"], one["digests"]) for one in told["pages"]] == [
        (HOST + SECOND, "passed"),
        (HOST + THIRD, "passed"),
    ]
    words = gongkai("explain", HOST + FIRST, "--archive", archive).stdout
    assert HOST + SECOND in words and HOST + THIRD in words
    drawn = gongkai("explain", HOST + FIRST, "--archive", archive, "--html")
    assert drawn.returncode == 0, drawn.stderr
    assert all(text in drawn.stdout for text in TEXTS.values())
    found = gongkai("search", "逾期的约谈", "--archive", archive)
    assert HOST + FIRST in found.stdout
    assert gongkai("verify", "--archive", archive).returncode == 0


def test_later_runs_read_what_has_changed_and_nothing_else(
    gongkai: Gongkai, portal: Portal, site: Path, tmp_path: Path
) -> None:
    archive, whole = tmp_path / "archive", dict(portal.pages)
    changed = whole[THIRD].replace("定于九月", "定于十月")
    nights: list[tuple[str | None, str, int]] = [
        (whole[THIRD], WHOLE[0][1], 1),
        (whole[THIRD], WHOLE[0][1], 0),
        (changed, WHOLE[0][1].replace("定于九月", "定于十月"), 1),
        (None, "\n\f\n".join(list(TEXTS.values())[:2]), 1),
        (whole[THIRD], WHOLE[0][1], 0),
    ]
    for third, text, _ in nights:
        portal.pages = {**whole, THIRD: third} if third else {FIRST: whole[FIRST], SECOND: whole[SECOND]}
        assert gongkai("crawl", site, "--archive", archive).returncode == 0
        assert documents(archive) == [(HOST + FIRST, text)]
    read = [json.loads(str(row[0]))["read"] for row in ask(archive, "SELECT summary FROM runs ORDER BY id")]
    assert read == [expected for _, _, expected in nights]
    assert ask(archive, "SELECT count(*) FROM versions") == [(3,)]
    assert ask(archive, "SELECT flag, continues FROM flags JOIN versions v ON v.id = version_id") == [
        ("pages_missing", HOST + THIRD)
    ]
    # A busy machine may cost an attempt that is made again: not what is looked for here.
    looks = ask(
        archive,
        "SELECT outcome FROM captures WHERE url = ? AND outcome <> 'unreachable' ORDER BY id",
        HOST + SECOND,
    )
    assert looks == [("ok",), *[("unchanged",)] * 4]
    assert gongkai("verify", "--archive", archive).returncode == 0


def test_pages_that_the_listing_names_too_are_no_documents(
    gongkai: Gongkai, portal: Portal, site: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    portal.listed = [THIRD, SECOND, FIRST]
    assert gongkai("crawl", site, "--archive", archive).returncode == 0
    assert documents(archive) == WHOLE
    assert portal.asked.count(SECOND) == 1


@pytest.mark.parametrize("page", [SECOND, THIRD])
def test_a_crawl_killed_between_two_pages_ends_as_one_that_was_not(
    gongkai: Gongkai, portal: Portal, site: Path, tmp_path: Path, page: str
) -> None:
    archive = tmp_path / "archive"
    portal.held[page] = threading.Event()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    killed = subprocess.Popen(
        command("crawl", site, "--archive", archive),
        env=environment,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    end = time.monotonic() + 60
    while page not in portal.asked and time.monotonic() < end:
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert page in portal.asked
    assert documents(archive) == []
    assert ask(archive, "SELECT url FROM captures WHERE reading = 'pending'") == [(HOST + FIRST,)]
    portal.held.pop(page).set()
    before = portal.asked.count(FIRST)
    assert gongkai("crawl", site, "--archive", archive).returncode == 0
    assert portal.asked.count(FIRST) == before
    assert documents(archive) == WHOLE
    assert ask(archive, "SELECT count(*) FROM versions") == [(1,)]
    assert ask(archive, "SELECT count(*) FROM captures WHERE reading = 'pending'") == [(0,)]
    assert gongkai("verify", "--archive", archive).returncode == 0


def test_a_run_of_few_pages_is_continued_where_it_stopped(
    gongkai: Gongkai, portal: Portal, site: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    assert gongkai("crawl", site, "--archive", archive, "--max-pages", 3).returncode == 0
    assert documents(archive) == []
    assert gongkai("crawl", site, "--archive", archive).returncode == 0
    assert documents(archive) == WHOLE
    assert ask(archive, "SELECT count(*) FROM versions") == [(1,)]


def test_refetching_the_article_asks_for_its_pages(
    gongkai: Gongkai, portal: Portal, site: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    assert gongkai("crawl", site, "--archive", archive).returncode == 0
    portal.pages[SECOND] = portal.pages[SECOND].replace("两座粮库", "三座粮库")
    assert gongkai("refetch", site, "--url", HOST + FIRST, "--archive", archive).returncode == 0
    assert documents(archive) == [(HOST + FIRST, WHOLE[0][1].replace("两座粮库", "三座粮库"))]
