"""The archive keeps every exchange, tells versions from sightings, and leads back from sentence to socket."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlite_utils
from datasette.app import Datasette

from pipelines.archive.errors import ArchiveError, ArchiveLocked
from pipelines.archive.reader import ArchiveReader
from pipelines.archive.schema import migrate, migrations
from pipelines.archive.search_words import tokens
from pipelines.archive.settlement import (
    Labelled,
    ListingFacts,
    NewTarget,
    Reading,
    Settled,
    Settlement,
    SiteFacts,
)
from pipelines.archive.store import Archive
from pipelines.document import (
    Attachment,
    Block,
    Cell,
    Check,
    Document,
    Evidence,
    Field,
    Figure,
    NotRecoverable,
    Report,
    Table,
)
from pipelines.evidence import AppliedRepair, Change, OriginSign, Removed, Sums, Verdict, Witness
from pipelines.exchange import Exchange

SITE = SiteFacts("shifan", "示范市人民政府", "990100", "city", "trs")
URL = "http://www.shifan.example/zwgk/t20260122_1.html"
SOFTWARE = "gongkai/0.1.0"


def at(day: int, second: int = 0) -> str:
    return f"2026-03-{day:02d}T01:00:{second:02d}.000000Z"


def answer(
    body: str = "<p>正文</p>", status: str = "200 OK", headers: str = "", body_bytes: bytes | None = None
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{headers}\r\n".encode()
    return head + (body.encode() if body_bytes is None else body_bytes)


def exchange(response: bytes, day: int = 1, url: str = URL, sent: str = "", **changes: object) -> Exchange:
    request = f"GET {url} HTTP/1.1\r\nHost: www.shifan.example\r\n{sent}\r\n".encode()
    made = Exchange(url, "GET", request, response, at(day), at(day, 1), "127.0.0.9")
    return replace(made, **changes)  # type: ignore[arg-type]


def document(text: str = "正文", url: str = URL, **changes: object) -> Document:
    cells = (
        Cell(0, 0, 1, 2, "收到申请", True),
        Cell(1, 0, 1, 1, "总计"),
        Cell(1, 1, 1, 1, "5"),
    )
    made = Document(
        url=url,
        title="示范市2025年政府信息公开工作年度报告",
        text=f"{text}\n收到申请\n总计 | 5",
        blocks=(Block("heading", text, "body > h1", 1), Block("table", "", "body > table", table=0)),
        tables=(Table("表一", cells, 2, 2, "body > table"),),
        report=Report("annual_report", "2021", 2025),
        fields=(Field("published", "2026-01-22", "发布时间：2026-01-22", "meta", (("list", "2026-01-21"),)),),
        figures=(
            Figure("t3.new_received.total", 5, "5", "件", 0, 1, 1),
            Figure("t3.fee", 503.59, "503.59", "万元", 0, 1, 1),
            Figure("t3.blank", None, "", "件", 0, 1, 1),
        ),
        checks=(Check("C1", "total", 5, 5, 0, "pass"), Check("C7", None, None, 5.5, None, "differs", 2)),
        attachments=(Attachment("附件.pdf", "./附件.pdf", "http://www.shifan.example/zwgk/附件.pdf"),),
        links=(("政策解读", "http://www.shifan.example/jd.html"),),
        flags=("pinyin_gloss", "origin_suspect"),
        evidence=Evidence(
            verdict=Verdict(
                "gb18030", "bytes", (Witness("header", "utf-8", "not valid"), Witness("meta", None)), 1, 0.9
            ),
            repairs=(
                AppliedRepair(
                    "bracket_pinyin",
                    "run",
                    (Change(2, "報(bào)", "報"), Change(9, "告(gào)", "告", "", True)),
                ),
                AppliedRepair("bracket_pinyin", "run", (Change(0, "a", "b", "note"),)),
            ),
            removed=(Removed("share", "分享到", "div.share", 7),),
            sums=Sums(30, 20, 5, 2, 0, 3, 4),
            container="#zoom",
            origin=(OriginSign("gov_host", "for", "wjw.shifan.gov.cn"),),
            hint="gbk",
            decoded="ab" * 32,
        ),
        not_recoverable=(NotRecoverable("t3", "denied.state_secret", "5 numbers where the row has 7 cells"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def reading(text: str = "正文", rules: str = "rules-1", **changes: object) -> Reading:
    return Reading(rules, SOFTWARE, document(text, **changes))


class Crawl:
    """An archive with one run of one site: what a crawler does, in one line."""

    def __init__(self, directory: Path) -> None:
        self.archive = Archive.open(directory, {"software": SOFTWARE}, at(1))
        self.run, self.continued = self.archive.start_run("crawl", [SITE], {"delay": 3}, SOFTWARE, at(1))

    def target(self, url: str = URL) -> int:
        self.archive.add_targets("shifan", [NewTarget(url)], self.run, at(1))
        found = self.archive.target("shifan", url)
        assert found
        return found.id

    def take(
        self,
        response: bytes,
        day: int = 1,
        outcome: str = "ok",
        url: str = URL,
        sent: str = "",
        **more: object,
    ) -> Settled:
        changes = {name: more.pop(name) for name in ("error", "truncated", "request") if name in more}
        labelled = Labelled(exchange(response, day, url, sent, **changes), "page", outcome)
        given = {"state": "done", "read": False, **more}
        if "reading" in given:
            given["readings"] = (given.pop("reading"),)
        return self.archive.commit(
            Settlement(self.run, "shifan", self.target(url), (labelled,), now=at(day), **given)  # type: ignore[arg-type]
        )

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.archive.path) as connection:
            return connection.execute(sql, values).fetchall()

    def count(self, table: str) -> int:
        return int(str(self.rows(f"SELECT count(*) FROM {table}")[0][0]))


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    made = Crawl(tmp_path / "archive")
    yield made
    made.archive.close()


# Captures


def test_every_answer_gets_a_row_and_a_record_whatever_its_label(crawl: Crawl) -> None:
    answers = {
        "ok": answer(),
        "blocked": answer("<script>challenge()</script>", "521 "),
        "gone": answer("没有", "404 Not Found"),
        "throttled": answer("", "503 Busy", "Retry-After: 9\r\n"),
        "moved": answer("", "302 Found", "Location: /b.html\r\n"),
    }
    for outcome, response in answers.items():
        settled = crawl.take(response, outcome=outcome)
        assert crawl.archive.exchange(settled.captures[0]).response == response
    assert [row[0] for row in crawl.rows("SELECT outcome FROM captures ORDER BY id")] == list(answers)
    assert crawl.archive.verify().failed == 0


def test_the_hops_of_one_visit_are_captures_of_one_target(crawl: Crawl) -> None:
    hop = Labelled(
        exchange(answer("", "302 Found", "Location: /b\r\n")),
        "redirect",
        "moved",
        "",
        "http://www.shifan.example/b",
    )
    end = Labelled(exchange(answer("<p>b</p>"), url="http://www.shifan.example/b"), "page", "ok")
    target = crawl.target()
    settled = crawl.archive.commit(
        Settlement(crawl.run, "shifan", target, (hop, end), "done", at(1), read=True)
    )
    assert len(settled.captures) == 2 and settled.pending == settled.captures[1]
    rows = crawl.rows("SELECT kind, redirect_to, target_id FROM captures ORDER BY id")
    assert rows == [("redirect", "http://www.shifan.example/b", target), ("page", None, target)]


def test_a_failed_exchange_has_its_sentence_and_no_locator_of_an_answer(crawl: Crawl) -> None:
    crawl.take(b"", outcome="unreachable", error="Connection refused.", request=b"", state="failed")
    ((error, response, note, status),) = crawl.rows(
        "SELECT error, response_offset, note_offset, status FROM captures"
    )
    assert (error, response, status) == ("Connection refused.", None, None) and isinstance(note, int)


def test_an_identical_body_is_stored_once_and_the_second_capture_reads_the_same(crawl: Crawl) -> None:
    first = crawl.take(answer("<p>长文</p>" * 99))
    second = crawl.take(answer("<p>长文</p>" * 99, headers="X-Other: 2\r\n"), day=2)
    ((revisit, refers_to),) = crawl.rows(
        "SELECT revisit, refers_to FROM captures WHERE id = ?", second.captures[0]
    )
    assert (revisit, refers_to) == ("digest", first.captures[0])
    capture = crawl.archive.capture(second.captures[0])
    assert capture.body == crawl.archive.capture(first.captures[0]).body and capture.header("x-other") == "2"


def test_two_identical_bodies_in_one_batch_are_stored_once(crawl: Crawl) -> None:
    target = crawl.target()
    settlements = [
        Settlement(
            crawl.run,
            "shifan",
            target,
            (Labelled(exchange(answer("<p>同</p>"), day), "page", "ok"),),
            "done",
            at(day),
        )
        for day in (1, 2, 3)
    ]
    ids = [settled.captures[0] for settled in crawl.archive.commit_many(settlements)]
    assert crawl.rows("SELECT refers_to FROM captures ORDER BY id") == [(None,), (ids[0],), (ids[0],)]


def test_one_body_in_two_chunkings_is_kept_twice_because_the_bytes_differ(crawl: Crawl) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    one = crawl.take(head + b"4\r\nabcd\r\n0\r\n\r\n")
    two = crawl.take(head + b"2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n", day=2)
    assert crawl.rows("SELECT DISTINCT body_digest, refers_to FROM captures")[0][1] is None
    assert crawl.count("captures WHERE refers_to IS NULL") == 2
    assert crawl.archive.capture(one.captures[0]).digest == crawl.archive.capture(two.captures[0]).digest


@pytest.mark.parametrize("truncated", ["first", "second"])
def test_a_truncated_answer_neither_gives_nor_takes_a_body(crawl: Crawl, truncated: str) -> None:
    crawl.take(answer("<p>half"), truncated=truncated == "first", outcome="truncated")
    crawl.take(answer("<p>half"), truncated=truncated == "second", day=2, outcome="truncated")
    assert crawl.count("captures WHERE refers_to IS NULL") == 2


def test_empty_bodies_are_no_revisits_of_one_another(crawl: Crawl) -> None:
    for day in (1, 2):
        crawl.take(answer("", "301 Moved"), day=day, outcome="moved")
    assert crawl.count("captures WHERE refers_to IS NULL AND body_digest IS NULL") == 2


# Conditional requests


def test_a_304_that_was_asked_for_refers_to_the_capture_with_that_validator(crawl: Crawl) -> None:
    first = crawl.take(answer(headers='ETag: "v1"\r\nLast-Modified: Mon\r\n'))
    validators = crawl.archive.find_validators(URL)
    assert validators and (validators.etag, validators.last_modified) == ('"v1"', "Mon")
    same = crawl.take(answer("", "304 Not Modified"), 2, "unchanged", sent='If-None-Match: "v1"\r\n')
    assert crawl.rows("SELECT revisit, refers_to FROM captures WHERE id = ?", same.captures[0]) == [
        ("server", first.captures[0])
    ]
    assert crawl.archive.capture(same.captures[0]).body == crawl.archive.capture(first.captures[0]).body
    assert crawl.archive.capture(same.captures[0]).header("content-type") == "text/html"


def test_a_304_that_nobody_asked_for_refers_to_nothing_and_is_never_read(crawl: Crawl) -> None:
    crawl.take(answer(headers='ETag: "v1"\r\n'), reading=reading())
    unasked = crawl.take(answer("", "304 Not Modified"), 2, "unchanged", read=True)
    assert unasked.pending is None and crawl.count("sightings") == 0
    assert crawl.rows("SELECT revisit FROM captures WHERE id = ?", unasked.captures[0]) == [(None,)]


def test_there_are_no_validators_for_a_page_that_sent_none_or_was_cut_short(crawl: Crawl) -> None:
    crawl.take(answer())
    crawl.take(answer(headers='ETag: "x"\r\n', body="<p>h"), 2, "truncated", truncated=True)
    assert crawl.archive.find_validators(URL) is None
    assert crawl.archive.find_validators("http://www.shifan.example/never.html") is None


# Versions and sightings


def test_a_second_capture_with_the_same_body_adds_a_sighting_and_no_version(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading(), rules="rules-1")
    again = crawl.take(answer(), 2, read=True, rules="rules-1")
    assert (again.pending, again.new_version, again.version) == (None, False, 1)
    assert (crawl.count("versions"), crawl.count("sightings"), crawl.count("captures")) == (1, 1, 2)
    assert crawl.rows("SELECT first_seen, last_seen FROM documents") == [(at(1), at(2))]


def test_a_304_of_a_read_page_is_a_sighting(crawl: Crawl) -> None:
    crawl.take(answer(headers='ETag: "v1"\r\n'), reading=reading(), rules="rules-1")
    same = crawl.take(
        answer("", "304 Not Modified"),
        2,
        "unchanged",
        sent='If-None-Match: "v1"\r\n',
        read=True,
        rules="rules-1",
    )
    assert same.version == 1 and crawl.count("sightings") == 1


def test_a_304_under_new_rules_waits_to_be_read_again_from_the_archive(crawl: Crawl) -> None:
    crawl.take(answer(headers='ETag: "v1"\r\n'), reading=reading(), rules="rules-1")
    same = crawl.take(
        answer("", "304 Not Modified"),
        2,
        "unchanged",
        sent='If-None-Match: "v1"\r\n',
        read=True,
        rules="rules-2",
    )
    assert same.pending == same.captures[0]
    (recorded,) = crawl.archive.commit_readings(same.pending, [reading("更好的正文", "rules-2")], at(2))
    assert recorded.new_version and crawl.count("versions") == 2


def test_other_bytes_with_the_same_words_are_a_sighting(crawl: Crawl) -> None:
    crawl.take(answer("<p>正文</p><i>1</i>"), reading=reading())
    again = crawl.take(answer("<p>正文</p><i>2</i>"), 2, reading=reading(flags=(), fields=(), links=()))
    assert not again.new_version and (crawl.count("versions"), crawl.count("sightings")) == (1, 1)


def test_a_return_to_earlier_words_is_a_sighting_of_the_earlier_version(crawl: Crawl) -> None:
    for day, text in ((1, "甲"), (2, "乙"), (3, "甲")):
        crawl.take(answer(text), day, reading=reading(text))
    assert (crawl.count("versions"), crawl.count("sightings")) == (2, 1)
    shown = [crawl.archive.show(URL, f"2026-03-0{day}") for day in (1, 2, 3)]
    assert [s and s.version for s in shown] == [1, 2, 1]
    assert crawl.rows("SELECT version_id FROM documents") == [(1,)]


@pytest.mark.parametrize("outcome", ["blocked", "soft_404", "truncated", "gone"])
def test_an_answer_that_does_not_show_the_document_never_makes_a_version(crawl: Crawl, outcome: str) -> None:
    settled = crawl.take(answer(), outcome=outcome, read=True)
    assert settled.pending is None
    with pytest.raises(ArchiveError, match=outcome):
        crawl.archive.commit_readings(settled.captures[0], [reading()], at(1))
    assert crawl.count("documents") == crawl.count("versions") == 0


def test_a_reading_that_may_not_be_stored_takes_its_whole_settlement_back(crawl: Crawl) -> None:
    with pytest.raises(ArchiveError):
        crawl.take(answer(), outcome="blocked", reading=reading())
    assert crawl.count("captures") == 0 and crawl.archive.verify().failed == 0


def test_an_unreadable_page_is_a_problem_with_a_sentence(crawl: Crawl) -> None:
    settled = crawl.take(answer("\x00"), read=True)
    assert settled.pending
    crawl.archive.commit_readings(
        settled.pending, [Reading("rules-1", SOFTWARE, problem="The page is empty.")], at(1)
    )
    assert crawl.rows("SELECT url, sentence FROM problems") == [(URL, "The page is empty.")]
    assert crawl.rows("SELECT state, reason FROM targets") == [("done", "The page is empty.")]


def test_half_a_character_in_a_document_is_a_problem_and_in_a_listing_a_question_mark(crawl: Crawl) -> None:
    settled = crawl.take(
        answer(),
        reading=reading("坏\ud83d"),
        discovered=(NewTarget("http://a.example/", list_title="\ud83d"),),
    )
    assert settled.version is None and crawl.count("versions") == crawl.count("documents") == 0
    assert "half a character" in str(crawl.rows("SELECT sentence FROM problems"))
    assert crawl.rows("SELECT list_title FROM targets ORDER BY id DESC LIMIT 1") == [("?",)]


def test_a_robots_file_is_a_row_of_its_own(crawl: Crawl) -> None:
    url = "http://www.shifan.example:8080/robots.txt"
    labelled = Labelled(exchange(answer("User-agent: *\nDisallow: /search\n"), url=url), "robots", "ok")
    crawl.archive.commit(Settlement(crawl.run, "shifan", None, (labelled,), "done", at(1)))
    assert crawl.rows("SELECT origin, outcome, text FROM robots") == [
        ("http://www.shifan.example:8080", "ok", "User-agent: *\nDisallow: /search\n")
    ]


def test_an_older_capture_read_late_does_not_become_current(crawl: Crawl) -> None:
    old = crawl.take(answer("旧"), 1, read=True)
    crawl.take(answer("新"), 2, reading=reading("新"))
    assert old.pending
    crawl.archive.commit_readings(old.pending, [reading("旧")], at(3))
    now, then = crawl.archive.show(URL), crawl.archive.show(URL, "2026-03-01")
    assert now and then and now.text.startswith("新") and then.text.startswith("旧")
    assert not crawl.archive.search("旧收")


def test_the_document_comes_back_equal(crawl: Crawl) -> None:
    settled = crawl.take(answer(), reading=reading())
    assert settled.version and crawl.archive.document(settled.version) == document()


def test_a_number_keeps_its_form(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())
    values = [row[0] for row in crawl.rows("SELECT value FROM figures ORDER BY ordinal")]
    assert [(value, type(value)) for value in values] == [(5, int), (503.59, float), (None, type(None))]


def test_cells_are_rows_of_a_view(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())
    rows = crawl.rows("SELECT row_number, column_number, colspan, text, header FROM cells")
    assert rows == [(0, 0, 2, "收到申请", 1), (1, 0, 1, "总计", 0), (1, 1, 1, "5", 0)]


# Reading later


def test_unread_captures_are_found_after_reopening_and_read_from_the_warc(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.take(answer("<p>一</p>"), read=True)
    assert crawl.rows("SELECT state FROM targets") == [("fetched",)]
    crawl.archive.close()
    crawl = Crawl(tmp_path)
    assert crawl.continued
    (unread,) = crawl.archive.unread()
    assert crawl.archive.capture(unread.capture).body == "<p>一</p>".encode()
    found = [NewTarget("http://www.shifan.example/a.pdf", "attachment")]
    crawl.archive.commit_readings(unread.capture, [reading("一")], at(2), discovered=found)
    assert crawl.archive.unread() == []
    assert crawl.rows("SELECT state, parent_id FROM targets ORDER BY id") == [
        ("done", None),
        ("due", unread.target),
    ]
    crawl.archive.close()


# The frontier


def test_listings_are_leased_before_pages_and_a_lease_is_taken_once(crawl: Crawl) -> None:
    urls = [
        NewTarget("http://a.example/p"),
        NewTarget("http://a.example/2", "listing", 1),
        NewTarget("http://a.example/1", "listing"),
    ]
    crawl.archive.add_targets("shifan", urls, crawl.run, at(1))
    first = crawl.archive.lease(crawl.run, "shifan", 2, at(1))
    assert [t.url[-1] for t in first] == ["1", "2"]
    assert [t.url[-1] for t in crawl.archive.lease(crawl.run, "shifan", 9, at(1))] == ["p"]
    assert crawl.archive.target_counts("shifan") == {"leased": 3}


def test_what_was_leased_by_a_killed_run_is_due_again(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.target()
    (target,) = crawl.archive.lease(crawl.run, "shifan", 9, at(1))
    crawl.archive.close()
    crawl = Crawl(tmp_path)
    assert [t.id for t in crawl.archive.lease(crawl.run, "shifan", 9, at(1))] == [target.id]
    crawl.archive.close()


def test_a_postponed_target_waits_for_its_time(crawl: Crawl) -> None:
    target = crawl.target()
    crawl.archive.settle(target, "due", crawl.run, "throttled", next_due=at(5))
    assert crawl.archive.lease(crawl.run, "shifan", 9, at(4)) == []
    assert crawl.archive.next_due("shifan") == at(5)
    (leased,) = crawl.archive.lease(crawl.run, "shifan", 9, at(6))
    assert (leased.failures, leased.reason) == (1, "throttled")


def test_make_due_spares_what_this_run_has_tried(crawl: Crawl) -> None:
    crawl.take(answer())
    assert crawl.archive.make_due("shifan", crawl.run, ("page",)) == 0
    crawl.archive.finish_run(crawl.run, at(1), "complete", {"pages": 1})
    run, continued = crawl.archive.start_run("crawl", [SITE], {}, SOFTWARE, at(2))
    assert not continued and run != crawl.run
    assert crawl.archive.make_due("shifan", run, ("page",), ["http://other.example/"]) == 0
    assert crawl.archive.make_due("shifan", run, ("page",)) == 1


def test_a_known_target_seen_again_is_refreshed_and_due_once_a_run_if_asked(crawl: Crawl) -> None:
    crawl.take(answer())
    seen = [NewTarget(URL, list_title="标题", list_date="2026-01-22", again=True)]
    assert crawl.archive.add_targets("shifan", seen, crawl.run, at(2)) == 0
    assert crawl.rows("SELECT state, list_title, last_seen FROM targets") == [("done", "标题", at(2))]
    crawl.archive.finish_run(crawl.run, at(2), "complete", {})
    run, _ = crawl.archive.start_run("crawl", [SITE], {}, SOFTWARE, at(3))
    crawl.archive.add_targets("shifan", seen, run, at(3))
    assert crawl.archive.target_counts("shifan") == {"due": 1}


def test_a_listing_keeps_what_it_declares_beside_what_it_lists(crawl: Crawl) -> None:
    listing = "http://www.shifan.example/zwgk/"
    found = tuple(NewTarget(f"{listing}{n}.html") for n in range(3))
    settlement = Settlement(
        crawl.run, "shifan", crawl.target(listing), (Labelled(exchange(answer(), url=listing), "listing", "ok"),),
        "done", at(1), discovered=found, listing=ListingFacts(40, 3),
    )  # fmt: skip
    crawl.archive.commit(settlement)
    assert crawl.rows("SELECT declared, listed, new FROM listings") == [(40, 3, 3)]
    parent = crawl.archive.target("shifan", listing)
    assert parent and crawl.count(f"targets WHERE parent_id = {parent.id}") == 3


def test_an_unknown_site_or_target_is_a_sentence(crawl: Crawl) -> None:
    with pytest.raises(ArchiveError, match="knows no site 'nowhere'"):
        crawl.archive.lease(crawl.run, "nowhere", 1, at(1))
    with pytest.raises(ArchiveError, match="no target 99"):
        crawl.archive.settle(99, "done", crawl.run)


# Runs


def test_an_interrupted_run_is_continued_by_the_same_command_only(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    first = crawl.run
    crawl.archive.close()
    with Archive.open(tmp_path, {}, at(2)) as archive:
        assert archive.status().runs[0].status == "interrupted"
        assert archive.start_run("refetch", [SITE], {}, SOFTWARE, at(2)) == (first + 1, False)
        assert archive.start_run("crawl", [SITE], {}, SOFTWARE, at(2), limited=True) == (first + 2, False)
        assert archive.start_run("crawl", [SITE], {}, SOFTWARE, at(2)) == (first, True)


def test_a_limited_run_is_never_complete(crawl: Crawl) -> None:
    run, _ = crawl.archive.start_run("crawl", [SITE], {}, SOFTWARE, at(1), limited=True)
    with pytest.raises(ArchiveError, match="limited"):
        crawl.archive.finish_run(run, at(1), "complete", {})
    crawl.archive.finish_run(run, at(1), "limited", {})


def test_an_alarm_opens_once_and_closes(crawl: Crawl) -> None:
    for sentence in ("No document for 3 days.", "No document for 4 days."):
        crawl.archive.open_alarm("shifan", "silence", sentence, crawl.run, at(1))
    assert [alarm.sentence for alarm in crawl.archive.status().alarms] == ["No document for 4 days."]
    assert crawl.archive.close_alarm("shifan", "silence", at(2)) and not crawl.archive.status().alarms
    assert not crawl.archive.close_alarm("shifan", "silence", at(3))


# Questions


def test_show_finds_the_version_that_stood_on_a_date(crawl: Crawl) -> None:
    crawl.take(answer("甲"), 5, reading=reading("甲"))
    crawl.take(answer("乙"), 9, reading=reading("乙"))
    texts = {
        asked: shown and shown.text[0]
        for asked in ("2026-03-04", "2026-03-05", "2026-03-08", "2026-03-09", at(9), "2026-03-09T00:59:59Z")
        for shown in [crawl.archive.show(URL, asked)]
    }
    assert list(texts.values()) == [None, "甲", "甲", "乙", "乙", "甲"]
    assert crawl.archive.show("http://www.shifan.example/unknown.html") is None
    with pytest.raises(ArchiveError, match="no date"):
        crawl.archive.show(URL, "yesterday")


def test_explain_leads_from_the_sentence_back_to_the_socket(crawl: Crawl) -> None:
    first = crawl.take(answer(headers='ETag: "v1"\r\n'), 1, reading=reading(), rules="rules-1")
    crawl.take(answer("blocked", "521 "), 2, "blocked")
    crawl.take(answer(), 3, read=True, rules="rules-1")
    told = crawl.archive.explain(URL)
    assert told and told.document == document()
    assert (told.site, told.portal, told.version.rules, told.version.software) == (
        "shifan",
        SITE.title,
        "rules-1",
        SOFTWARE,
    )
    assert told.capture.id == first.captures[0] and told.capture.digests == "passed" and told.capture.locator
    assert told.capture.request_head.startswith(b"GET ") and told.capture.response_head.endswith(
        b'"v1"\r\n\r\n'
    )
    assert [(s.at, s.outcome, s.version) for s in told.sightings] == [
        (at(1), "ok", 1), (at(2), "blocked", None), (at(3), "ok", 1),
    ]  # fmt: skip


def test_status_and_summary_count_what_is_there(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())
    crawl.take(answer("x", "521 "), 2, "blocked")
    (portal,) = crawl.archive.status().portals
    assert (portal.documents, portal.versions, dict(portal.captures)) == (1, 1, {"blocked": 1, "ok": 1})
    assert portal.last_success == at(1)
    (told,) = crawl.archive.summary(crawl.run)
    assert (told.captures, told.pages, told.documents, told.new_versions) == (2, 1, 1, 1)
    assert (told.repairs, told.removed, told.figures, told.checks_passed, told.checks_failed) == (
        3,
        1,
        3,
        1,
        0,
    )
    with pytest.raises(ArchiveError, match="no run 77"):
        crawl.archive.summary(77)


def test_words_of_two_characters_and_longer_ones_are_found(crawl: Crawl) -> None:
    crawl.take(answer("a"), reading=reading("全市疫情防控信息公开情况，见PDF"))
    for words in ("疫情", "公开", "信息公开情况", "疫情 pdf", "年度报告", "控"):
        assert [hit.url for hit in crawl.archive.search(words)] == [URL], words
    for words in ("防疫", "公开信息", "", "，"):
        assert crawl.archive.search(words) == [], words
    crawl.take(answer("b"), 2, reading=reading("全市旱情"))
    assert crawl.archive.search("疫情") == [] and crawl.archive.search("旱情")


def test_a_word_is_cut_into_pairs() -> None:
    assert tokens("第五条 2021年A4纸〇二") == ["第五", "五条", "条", "2021", "年", "a4", "纸〇", "〇二", "二"]


# Other people's tools


def test_the_database_opens_in_sqlite_utils_and_every_table_is_strict(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())
    db = sqlite_utils.Database(crawl.archive.path)
    ours = [t for t in db.tables if not t.name.startswith(("documents_fts", "_"))]
    assert len(ours) >= 20 and all(t.strict for t in ours)
    assert [row["url"] for row in db["documents"].search("年度")] == [URL]
    assert next(iter(db["documents_latest"].rows))["checks_passed"] == 1
    db.close()


def test_datasette_shows_it_and_its_search_box_finds_two_character_words(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())

    async def ask() -> list[str]:
        datasette = Datasette(files=[str(crawl.archive.path)])
        found = []
        views = (
            "documents_latest",
            "figures_wide",
            "run_summary",
            "cells",
            "listing_gaps",
            "readings",
            "documents_fts",
            "versions",
        )
        for path in (
            "/",
            "/archive",
            *(f"/archive/{view}" for view in views),
            "/archive/documents/1",
            "/archive/versions/1",
        ):
            assert (await datasette.client.get(path)).status_code == 200, path
        for words in ("年度", "疫情"):
            page = await datasette.client.get(
                "/archive/documents.json", params={"_search": words, "_shape": "array"}
            )
            assert page.status_code == 200
            found.append(json.dumps([row["url"] for row in page.json()]))
        return found

    assert asyncio.run(ask()) == [json.dumps([URL]), "[]"]


def test_a_row_that_names_nothing_is_refused(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())
    connection = crawl.archive._connection
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE versions SET capture_id = 99")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE captures SET status = 'two hundred'")


def test_a_database_of_newer_software_is_left_alone(tmp_path: Path) -> None:
    Crawl(tmp_path).archive.close()
    db = sqlite_utils.Database(tmp_path / "archive.sqlite")
    db["_sqlite_migrations"].insert({"migration_set": "gongkai", "name": "0099_later", "applied_at": ""})
    db.close()
    with pytest.raises(ArchiveError, match="newer gongkai"):
        Archive.open(tmp_path, {}, at(2))


@pytest.mark.parametrize("stop_before", ["0002_origin_and_layers", "0003_several_documents"])
def test_an_archive_of_an_earlier_schema_is_brought_up_to_date_with_all_it_holds(
    tmp_path: Path, stop_before: str
) -> None:
    fresh = Crawl(tmp_path / "fresh")
    fresh.take(answer(), reading=reading(), rules="rules-1")
    fresh.take(answer(), 2, read=True, rules="rules-1")
    fresh.take(answer("<p>x"), 3, reading=Reading("rules-1", SOFTWARE, problem="The page is empty."))
    fresh.archive.close()
    old = sqlite3.connect(tmp_path / "old.sqlite", isolation_level=None)
    old.row_factory = sqlite3.Row
    migrations.apply(sqlite_utils.Database(old), stop_before=stop_before)
    old.execute("ATTACH ? AS fresh", (str(fresh.archive.path),))
    for table in _tables(old):
        columns = ", ".join(row["name"] for row in old.execute(f"PRAGMA table_info({table})"))
        old.execute(f"INSERT INTO {table} SELECT {columns} FROM fresh.{table}")
    old.execute("DETACH fresh")
    migrate(old, tmp_path / "old.sqlite")
    now = {row["name"]: row["sql"] for row in _schema(fresh.archive.path)}
    assert {row["name"]: row["sql"] for row in _schema(tmp_path / "old.sqlite")} == now
    gained = {"encoding_hint", "decoded_digest"} if stop_before.startswith("0002") else set()
    with sqlite3.connect(fresh.archive.path) as kept:
        kept.row_factory = sqlite3.Row
        for table in _tables(old):
            before, after = (
                [dict(row) for row in db.execute(f"SELECT * FROM {table}")] for db in (kept, old)
            )
            for row in (*before, *after):
                row |= dict.fromkeys(gained & row.keys())
            if gained and table in ("origin_signs", "not_recoverable"):
                assert after == []
            else:
                assert after == before
    assert old.execute("SELECT count(*) FROM sightings").fetchone()[0] == 1
    assert old.execute("SELECT url FROM problems").fetchone()["url"] == URL
    assert [row["versions"] for row in old.execute("SELECT versions FROM documents_latest")] == [1]
    old.close()


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The archive's own tables, those of the index of words and of the migrations left out."""
    rows = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%' AND name NOT LIKE '%fts%'"
    )
    return [row["name"] for row in rows]


