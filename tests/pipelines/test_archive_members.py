"""One capture, several documents: the members of a ZIP archive, read, kept, shown and read again."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.replica.files.docx import docx_bytes
from crawler.replica.files.pdf import pdf_bytes
from crawler.replica.files.xls import xls_bytes
from crawler.replica.files.zipped import zip_bytes
from crawler.run.reader import read_capture
from pipelines.archive.explain import held_documents
from pipelines.archive.settlement import Labelled, NewTarget, Settled, Settlement, SiteFacts
from pipelines.archive.store import Archive
from pipelines.attachments.members import member_url
from pipelines.exchange import Exchange
from pipelines.reading.profile import PLAIN
from pipelines.reading.read_all import capture_within, profile_within, read_all

SITE = SiteFacts("shifan", "示范市人民政府", "990100", "city", "trs")
PAGE = "http://www.shifan.example/zwgk/t20260122_1.html"
ZIP = "http://www.shifan.example/zwgk/附件.zip"
SOFTWARE = "gongkai/0.1.0"
RULES = "rules-1"
ROWS = [("序号", "领域", "公开件数"), ("1", "养老服务", "42")]
FILES: Mapping[str, bytes] = {
    "任务表.docx": docx_bytes(["示范市2025年度重点任务分工表"], ROWS),
    "照片.jpg": b"\xff\xd8\xff\xe0 no text",
    "统计/明细.xls": xls_bytes("明细", [("示范市公开情况明细",), *ROWS]),
    "说明.pdf": pdf_bytes(["示范市公开情况编制说明", "本说明与任务表一并印发。"]),
}


def at(day: int) -> str:
    return f"2026-03-{day:02d}T01:00:00.000000Z"


class Portal:
    """An archive with one run, to which a ZIP is brought again and again, as a crawl brings it."""

    def __init__(self, directory: Path) -> None:
        self.archive = Archive.open(directory, {"software": SOFTWARE}, at(1))
        self.run, _ = self.archive.start_run("crawl", [SITE], {}, SOFTWARE, at(1))
        self.archive.add_targets("shifan", [NewTarget(PAGE)], self.run, at(1))
        page = self.archive.target("shifan", PAGE)
        assert page
        file = NewTarget(ZIP, "attachment", parent=page.id, list_title="附件：任务表等.zip")
        self.archive.add_targets("shifan", [file], self.run, at(1))

    def take(self, files: Mapping[str, bytes], day: int = 1, rules: str = RULES) -> Settled:
        target = self.archive.target("shifan", ZIP)
        assert target
        response = b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\n\r\n" + zip_bytes(files)
        exchange = Exchange(ZIP, "GET", b"GET / HTTP/1.1\r\n\r\n", response, at(day), at(day), "127.0.0.9")
        labelled = (Labelled(exchange, "attachment", "ok"),)
        settled = self.archive.commit(
            Settlement(self.run, "shifan", target.id, labelled, "done", at(day), read=True, rules=rules)
        )
        if settled.pending:
            self.read(settled.pending, day, rules)
        return settled

    def read(self, capture: int, day: int, rules: str = RULES) -> None:
        readings = [
            type(one)(rules, SOFTWARE, one.document, one.problem, one.url)
            for one in read_capture(self.archive.capture(capture), PLAIN)
        ]
        self.archive.commit_readings(capture, readings, at(day))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.archive.path) as connection:
            return connection.execute(sql).fetchall()

    def counts(self) -> tuple[object, ...]:
        return self.rows(
            """SELECT (SELECT count(*) FROM captures), (SELECT count(*) FROM documents),
                      (SELECT count(*) FROM versions), (SELECT count(*) FROM sightings),
                      (SELECT count(*) FROM problems)"""
        )[0]


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    made = Portal(tmp_path / "archive")
    yield made
    made.archive.close()


def of(name: str) -> str:
    return member_url(ZIP, name)


def test_each_member_is_a_document_of_its_own_and_one_that_cannot_be_read_a_named_problem(
    portal: Portal,
) -> None:
    portal.take(FILES)
    readable = [name for name in FILES if not name.endswith(".jpg")]
    assert sorted(portal.archive.urls()) == sorted([ZIP, *map(of, readable)])
    assert portal.rows("SELECT url, sentence FROM problems") == [
        (
            of("照片.jpg"),
            "unsupported_format: 照片.jpg: The file is a JPEG picture, which is archived and not read.",
        )
    ]
    shown = portal.archive.show(of("统计/明细.xls"))
    assert shown and "1 | 养老服务 | 42" in shown.text
    assert (shown.site, shown.seen_on) == ("shifan", PAGE)
    assert portal.rows("SELECT reading FROM captures") == [("version",)]
    assert portal.rows("SELECT state, reason FROM targets WHERE kind = 'attachment'") == [("done", "")]
    assert portal.rows("SELECT DISTINCT name FROM sites s JOIN documents d ON d.site_id = s.id") == [
        ("shifan",)
    ]


def test_the_archive_is_the_list_of_its_members_and_what_was_said_of_it_is_not_said_of_them(
    portal: Portal,
) -> None:
    portal.take(FILES)
    titles = dict(portal.rows("SELECT url, title FROM documents"))
    assert titles[of("说明.pdf")] != titles[ZIP]
    listed = portal.archive.explain(ZIP)
    assert listed and [file.url for file in listed.document.attachments] == [of(name) for name in FILES]
    assert listed.unread_members == (portal.rows("SELECT sentence FROM problems")[0][0],)
    told = profile_within(
        PLAIN.__class__(body="#zoom", fields=(("list_title", "附件.zip"), ("site_name", "示范市"))),
        of("统计/明细.xls"),
    )
    assert (told.body, dict(told.fields)) == (None, {"list_title": "明细.xls", "site_name": "示范市"})


def test_the_same_archive_again_is_a_sighting_of_each_document_and_no_version(portal: Portal) -> None:
    portal.take(FILES)
    before = portal.counts()
    again = portal.take(FILES, 2)
    assert again.pending is None and not again.new_version and again.version == 1
    assert portal.counts() == (2, before[1], before[2], 4, before[4])
    assert portal.rows("SELECT DISTINCT first_seen, last_seen FROM documents") == [(at(1), at(2))]
    told = portal.archive.explain(of("任务表.docx"))
    assert told and told.archive == ZIP and told.seen_on == PAGE
    assert [(look.at, look.version) for look in told.sightings] == [
        (at(1), told.version.id), (at(2), told.version.id)
    ]  # fmt: skip


def test_a_changed_member_is_a_version_and_the_others_are_sightings(portal: Portal) -> None:
    portal.take(FILES)
    before = portal.counts()
    changed = {
        **FILES,
        "任务表.docx": docx_bytes(["示范市2025年度重点任务分工表"], [*ROWS, ("2", "教育", "7")]),
    }
    portal.take(changed, 2)
    assert portal.counts()[2:] == (int(str(before[2])) + 1, 3, 2)
    now, then = (portal.archive.show(of("任务表.docx"), day) for day in (None, "2026-03-01"))
    assert now and then and "教育" in now.text and "教育" not in then.text
    assert portal.rows("SELECT reading FROM captures ORDER BY id") == [("version",), ("version",)]


def test_a_member_that_is_gone_has_no_new_sighting_and_stays(portal: Portal) -> None:
    portal.take(FILES)
    portal.take({name: data for name, data in FILES.items() if name != "说明.pdf"}, 2)
    last = dict(portal.rows("SELECT url, last_seen FROM documents"))
    assert (last[of("说明.pdf")], last[of("任务表.docx")]) == (at(1), at(2))
    told = portal.archive.explain(of("说明.pdf"))
    assert told and [look.version for look in told.sightings] == [told.version.id, None]
    assert portal.archive.show(of("说明.pdf"))


def test_new_rules_read_every_member_again_from_the_archive(portal: Portal) -> None:
    portal.take(FILES)
    before = portal.counts()
    again = portal.take(FILES, 2, "rules-2")
    assert again.pending == again.captures[0]
    assert portal.counts()[1:4] == (before[1], before[2], 4)
    assert portal.take(FILES, 3, "rules-2").pending is None
    portal.read(1, 4, "rules-2")
    assert portal.counts()[1:3] == before[1:3]


def test_what_is_stored_of_a_member_is_what_reading_it_gives(portal: Portal) -> None:
    portal.take(FILES)
    for held in held_documents(portal.archive.directory):
        (fresh,) = (one for one in read_all(portal.archive.capture(held.capture)) if one.url == held.url)
        assert portal.archive.document(held.version) == fresh.document
        told = portal.archive.explain(held.url)
        assert told and told.document == fresh.document and told.capture.digests == "passed"
        within = capture_within(portal.archive.capture(held.capture), held.url)
        assert within.url == held.url


def test_members_are_found_counted_and_shown_in_the_view(portal: Portal) -> None:
    portal.take(FILES)
    assert [hit.url for hit in portal.archive.search("编制说明")] == [of("说明.pdf")]
    (status,) = portal.archive.status().portals
    assert (status.documents, status.members, status.problems) == (4, 3, 1)
    (run,) = portal.archive.summary(portal.run)
    assert (run.documents, run.new_versions, run.captures) == (4, 4, 1)
    view = portal.rows("SELECT url, archive_url, seen_on FROM documents_latest ORDER BY url")
    assert view[0] == (ZIP, None, PAGE) and {row[1:] for row in view[1:]} == {(ZIP, PAGE)}
    assert not portal.archive.verify().damaged


def test_no_part_of_a_capture_is_kept_when_one_part_cannot_be(portal: Portal) -> None:
    settled = portal.take({"说明.pdf": FILES["说明.pdf"]})
    whole = replace(portal.archive.capture(settled.captures[0]), body=zip_bytes(FILES))
    readings = read_capture(whole, PLAIN)
    before = portal.counts()
    torn = (*readings[:-1], replace(readings[-1], rules=None))
    with pytest.raises(sqlite3.IntegrityError):
        portal.archive.commit_readings(settled.captures[0], torn, at(2))
    assert portal.counts() == before


@pytest.mark.parametrize("seed", range(6))
def test_order_and_names_of_members_change_nothing_but_the_list(seed: int) -> None:
    draw = random.Random(seed)
    names = draw.sample(["甲.docx", "b/乙 2.pdf", "丙#1?.xls", "x%41.doc", "同.txt", "../同.txt"], 4)
    contents = draw.sample(list(FILES.values()), 4)
    files = dict(zip(names, contents, strict=True))
    exchange = Exchange(ZIP, "GET", b"", b"HTTP/1.1 200 OK\r\n\r\n" + zip_bytes(files), at(1), at(1), "")
    own, *members = read_all(exchange.capture())
    assert own.url == ZIP and own.document and len({one.url for one in members}) == 4
    for one, data in zip(members, contents, strict=True):
        alone = Exchange(one.url, "GET", b"", b"HTTP/1.1 200 OK\r\n\r\n" + data, at(1), at(1), "").capture()
        (told,) = read_all(alone, profile_within(PLAIN, one.url))
        assert one.document == told.document
        assert (one.problem == "") == (told.problem == "")
        assert capture_within(exchange.capture(), one.url).body == data
