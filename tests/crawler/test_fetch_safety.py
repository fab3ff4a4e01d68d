"""What is not a public portal is not connected to; what cannot be reached or verified says so; large is cut."""

from __future__ import annotations

import datetime
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawler.fetch.outcome import classify
from crawler.fetch.safety import ConnectMap, is_public
from crawler.fetch.settings import fetch_settings, user_agent
from tests.crawler.fetch_lab.run import crawl
from tests.crawler.fetch_lab.server import RawServer, Reply, page

HOST = "www.shifan.example"
INSIDE = (
    "127.0.0.1",
    "localhost",
    "[::1]",
    "2130706433",
    "0x7f000001",
    "[::ffff:127.0.0.1]",
    "0.0.0.0",
    "10.0.0.1",
)


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 127.9.9.9 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 239.1.1.1 240.0.0.1 "
    "255.255.255.255 ::1 :: fe80::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::".split(),
)
def test_an_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", "8.8.8.8 1.1.1.1 2606:4700::1 ::ffff:8.8.8.8 64:ff9b::808:808".split())
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "value", ["localhost:80", "127.0.0.1", "www.shifan.example:80", 8900, ("127.0.0.1",)]
)
def test_a_mapping_names_an_address_and_a_port(value):
    with pytest.raises(ValueError, match="GONGKAI_CONNECT"):
        ConnectMap.of({HOST: value})


def test_a_mapped_host_keeps_its_name_and_everything_else_inside_is_refused():
    with RawServer({"/a": page()}).running() as server:
        result = crawl(
            f"http://{HOST}/a", *(f"http://{host}:{server.port}/secret" for host in INSIDE),
            connect={HOST: ["127.0.0.1", server.port]},
        )  # fmt: skip
    assert server.paths() == ["/robots.txt", "/a"]
    assert f"\r\nHost: {HOST}\r\n".encode() in server.of("/a")[0].request
    assert [answer["url"] for answer in result.answers] == [f"http://{HOST}/a"]
    assert {row["type"] for row in result.failures} == {"RefusedAddress"}
    assert [row["outcome"] for row in result.failures] == ["refused(address)"] * len(INSIDE)
    refused = [exchange for exchange in result.pages if exchange.url.endswith("/secret")]
    assert len(refused) == len(INSIDE), "an attempt that was refused is recorded too"
    assert all(not exchange.request and str(classify(exchange)) == "refused(address)" for exchange in refused)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
def test_a_redirect_to_this_machine_is_refused(host):
    with RawServer({}).running() as server:
        server.routes["/a"] = page(
            b"", b"302 Found", f"Location: http://{host}:{server.port}/secret\r\n".encode()
        )
        result = crawl(f"http://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"})
    assert server.paths() == ["/robots.txt", "/a"]
    assert [row["outcome"] for row in result.failures] == ["refused(address)"]


def test_a_user_name_in_the_address_does_not_pass_for_the_host():
    with RawServer({}).running() as server:
        result = crawl(
            f"http://{HOST}@127.0.0.1:{server.port}/secret", f"http://{HOST}:80@127.0.0.1:{server.port}/secret",
            connect={HOST: f"127.0.0.1:{server.port}"},
        )  # fmt: skip
    assert server.paths() == []
    assert len(result.failures) == 2


@pytest.mark.parametrize("scheme", ["ftp", "file", "data"])
def test_only_the_web_is_asked(scheme):
    result = crawl(f"{scheme}://{HOST}/a")
    assert result.recorded == []
    assert len(result.failures) == 1


def test_a_redirect_off_the_site_is_recorded_and_not_followed():
    with RawServer(
        {"/a": page(b"", b"301 Moved", b"Location: http://elsewhere.example/b\r\n")}
    ).running() as server:
        result = crawl(
            f"http://{HOST}/a", "http://elsewhere.example/c",
            connect={HOST: f"127.0.0.1:{server.port}", "elsewhere.example": f"127.0.0.1:{server.port}"}, hosts={"lab": [HOST]},
        )  # fmt: skip
    assert server.paths() == ["/robots.txt", "/a"]
    failures = {row["url"]: row for row in result.failures}
    moved, never = failures[f"http://{HOST}/a"], failures["http://elsewhere.example/c"]
    assert (moved["outcome"], moved["redirect_to"]) == ("moved(scope)", "http://elsewhere.example/b")
    assert moved["has_exchange"]
    assert (never["outcome"], never["has_exchange"]) == ("refused(scope)", False)


def test_a_redirect_loop_ends_and_every_hop_is_recorded():
    with RawServer({"/a": page(b"", b"302 Found", b"Location: /a\r\n")}).running() as server:
        result = crawl(f"http://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"})
    assert len(server.of("/a")) == len(result.pages) == 6
    assert [row["outcome"] for row in result.failures] == ["moved(loop)"]


def test_a_host_that_refuses_connections_is_unreachable():
    with RawServer({}).running() as server:
        pass
    result = crawl(f"http://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"})
    (attempt,) = result.recorded
    assert attempt.error.startswith("refused: ")
    assert (attempt.request, attempt.response) == (b"", b"")
    assert attempt.remote_address == f"127.0.0.1:{server.port}"
    assert [row["outcome"] for row in result.failures] == ["unreachable(connection)"]


