"""robots.txt is obeyed from the first request on, and where it cannot be read nothing is asked for."""

from __future__ import annotations

import contextlib
import itertools

import pytest

from tests.crawler.fetch_lab.run import crawl
from tests.crawler.fetch_lab.server import FREE, NOT_FOUND, RawServer, Reply, page, reply

HOST = "www.shifan.example"


def visit(server, *paths, **more):
    return crawl(
        *(f"http://{HOST}{path}" for path in paths), connect={HOST: f"127.0.0.1:{server.port}"}, **more
    )


def test_a_burst_of_disallowed_addresses_is_not_fetched():
    robots = page(b"User-agent: *\nDisallow: /search\nAllow: /search/help\n")
    paths = [f"/search?page={number}" for number in range(8)]
    with RawServer({}, robots=robots).running() as server:
        result = visit(server, *paths, CONCURRENT_REQUESTS=16)
    assert server.paths() == ["/robots.txt"]
    assert result.kinds == ["robots"]
    assert [row["outcome"] for row in result.failures] == ["refused(robots)"] * 8
    assert {row["rule"] for row in result.failures} == {"Disallow: /search"}
    assert not any(row["has_exchange"] for row in result.failures)


def test_what_is_allowed_beside_it_is_fetched():
    robots = page(b"User-agent: *\nDisallow: /search\nAllow: /search/help\n")
    with RawServer({"/search/help": page(), "/a": page()}, robots=robots).running() as server:
        result = visit(server, "/search/help", "/a", "/search")
    assert sorted(server.paths()) == ["/a", "/robots.txt", "/search/help"]
    assert len(result.answers) == 2


def test_rules_for_our_own_name_win_over_those_for_all():
    robots = page("# 说明\nUser-agent: gongkai\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n".encode("gbk"))
    with RawServer({"/a": page(), "/b": page()}, robots=robots).running() as server:
        visit(server, "/a", "/b")
    assert server.paths() == ["/robots.txt", "/b"]


@pytest.mark.parametrize("status", [b"404 Not Found", b"410 Gone"])
def test_a_missing_robots_permits_everything(status):
    with RawServer({"/a": page()}, robots=page(b"none", status)).running() as server:
        visit(server, "/a")
    assert server.paths() == ["/robots.txt", "/a"]


CHALLENGE = b"<html><meta id='x' content='y' r='m'><script>$_ts=window['$_ts'];</script></html>"
UNREADABLE = {
    "401": page(b"who?", b"401 Unauthorized"),
    "403": page(b"no", b"403 Forbidden"),
    "400": page(b"what?", b"400 Bad Request"),
    "412": page(b"", b"412 Precondition Failed"),
    "500": page(b"oops", b"500 Internal Server Error"),
    "503": page(b"busy", b"503 Service Unavailable"),
    "a challenge served as success": page(CHALLENGE),
    "stalled": Reply((b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-", b""), pause=6),
    "cut": reply(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *\n", close=True),
}


@pytest.fixture(scope="module")
def unreadable():
    """One crawl over a portal for each case: what each portal heard, and what became of the requests to it."""
    hosts = {name: f"p{number}.shifan.example" for number, name in enumerate(UNREADABLE)}
    with contextlib.ExitStack() as stack:
        servers = {
            name: stack.enter_context(RawServer({"/a": page(), "/b": page()}, robots=robots).running())
            for name, robots in UNREADABLE.items()
        }
        result = crawl(
            *(f"http://{host}{path}" for host in hosts.values() for path in ("/a", "/b")),
            connect={hosts[name]: f"127.0.0.1:{server.port}" for name, server in servers.items()},
            DOWNLOAD_TIMEOUT=2,
            CONCURRENT_REQUESTS=32,
        )
    failures = {name: [row for row in result.failures if host in row["url"]] for name, host in hosts.items()}
    recorded = {name: [one for one in result.recorded if host in one.url] for name, host in hosts.items()}
    return servers, failures, recorded


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_robots_permits_nothing(unreadable, name):
    servers, failures, recorded = unreadable
    assert servers[name].paths() == ["/robots.txt"]
    assert [one.response for one in recorded[name]] == [note.sent for note in servers[name].heard]
    assert [row["outcome"] for row in failures[name]] == ["refused(robots)"] * 2
    assert all("could not be read" in row["evidence"] for row in failures[name])


def test_an_error_page_for_robots_is_asked_for_again_before_it_counts():
    with RawServer(
        {"/a": page(), "/robots.txt": lambda n: page(b"", b"500 Oops") if n == 1 else FREE}
    ).running() as server:
        visit(server, "/a", RETRY_TIMES=1)
    assert server.paths() == ["/robots.txt", "/robots.txt", "/a"]


def test_redirects_of_robots_are_followed_and_each_hop_recorded():
    hops = {
        f"/r{number}": page(b"", b"301 Moved", b"Location: /r%d\r\n" % (number + 1)) for number in range(5)
    }
    robots = page(b"", b"302 Found", b"Location: /r1\r\n")
    rules = page(b"User-agent: *\nDisallow: /a\n")
    with RawServer({**hops, "/r5": rules, "/a": page()}, robots=robots).running() as server:
        result = visit(server, "/a", hosts={"lab": [HOST]})
    assert server.paths() == ["/robots.txt", "/r1", "/r2", "/r3", "/r4", "/r5"]
    assert result.kinds == ["robots"] * 6
    assert result.failures[0]["rule"] == "Disallow: /a"


def test_a_robots_that_redirects_for_ever_permits_nothing():
    with RawServer(
        {"/a": page()}, robots=page(b"", b"302 Found", b"Location: /robots.txt\r\n")
    ).running() as server:
        result = visit(server, "/a")
    assert server.paths() == ["/robots.txt"] * 6
    assert result.failures[0]["outcome"] == "refused(robots)"


def test_crawl_delay_is_the_least_pause():
    robots = page(b"User-agent: *\nCrawl-delay: 0.7\nDisallow:\n")
    with RawServer({"/a": page(), "/b": page(), "/c": page()}, robots=robots).running() as server:
        visit(server, "/a", "/b", "/c")
    times = [note.at for note in server.heard]
    assert all(later - earlier > 0.65 for earlier, later in itertools.pairwise(times[1:]))


def test_a_crawl_delay_longer_than_a_run_closes_the_host():
    with RawServer({"/a": page()}, robots=page(b"User-agent: *\nCrawl-delay: 86400\n")).running() as server:
        result = visit(server, "/a")
    assert server.paths() == ["/robots.txt"]
    assert "86400 s" in result.failures[0]["evidence"]


def test_each_port_and_scheme_has_its_own_robots():
    with RawServer({"/a": page()}).running() as one, RawServer({"/a": NOT_FOUND}).running() as two:
        connect = {HOST: f"127.0.0.1:{one.port}", f"{HOST}:8080": f"127.0.0.1:{two.port}"}
        crawl(f"http://{HOST}/a", f"http://{HOST}:8080/a", connect=connect)
    assert one.paths() == two.paths() == ["/robots.txt", "/a"]