def _schema(path: Path) -> list[sqlite3.Row]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    connection.close()
    return rows


def test_a_reader_sees_what_is_committed_and_changes_nothing(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())
    with ArchiveReader.read(crawl.archive.directory) as reader:
        assert list(reader.urls()) == [URL]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._connection.execute("DELETE FROM captures")
    with pytest.raises(ArchiveError, match="There is no archive"):
        ArchiveReader.read(crawl.archive.directory / "elsewhere")


def test_one_process_opens_it_for_writing_once(crawl: Crawl) -> None:
    with pytest.raises(ArchiveLocked, match="is being written by process"):
        Archive.open(crawl.archive.directory, {}, at(2))
    crawl.archive.close()
    Archive.open(crawl.archive.directory, {}, at(2)).close()
    assert not (crawl.archive.directory / "archive.lock").exists()


def test_a_closed_archive_is_one_database_and_closed_warc_files(crawl: Crawl) -> None:
    crawl.take(answer(), reading=reading())
    crawl.archive.close()
    with ArchiveReader.read(crawl.archive.directory) as reader:
        assert reader.show(URL)
    names = sorted(path.name for path in crawl.archive.directory.iterdir())
    assert names == ["archive.sqlite", "warc"]
    (file,) = (crawl.archive.directory / "warc").iterdir()
    assert file.name.endswith(".warc.gz")
    assert crawl.rows("SELECT name, bytes, cut_bytes FROM warc_files") == [
        (file.name, file.stat().st_size, 0)
    ]