def test_a_name_that_does_not_resolve_is_unreachable():
    result = crawl("http://nowhere.invalid/a", DOWNLOAD_TIMEOUT=5)
    assert result.recorded[0].error.partition(":")[0] in ("dns", "timeout")
    assert result.failures[0]["outcome"].startswith("unreachable")


def test_a_connection_that_is_reset_is_recorded():
    with RawServer({"/a": Reply((b"",), reset=True)}).running() as server:
        result = crawl(f"http://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"})
    assert result.pages[0].request == server.of("/a")[0].request
    assert [row["outcome"] for row in result.failures] == ["unreachable(connection)"]


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LARGE = {
    "declared": Reply((HEAD + b"Content-Length: 209715200\r\n\r\n", b"x" * 65536), repeat_last=3199),
    "not declared": Reply((HEAD + b"\r\n", b"x" * 65536), repeat_last=3199),
    "chunked": Reply(
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        repeat_last=3199,
    ),
    "all head": Reply((HEAD, b"X-A: " + b"x" * 8000 + b"\r\n"), repeat_last=25600),
}


@pytest.mark.parametrize("name", LARGE)
def test_an_answer_of_200_mb_is_cut_at_the_limit(name):
    limit = 1024 * 1024
    with RawServer({"/a": LARGE[name], "/b": page()}).running() as server:
        result = crawl(
            f"http://{HOST}/a",
            f"http://{HOST}/b",
            connect={HOST: f"127.0.0.1:{server.port}"},
            DOWNLOAD_MAXSIZE=limit,
        )
    attempt = next(exchange for exchange in result.pages if exchange.url.endswith("/a"))
    assert attempt.truncated
    assert attempt.response.startswith(HEAD)
    assert len(attempt.response) < 4 * limit
    assert classify(attempt).name == "too_large"
    assert [row["outcome"] for row in result.failures] == ["too_large"]
    assert [answer["status"] for answer in result.answers] == [200], "the next page is still fetched"


def test_a_small_body_that_unpacks_to_a_large_one_is_not_unpacked():
    import gzip

    bomb = gzip.compress(bytes(70 * 1024 * 1024), mtime=0)
    with RawServer({"/a": page(bomb, headers=b"Content-Encoding: gzip\r\n")}).running() as server:
        result = crawl(f"http://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"})
    assert [row["outcome"] for row in result.failures] == ["too_large(unpacked)"]
    assert result.pages[0].response.endswith(bomb)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for HOST that nobody vouches for, as a file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with RawServer({"/a": page(b"<p>first"), "/b": page(b"<p>second")}, tls=context).running() as server:
        yield server


def test_a_certificate_nobody_vouches_for_fails_and_nothing_is_sent(secure):
    result = crawl(f"https://{HOST}/a", connect={HOST: f"127.0.0.1:{secure.port}"})
    assert secure.heard == []
    (attempt,) = result.recorded
    assert attempt.error.startswith("tls: ")
    assert attempt.request == b""
    assert classify(attempt).name == "tls_failed"
    assert [row["outcome"] for row in result.failures] == ["tls_failed"]


def test_a_host_that_speaks_no_tls_fails_as_tls():
    with RawServer({"/a": page()}).running() as server:
        result = crawl(f"https://{HOST}/a", connect={HOST: f"127.0.0.1:{server.port}"}, DOWNLOAD_TIMEOUT=3)
    assert classify(result.recorded[0]).name in ("tls_failed", "unreachable")
    assert result.recorded[0].request == b""


def test_what_passes_above_tls_is_recorded_in_the_clear(secure):
    result = crawl(
        f"https://{HOST}/a", f"https://{HOST}/b",
        connect={HOST: f"127.0.0.1:{secure.port}"}, DOWNLOAD_VERIFY_CERTIFICATES=False,
    )  # fmt: skip
    assert [(e.request, e.response) for e in result.recorded] == [
        (note.request, note.sent) for note in secure.heard
    ]
    assert len(result.pages) == 2
    assert result.pages[0].remote_address == f"127.0.0.1:{secure.port}"


def test_the_settings_open_no_door():
    settings = fetch_settings(contact="archive@shifan.example")
    assert not settings["REMOTE_CONTROL_ENABLED"]
    assert not settings["TELNETCONSOLE_ENABLED"]
    assert settings["DOWNLOAD_VERIFY_CERTIFICATES"]
    assert {scheme for scheme, handler in settings["DOWNLOAD_HANDLERS"].items() if handler} == {
        "http",
        "https",
    }
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1


@pytest.mark.parametrize("contact", ["nobody", "a b@c", "x@y\r\nX-Evil: 1", "https://例子.example", "a@b)"])
def test_a_contact_that_cannot_stand_in_a_header_is_refused(contact):
    with pytest.raises(ValueError, match="neither"):
        user_agent(contact)


def test_the_user_agent_names_us_and_the_contact():
    assert user_agent("archive@shifan.example").startswith("gongkai/")
    assert user_agent("archive@shifan.example").endswith(" (+archive@shifan.example)")
