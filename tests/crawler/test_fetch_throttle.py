"""A portal that says "too fast" is left alone for as long as it asks."""

from __future__ import annotations

import pytest

from crawler.fetch.throttle import retry_after
from tests.crawler.fetch_lab.run import crawl
from tests.crawler.fetch_lab.server import RawServer, page

HOST = "www.shifan.example"


def busy(wait: bytes, status: bytes = b"429 Too Many Requests"):
    return page(b"slow down", status, b"Retry-After: " + wait + b"\r\n" if wait else b"")


def visit(server, *paths, **more):
    return crawl(
        *(f"http://{HOST}{path}" for path in paths), connect={HOST: f"127.0.0.1:{server.port}"}, **more
    )


@pytest.mark.parametrize("status", [b"429 Too Many Requests", b"503 Service Unavailable"])
def test_retry_after_is_waited_for_by_the_whole_host(status):
    routes = {"/a": lambda n: busy(b"1", status) if n == 1 else page(b"<p>a"), "/b": page(), "/c": page()}
    with RawServer(routes).running() as server:
        result = visit(server, "/a", "/b", "/c", GONGKAI_THROTTLE_RETRIES=2)
    refused = server.of("/a")[0]
    after = [note for note in server.heard if note.at > refused.at]
    assert len(after) == 3
    assert all(note.at - refused.at > 0.95 for note in after)
    assert sorted(answer["status"] for answer in result.answers) == [200, 200, 200]
    assert len(result.pages) == 4, "the refused attempt is an exchange too"


def test_a_page_that_stays_throttled_is_recorded_as_such():
    with RawServer({"/a": busy(b"0")}).running() as server:
        result = visit(server, "/a", GONGKAI_THROTTLE_RETRIES=2)
    assert len(server.of("/a")) == 3
    assert [answer["outcome"] for answer in result.answers] == ["throttled"]


def test_a_host_that_asks_for_more_than_a_run_waits_rests_until_its_end():
    with RawServer({"/a": busy(b"3600"), "/b": page(), "/c": page()}).running() as server:
        result = visit(server, "/a", "/b", "/c", GONGKAI_THROTTLE_RETRIES=2)
    assert server.paths() == ["/robots.txt", "/a"]
    assert [answer["outcome"] for answer in result.answers] == ["throttled"]
    assert [row["outcome"] for row in result.failures] == ["throttled(resting)"] * 2


def test_without_retry_after_our_own_pause_holds():
    routes = {"/a": lambda n: busy(b"") if n == 1 else page()}
    with RawServer(routes).running() as server:
        visit(server, "/a", GONGKAI_THROTTLE_RETRIES=1, GONGKAI_THROTTLE_PAUSE=1)
    first, second = server.of("/a")
    assert second.at - first.at > 0.95


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("90", 90.0), (" 5 ", 5.0), ("soon", None), ("-3", None), ("Wed, 31 Dec 1969 23:59:59 GMT", 0)],
)
def test_retry_after_is_read_as_seconds_or_date(value, seconds):
    assert retry_after(value) == seconds