# Verification


def test_a_changed_byte_is_found_and_a_whole_archive_passes(crawl: Crawl) -> None:
    crawl.take(answer("<p>长文</p>" * 99), reading=reading())
    crawl.take(answer("<p>b</p>"), 2)
    crawl.archive.close()
    whole = ArchiveReader.read(crawl.archive.directory).verify()
    assert (whole.passed, whole.failed, whole.damaged) == (4, 0, False) and not whole.findings
    (file,) = (crawl.archive.directory / "warc").iterdir()
    data = bytearray(file.read_bytes())
    ((offset, length),) = crawl.rows("SELECT response_offset, response_length FROM captures WHERE id = 1")
    data[int(str(offset)) + int(str(length)) // 2] ^= 1
    file.write_bytes(bytes(data))
    torn = ArchiveReader.read(crawl.archive.directory).verify()
    assert torn.damaged and torn.failed == 1 and "Capture 1" in torn.findings[0].sentence


def test_a_missing_file_is_damage_and_an_unnamed_one_a_note(crawl: Crawl) -> None:
    crawl.take(answer())
    crawl.archive.close()
    (file,) = (crawl.archive.directory / "warc").iterdir()
    file.rename(file.with_name("gongkai-20260301010000-00777.warc.gz"))
    report = ArchiveReader.read(crawl.archive.directory).verify()
    assert report.failed == 2 and {f.severity for f in report.findings} == {"damage", "note"}
