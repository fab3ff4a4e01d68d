"""What an Exchange holds is what went over the wire, byte for byte: checked against the server's own notes."""

from __future__ import annotations

import gzip

import pytest

from crawler.fetch.location import redirect_target
from tests.crawler.fetch_lab.run import crawl
from tests.crawler.fetch_lab.server import RawServer, Reply, page, reply

HOST = "www.shifan.example"
GBK = "示范市人民政府".encode("gbk")
ZIPPED = gzip.compress("<p>公开".encode() * 50, mtime=0)

CASES: dict[str, Reply] = {
    "odd header case": reply(b"HTTP/1.1 200 OK\r\ncOnTeNt-LENGTH: 2\r\nx-oDd:a\r\nX-Empty:\r\n\r\nok"),
    "duplicate headers": reply(
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX-A: 1\r\nSet-Cookie: b=2\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nok"
    ),
    "GBK bytes in header and reason": reply(
        b"HTTP/1.1 200 " + GBK + b"\r\nX-Name: " + GBK + b"\r\nContent-Length: 2\r\n\r\nok"
    ),
    "folded lines": reply(
        b"HTTP/1.1 200 OK\r\nX-Long: one\r\n   two\r\n\tthree\r\nContent-Length: 2\r\n\r\nok"
    ),
    "line without a colon": reply(b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 2\r\n\r\nok"),
    "bare line feeds": reply(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
    "chunked with extension and trailer": reply(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
        b"3;n=1\r\nabc\r\n0002\r\nde\r\n0\r\nX-T: end\r\n\r\n"
    ),
    "chunked and gzip": reply(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"%x\r\n" % len(ZIPPED)
        + ZIPPED
        + b"\r\n0\r\n\r\n"
    ),
    "gzip": page(ZIPPED, headers=b"Content-Encoding: gzip\r\n"),
    "gzip declared, plain sent": page(b"<p>plain", headers=b"Content-Encoding: gzip\r\n"),
    "not modified": reply(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n'),
    "100-continue first": reply(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    ),
    "no reason phrase": reply(b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok"),
    "HTTP/1.0 to the end of the connection": reply(b"HTTP/1.0 200 OK\r\n\r\nuntil the end", close=True),
    "longer than declared": reply(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more"),
    "empty body": page(b""),
    "body in many pieces": Reply(
        (b"HTTP/1.1 200 OK\r\nContent-", b"Length: 6\r\n\r", b"\nab", b"cd", b"ef"), pause=0.02
    ),
    "error page": page("<h1>出错了".encode(), b"500 Internal Server Error"),
}
FAILING: dict[str, tuple[Reply, str, bool]] = {
    "early close within the body": (reply(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", close=True), "cut", True),
    "early close within a chunk": (
        reply(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", close=True), "cut", True
    ),
    "early close within the head": (reply(b"HTTP/1.1 200 OK\r\nContent-Le", close=True), "reset", True),
    "close without a word": (reply(b"", close=True), "reset", False),
    "no HTTP at all": (reply(b"220 ftp.shifan.example ready\r\n", close=True), "not http", False),
    "stalled within the body": (
        Reply((b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", b""), pause=12), "timeout", True
    ),
}  # fmt: skip


def addresses(names: dict[str, object]) -> dict[str, str]:
    return {name: f"/{number}" for number, name in enumerate(names)}


@pytest.fixture(scope="module")
def echo():
    """One crawl over every case: the server's notes and the exchanges, both by name of the case."""
    paths = addresses({**CASES, **FAILING})
    replies = {**CASES, **{name: case[0] for name, case in FAILING.items()}}
    with RawServer({path: replies[name] for name, path in paths.items()}).running() as server:
        result = crawl(
            *(f"http://{HOST}{path}" for path in paths.values()),
            connect={HOST: ["127.0.0.1", server.port]}, DOWNLOAD_TIMEOUT=3,
        )  # fmt: skip
        heard = {name: server.of(path) for name, path in paths.items()}
    held = {
        name: [e for e in result.pages if e.url == f"http://{HOST}{path}"] for name, path in paths.items()
    }
    return heard, held, server, result


@pytest.mark.parametrize("name", [*CASES, *FAILING])
def test_the_exchange_holds_what_the_server_heard_and_said(echo, name):
    heard, held, server, _ = echo
    assert len(held[name]) == len(heard[name]) == 1
    exchange, note = held[name][0], heard[name][0]
    assert exchange.request == note.request
    assert exchange.response == note.sent
    assert exchange.remote_address == f"127.0.0.1:{server.port}"
    assert exchange.started_at <= exchange.ended_at
    assert exchange.ended_at.endswith("Z")
    assert len(exchange.ended_at) == 27


@pytest.mark.parametrize("name", CASES)
def test_a_complete_answer_is_no_failure(echo, name):
    exchange = echo[1][name][0]
    assert (exchange.error, exchange.truncated) == ("", False)


@pytest.mark.parametrize("name", FAILING)
def test_a_failed_exchange_says_how_it_failed(echo, name):
    exchange = echo[1][name][0]
    assert exchange.error.partition(":")[0] == FAILING[name][1]
    assert exchange.truncated is FAILING[name][2]


def test_every_request_ends_in_exactly_one_callback_or_errback(echo):
    result = echo[3]
    assert len(result.answers) == len(CASES)
    assert len(result.failures) == len(FAILING)


def test_robots_is_recorded_once_and_first(echo):
    assert echo[3].kinds.count("robots") == 1
    assert echo[3].kinds[0] == "robots"


def test_spiders_get_the_body_without_its_codings(echo):
    bodies = {answer["url"].rpartition("/")[2]: answer["body"] for answer in echo[3].answers}
    paths = addresses({**CASES, **FAILING})
    for name in ("gzip", "chunked and gzip"):
        assert bodies[paths[name][1:]] == "<p>公开".encode() * 50
    assert bodies[paths["gzip declared, plain sent"][1:]] == b"<p>plain"


def test_two_exchanges_on_one_connection_do_not_mix():
    with RawServer({"/a": page(b"<p>first"), "/b": page(b"<p>second")}).running() as server:
        result = crawl(f"http://{HOST}/a", f"http://{HOST}/b", connect={HOST: f"127.0.0.1:{server.port}"})
    assert len({note.connection for note in server.heard}) == 1, "the connection was to be kept alive"
    assert [(e.request, e.response) for e in result.recorded] == [
        (note.request, note.sent) for note in server.heard
    ]


def test_a_connection_with_surplus_bytes_is_not_used_again():
    longer = reply(
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfake"
    )
    with RawServer({"/a": longer, "/b": page(b"<p>second")}).running() as server:
        result = crawl(f"http://{HOST}/a", f"http://{HOST}/b", connect={HOST: f"127.0.0.1:{server.port}"})
    assert server.of("/a")[0].connection != server.of("/b")[0].connection
    assert [e.response for e in result.pages] == [server.of(path)[0].sent for path in ("/a", "/b")]


URLS = (
    "/search?kw=%CA%BE%B7%B6&x=%ca%be",  # GBK percent forms, upper and lower case
    "/a//b/../c;v=1?b=2&a=1&&c",  # nothing is sorted, joined or resolved
    "/empty?",
    "/plus+and%20and%2B?q='\"|{}[]^`\\",
)


def test_a_verbatim_url_is_sent_as_it_is_written():
    with RawServer({path: page() for path in URLS}).running() as server:
        result = crawl(
            *(f"http://{HOST}{path}#top" for path in URLS),
            connect={HOST: f"127.0.0.1:{server.port}"}, meta={"verbatim_url": True},
        )  # fmt: skip
    assert sorted(server.paths()) == sorted((*URLS, "/robots.txt"))
    assert sorted(e.url for e in result.pages) == sorted(f"http://{HOST}{path}" for path in URLS)
    assert all(note.request.count(f"\r\nHost: {HOST}\r\n".encode()) == 1 for note in server.heard)


@pytest.mark.parametrize("path", ["/示范.html", "/a b.html", "/a\r\nX-Injected: 1"])
def test_an_address_that_no_request_line_can_hold_is_refused_and_recorded(path):
    with RawServer({}).running() as server:
        result = crawl(
            f"http://{HOST}{path}",
            connect={HOST: f"127.0.0.1:{server.port}"},
            meta={"verbatim_url": True},
        )
    assert server.paths() == ["/robots.txt"]
    assert [row["outcome"] for row in result.failures] == ["refused(url)"]
    assert result.pages[0].request == b""


def test_every_hop_of_a_redirect_and_every_retry_is_an_exchange_in_order():
    moved = page(b"", b"302 Found", b"Location: /there\r\nSet-Cookie: seen=1\r\n")
    once = page(b"busy", b"500 Oops")
    with RawServer({"/here": moved, "/there": lambda n: once if n == 1 else page()}).running() as server:
        result = crawl(f"http://{HOST}/here", connect={HOST: f"127.0.0.1:{server.port}"}, RETRY_TIMES=1)
    assert [e.head.split(b" ")[1] for e in result.recorded] == [b"200", b"302", b"500", b"200"]
    assert [(e.request, e.response) for e in result.recorded] == [
        (note.request, note.sent) for note in server.heard
    ]
    assert b"Cookie: seen=1" in server.of("/there")[0].request


def test_a_portal_that_redirects_to_itself_with_a_cookie_is_read():
    moved = page(b"", b"302 Found", b"Location: /\r\nSet-Cookie: CT6T=1\r\n")
    with RawServer({"/": lambda n: moved if n == 1 else page(b"<p>in")}).running() as server:
        result = crawl(f"http://{HOST}/", connect={HOST: f"127.0.0.1:{server.port}"})
    assert [answer["body"] for answer in result.answers] == [b"<p>in"]


def test_a_redirect_to_raw_gbk_bytes_is_followed_byte_for_byte():
    moved = page(b"", b"302 Found", b"Location: /" + GBK[:4] + b".html?a=" + GBK[4:6] + b"\r\n")
    there = "/%CA%BE%B7%B6.html?a=%CA%D0"
    with RawServer({"/a": moved, there: page()}).running() as server:
        result = crawl(f"http://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"})
    assert server.paths() == ["/robots.txt", "/a", there]
    assert redirect_target(result.pages[0]) == result.pages[1].url == f"http://{HOST}{there}"


def test_an_answer_that_could_not_be_kept_is_not_read():
    with RawServer({"/a": page()}).running() as server:
        result = crawl(f"http://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"}, fail_to_keep=True)
    assert result.answers == []
    assert result.failures
