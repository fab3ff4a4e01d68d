"""An article on several pages in the archive: its captures wait for one another, and make one document."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawler.run.articles import Done, advance
from crawler.run.reader import following_page, read_article, read_capture
from pipelines.archive.articles import Pending
from pipelines.archive.settlement import Labelled, NewTarget, Reading, Settlement, SiteFacts, Target
from pipelines.archive.store import Archive
from pipelines.capture import Capture
from pipelines.exchange import Exchange
from pipelines.reading.joined import read_joined
from pipelines.reading.profile import PLAIN, Profile

SITE = SiteFacts("shifan", "示范市人民政府", "990100", "city", "trs")
URLS = [f"http://www.shifan.example/nb/t880{end}.html" for end in ("", "_1", "_2")]
SENTENCES = [
    "本市共有水闸二十七座，汛前逐座启闭试验，三座更换了止水。",
    "水闸管理所增配值班员六人，实行两班轮换，汛期不得空岗。",
    "更换下来的旧件登记入库，由市水务局统一处置，不得自行变卖。",
]
SOFTWARE, RULES = "gongkai/0.1.0", "rules-1"


def at(day: int) -> str:
    return f"2026-03-{day:02d}T01:00:00.000000Z"


def page(number: int, count: int = 3) -> bytes:
    return (
        '<html><head><meta charset="utf-8"></head><body><h1>关于水闸汛前检查的通报</h1>'
        f'<div id="zoom"><p>{SENTENCES[number]}</p></div>'
        f'<script>createPageHTML({count}, {number}, "t880", "html");</script></body></html>'
    ).encode()


@dataclass
class Portal:
    """An archive to which pages are brought as a crawl brings them, and a reader that counts what it reads."""

    archive: Archive
    run: int
    reads: list[str] = field(default_factory=list)

    def start(self, day: int) -> None:
        self.archive.finish_run(self.run, at(day), "complete", {})
        self.run, _ = self.archive.start_run("crawl", [SITE], {}, SOFTWARE, at(day))
        self.archive.make_due("shifan", self.run, ("page",))

    def lease(self, day: int) -> Target | None:
        return next(iter(self.archive.lease(self.run, "shifan", 1, at(day))), None)

    def bring(self, target: Target, body: bytes | None, day: int) -> int | None:
        """Settle a leased target with an answer (None: a 404); the capture that waits then, if it is a first page."""
        head = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            if body
            else b"HTTP/1.1 404 Not Found\r\n\r\n"
        )
        exchange = Exchange(
            target.url, "GET", b"GET / HTTP/1.1\r\n\r\n", head + (body or b""), at(day), at(day), "127.0.0.9"
        )
        labelled = Labelled(exchange, "page", "ok" if body else "gone")
        settled = self.archive.commit(
            Settlement(
                self.run,
                "shifan",
                target.id,
                (labelled,),
                "done" if body else "gone",
                at(day),
                read=not target.part,
                rules=RULES,
            )
        )
        return settled.pending

    def crawl(self, day: int, bodies: Sequence[bytes | None]) -> None:
        """Take every due target until there is none; a first page is read when it need not wait."""
        while target := self.lease(day):
            self.bring(target, bodies[URLS.index(target.url)], day)
            for waiting in self.archive.unread():
                self.read(waiting.capture, day)

    def read(self, capture: int, day: int) -> None:
        done = asyncio.run(advance(_Work(self, capture, day), None, PLAIN))
        if isinstance(done, Done):
            readings = [Reading(RULES, SOFTWARE, one.document, one.problem) for one in done.readings]
            self.archive.commit_readings(capture, readings, at(day), self.run, parts=done.parts)


@dataclass(frozen=True)
class _Work:
    portal: Portal
    number: int
    day: int

    async def pending(self) -> Pending | None:
        return self.portal.archive.pending(self.number, self.portal.run)

    async def capture(self, number: int) -> Capture:
        return self.portal.archive.capture(number)

    async def await_part(self, url: str, part: int) -> bool:
        return self.portal.archive.await_part(self.number, url, part, self.portal.run, at(self.day))

    async def recognise(self, parts: Sequence[int]) -> bool:
        return bool(self.portal.archive.recognise(self.number, parts, RULES))

    async def read(self, capture: Capture, profile: Profile) -> tuple[Reading, ...]:
        self.portal.reads.append(capture.url)
        return read_capture(capture, profile)

    async def goes_on(self, capture: Capture, profile: Profile, first: str) -> str:
        return following_page(capture, profile, first)

    async def join(self, captures: Sequence[Capture], profile: Profile) -> tuple[Reading, ...]:
        self.portal.reads.append(f"{len(captures)} pages")
        return read_article(captures, profile)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    with Archive.open(tmp_path / "archive", {"software": SOFTWARE}, at(1)) as archive:
        run, _ = archive.start_run("crawl", [SITE], {}, SOFTWARE, at(1))
        archive.add_targets("shifan", [NewTarget(URLS[0])], run, at(1))
        yield Portal(archive, run)


PAGES = [page(n) for n in range(3)]


def versions(portal: Portal) -> list[int]:
    explained = portal.archive.explain(URLS[0])
    return [] if explained is None else [one.id for one in explained.versions]


def test_the_document_of_three_captures_comes_out_as_it_went_in(portal: Portal) -> None:
    portal.crawl(1, PAGES)
    captures = [
        Capture(url, body, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for url, body in zip(URLS, PAGES, strict=True)
    ]
    shown = portal.archive.show(URLS[0])
    assert shown is not None
    assert portal.archive.document(shown.version) == read_joined(captures)
    assert list(portal.archive.urls()) == URLS[:1]
    assert [one.url for one in portal.archive.explain(URLS[0]).pages] == URLS[1:]  # type: ignore[union-attr]
    assert not portal.archive.verify().damaged


def test_a_first_page_waits_and_later_pages_are_taken_before_others(portal: Portal) -> None:
    portal.archive.add_targets("shifan", [NewTarget("http://www.shifan.example/a.html")], portal.run, at(1))
    first = portal.lease(1)
    assert first is not None and first.url == URLS[0]
    waiting = portal.bring(first, PAGES[0], 1)
    assert waiting is not None
    portal.read(waiting, 1)
    assert [one.capture for one in portal.archive.unread()] == [waiting]
    second = portal.lease(1)
    assert second is not None
    assert (second.url, second.part, second.parent) == (URLS[1], 2, first.id)


def test_unchanged_pages_are_not_read_again(portal: Portal) -> None:
    portal.crawl(1, PAGES)
    portal.reads.clear()
    portal.start(2)
    portal.crawl(2, PAGES)
    assert portal.reads == []
    assert len(versions(portal)) == 1
    assert portal.archive.unread() == []


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_one_changed_page_makes_one_new_version(portal: Portal, changed: int) -> None:
    portal.crawl(1, PAGES)
    portal.start(2)
    bodies = [
        body.replace("不得".encode(), "不许".encode()).replace("三座".encode(), "四座".encode())
        if n == changed
        else body
        for n, body in enumerate(PAGES)
    ]
    portal.crawl(2, bodies)
    assert len(versions(portal)) == 2


def test_a_page_that_is_gone_and_comes_back(portal: Portal) -> None:
    portal.crawl(1, [*PAGES[:2], None])
    shown = portal.archive.show(URLS[0])
    assert shown is not None
    document = portal.archive.document(shown.version)
    assert "pages_missing" in document.flags and document.continues == URLS[2]
    portal.start(2)
    portal.crawl(2, PAGES)
    shown = portal.archive.show(URLS[0])
    assert shown is not None and shown.text.split("\n\f\n") == SENTENCES


def test_a_capture_that_waited_through_a_restart_is_read_with_pages_asked_again(portal: Portal) -> None:
    first = portal.lease(1)
    assert first is not None
    waiting = portal.bring(first, PAGES[0], 1)
    assert waiting is not None
    portal.read(waiting, 1)
    portal.archive.release_leases()
    portal.run, _ = portal.archive.start_run("refetch", [SITE], {}, SOFTWARE, at(2))
    portal.crawl(2, PAGES)
    assert portal.archive.unread() == [] and len(versions(portal)) == 1
    shown = portal.archive.show(URLS[0])
    assert shown is not None and shown.text.split("\n\f\n") == SENTENCES


def test_an_article_read_alone_that_becomes_one_on_pages(portal: Portal) -> None:
    portal.crawl(1, [page(0, 1), None, None])
    assert portal.archive.target("shifan", URLS[1]) is None
    portal.start(2)
    portal.crawl(2, PAGES)
    assert len(versions(portal)) == 2


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0]])
def test_listed_pages_of_an_article_are_no_documents_in_whatever_order_they_are_listed(
    portal: Portal, order: list[int]
) -> None:
    portal.archive.add_targets("shifan", [NewTarget(URLS[n]) for n in order], portal.run, at(1))
    portal.crawl(1, PAGES)
    assert list(portal.archive.urls()) == URLS[:1]
    assert portal.archive.show(URLS[0]).text.split("\n\f\n") == SENTENCES  # type: ignore[union-attr]


def test_an_article_on_pages_that_becomes_one_page(portal: Portal) -> None:
    portal.crawl(1, PAGES)
    portal.start(2)
    portal.crawl(2, [page(0, 1), None, None])
    shown = portal.archive.show(URLS[0])
    assert shown is not None and shown.text == SENTENCES[0]
    assert portal.archive.document(shown.version).evidence.pages == ()


def test_listed_pages_that_only_look_alike_are_documents(portal: Portal) -> None:
    portal.archive.add_targets("shifan", [NewTarget(url) for url in reversed(URLS)], portal.run, at(1))
    alone = [page(n, 1) for n in range(3)]
    portal.crawl(1, alone)
    assert list(portal.archive.urls()) == sorted(URLS)


def test_verify_finds_a_page_without_its_capture(portal: Portal, tmp_path: Path) -> None:
    portal.crawl(1, PAGES)
    portal.archive._connection.execute("DELETE FROM reading_parts")
    findings = [one.sentence for one in portal.archive.verify().findings if one.severity == "damage"]
    assert findings == ["It was read from 2 later pages, and 0 captures of them are named."]
