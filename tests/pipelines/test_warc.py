"""WARC files hold what stood on the wire, and other people's readers agree."""

from __future__ import annotations

import gzip
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator

from pipelines.archive.compose import Reference
from pipelines.archive.errors import ArchiveDamaged
from pipelines.archive.mend import mend_directory, whole_bytes
from pipelines.archive.record import sha1_digest
from pipelines.archive.records import exchange_of, read_record
from pipelines.archive.warc import WarcWriter, Written
from pipelines.capture import gzip_body
from pipelines.exchange import Exchange

SOFTWARE = {"software": "gongkai/0.1.0", "robots": "obeyed"}
REQUEST = (
    b"GET /zwgk/index.html?a=1&b=%C4%EA HTTP/1.1\r\nHost: www.shifan.example\r\nuser-AGENT: gongkai\r\n\r\n"
)


def exchange(response: bytes, **changes: object) -> Exchange:
    made = Exchange(
        url="http://www.shifan.example/zwgk/index.html?a=1&b=%C4%EA",
        method="GET",
        request=REQUEST,
        response=response,
        started_at="2026-11-22T01:02:03.123456Z",
        ended_at="2026-11-22T01:02:03.654321Z",
        remote_address="127.0.0.9",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def chunked(*pieces: bytes, trailer: bytes = b"") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n" + trailer + b"\r\n"


HARD = {
    "plain": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<p>\r\n",
    "gbk header and reason": "HTTP/1.1 200 正常\r\nContent-Disposition: attachment; filename=年报.doc\r\n\r\n年报".encode(
        "gbk"
    ),
    "odd case and duplicates": b"HTTP/1.1 200 OK\r\nsEt-cOOkie: a=1\r\nSet-Cookie: b=2\r\nSet-Cookie: a=1\r\n\r\nx",
    "folded line": b"HTTP/1.1 200 OK\r\nX-Long: one\r\n  two\r\n\tthree\r\nA: b\r\n\r\nbody",
    "line without colon": b"HTTP/1.1 200 OK\r\nnonsense\r\nA: b\r\n\r\nbody",
    "space before colon": b"HTTP/1.1 200 OK\r\nServer : x\r\n\r\nbody",
    "bare newlines": b"HTTP/1.0 200 OK\nA: b\n\nbody\n\nmore",
    "blank-looking line": b"HTTP/1.1 200 OK\r\nA: b\r\n  \r\nbody\r\n\r\nmore",
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    + chunked(b"<p>", "年报".encode("gbk")),
    "chunked with trailer": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    + chunked(b"a", trailer=b"X-T: 1\r\n"),
    "gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip_body("公开".encode() * 99),
    "gzip chunked": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    + chunked(gzip_body(b"page" * 99)),
    "no reason": b"HTTP/1.1 404\r\n\r\n",
    "empty body": b"HTTP/1.1 301 Moved\r\nLocation: /\xc4\xea\r\nContent-Length: 0\r\n\r\n",
    "head without end": b"HTTP/1.1 200 OK\r\nContent-Type: text/ht",
    "status line only": b"HTTP/1.1 200 OK",
    "zero bytes": b"HTTP/1.1 200 OK\r\n\r\n\x00\x00\r\n\r\nWARC/1.1\r\n\r\n",
    "no http at all": b"\x15\x03\x01\x00\x02\x02\x46 <html>",
    "not modified, unasked": b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n',
}


@pytest.fixture
def writer(tmp_path: Path) -> WarcWriter:
    return WarcWriter(tmp_path, "gongkai", 1 << 30, SOFTWARE)


def only_file(directory: Path) -> Path:
    (path,) = directory.iterdir()
    return path


def warcio_check(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from warcio.cli import main; main()", "check", "-v", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def fast_blocks(path: Path) -> dict[str, bytes]:
    with path.open("rb") as file:
        records = FastIterator(file, parse_http=False, record_types=WarcRecordType.any_type)
        return {record.headers["WARC-Record-ID"]: record.reader.read() for record in records}


@pytest.mark.parametrize("name", HARD)
def test_a_hard_answer_is_kept_byte_for_byte_and_both_readers_agree(
    name: str, writer: WarcWriter, tmp_path: Path
) -> None:
    given = exchange(HARD[name])
    written = writer.write_exchange(given)
    writer.close()
    path = only_file(tmp_path)
    checked = warcio_check(path)
    assert checked.returncode == 0 and "digest pass" in checked.stdout, checked.stdout + checked.stderr
    assert written.response and written.request
    blocks = fast_blocks(path)
    assert blocks[written.response.record_id] == given.response
    assert blocks[written.request.record_id] == given.request
    response, request = (read_record(path, place.offset) for place in (written.response, written.request))
    assert exchange_of(response, request, ended_at=given.ended_at) == given
    assert response.check() == request.check() == "passed"


READERS_DIFFER = {"bare newlines", "blank-looking line"}
"""Heads that do not end with CR LF CR LF: fastwarc looks on for that, warcio (which we follow) does not."""


@pytest.mark.parametrize("name", [name for name in HARD if name != "no http at all"])
def test_fastwarc_confirms_block_and_payload_digest(name: str, writer: WarcWriter, tmp_path: Path) -> None:
    writer.write_exchange(exchange(HARD[name]))
    writer.close()
    with only_file(tmp_path).open("rb") as file:
        for record in FastIterator(file, parse_http=False, record_types=WarcRecordType.response):
            assert record.verify_block_digest()
    with only_file(tmp_path).open("rb") as file:
        for record in FastIterator(file, parse_http=True, record_types=WarcRecordType.response):
            assert record.verify_payload_digest() is (name not in READERS_DIFFER)


def test_interim_answers_stand_in_a_metadata_record_and_come_back_in_front(
    writer: WarcWriter, tmp_path: Path
) -> None:
    interim = b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    final = b"HTTP/1.1 200 OK\r\n\r\n<p>page</p>"
    given = exchange(interim + final)
    written = writer.write_exchange(given)
    writer.close()
    path = only_file(tmp_path)
    assert warcio_check(path).returncode == 0
    assert written.response and written.note and written.request
    assert fast_blocks(path)[written.response.record_id] == final
    assert written.payload_digest == sha1_digest(b"<p>page</p>")
    stored = [read_record(path, place.offset) for place in (written.response, written.request, written.note)]
    assert exchange_of(*stored, ended_at=given.ended_at) == given


def test_a_failed_exchange_keeps_request_partial_answer_and_the_sentence(
    writer: WarcWriter, tmp_path: Path
) -> None:
    part = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf"
    written = writer.write_exchange(
        exchange(part, error="The peer closed early.", truncated=True), None, "disconnect"
    )
    writer.close()
    path = only_file(tmp_path)
    assert warcio_check(path).returncode == 0
    assert written.request and written.response and written.note
    response, note = read_record(path, written.response.offset), read_record(path, written.note.offset)
    assert (response.block, response.field("WARC-Truncated")) == (part, "disconnect")
    assert (
        b"error: The peer closed early.\r\n" in note.block
        and b"endedAt: 2026-11-22T01:02:03.654321Z" in note.block
    )
    assert note.field("WARC-Concurrent-To") == written.response.record_id
    assert read_record(path, written.request.offset).field("WARC-Concurrent-To") == written.response.record_id


def test_an_exchange_that_never_connected_leaves_one_metadata_record(
    writer: WarcWriter, tmp_path: Path
) -> None:
    written = writer.write_exchange(
        exchange(b"", request=b"", error="Connection refused.", remote_address="")
    )
    writer.close()
    assert warcio_check(only_file(tmp_path)).returncode == 0
    assert (written.request, written.response) == (None, None) and written.note
    stored = read_record(only_file(tmp_path), written.note.offset)
    assert stored.type == "metadata" and stored.field("WARC-IP-Address") is None


def test_revisits_name_their_profile_and_the_record_that_holds_the_body(
    writer: WarcWriter, tmp_path: Path
) -> None:
    first = exchange(HARD["chunked"])
    original = writer.write_exchange(first).response
    assert original
    digest = sha1_digest(first.wire_body)
    said = {
        "digest": (HARD["chunked"], "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"),
        "server": (
            HARD["not modified, unasked"],
            "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
        ),
    }
    places: dict[str, Written] = {}
    for said_by, (answer, _) in said.items():
        reference = Reference(said_by, original.record_id, first.url, first.started_at, digest)  # type: ignore[arg-type]
        places[said_by] = writer.write_exchange(exchange(answer), reference)
    writer.close()
    path = only_file(tmp_path)
    assert warcio_check(path).returncode == 0
    for said_by, (answer, profile) in said.items():
        place = places[said_by].response
        assert place and places[said_by].said_by == said_by
        stored = read_record(path, place.offset)
        assert stored.type == "revisit" and stored.block == exchange(answer).head
        assert stored.field("WARC-Profile") == profile
        assert stored.field("WARC-Refers-To") == original.record_id
        assert stored.field("WARC-Refers-To-Target-URI") == first.url
        assert stored.field("WARC-Refers-To-Date") == first.started_at
        assert stored.field("WARC-Payload-Digest") == digest


def test_fields_are_verbatim_and_in_the_form_of_the_standard(writer: WarcWriter, tmp_path: Path) -> None:
    writer.write_exchange(
        exchange(HARD["plain"], remote_address="127.0.0.9:8080"), labels={"Site": "shifan", "Kind": ""}
    )
    writer.close()
    path = only_file(tmp_path)
    assert path.name == "gongkai-20261122010203-00001.warc.gz"
    with path.open("rb") as file:
        info, request, response = (
            (r.rec_headers, r.raw_stream.read()) for r in ArchiveIterator(file, no_record_parse=True)
        )
    assert info[0].get_header("WARC-Type") == "warcinfo" and info[0].get_header("WARC-Filename") == path.name
    assert b"software: gongkai/0.1.0\r\n" in info[1]
    for headers, _ in (request, response):
        assert (
            headers.get_header("WARC-Target-URI") == "http://www.shifan.example/zwgk/index.html?a=1&b=%C4%EA"
        )
        assert headers.get_header("WARC-Date") == "2026-11-22T01:02:03.123456Z"
        assert headers.get_header("WARC-IP-Address") == "127.0.0.9"
        assert (
            headers.get_header("X-Gongkai-Site") == "shifan" and headers.get_header("X-Gongkai-Kind") is None
        )


def test_every_record_is_a_gzip_member_of_its_own_without_a_clock(writer: WarcWriter, tmp_path: Path) -> None:
    written = writer.write_exchange(exchange(HARD["gzip"]))
    writer.close()
    data = only_file(tmp_path).read_bytes()
    for place in (written.request, written.response):
        assert place
        member = data[place.offset : place.offset + place.length]
        assert gzip.decompress(member).startswith(b"WARC/1.1\r\n") and member[4:8] == bytes(4)


def test_a_file_is_open_until_full_and_an_exchange_is_never_parted(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, "gongkai", 2000, SOFTWARE)
    places = [writer.write_exchange(exchange(HARD["plain"])) for _ in range(6)]
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) > 1 and [name.endswith(".open") for name in names] == [False] * (len(names) - 1) + [
        True
    ]
    assert all(p.request and p.response and p.request.file == p.response.file for p in places)
    writer.close()
    writer.write_exchange(exchange(HARD["plain"]))
    writer.close()
    assert len({path.name for path in tmp_path.iterdir()}) == len(names) + 1
    assert all(warcio_check(path).returncode == 0 for path in tmp_path.iterdir())


@pytest.mark.parametrize("tail", [b"\x1f\x8b\x08", bytes(4096), b"no gzip at all", "half a record"])
def test_a_torn_tail_is_cut_and_counted_and_no_whole_record_is_lost(
    tail: bytes | str, writer: WarcWriter, tmp_path: Path
) -> None:
    for answer in HARD.values():
        last = writer.write_exchange(exchange(answer)).response
    writer.flush()
    path = only_file(tmp_path)
    whole = path.read_bytes()
    assert last
    torn = whole[last.offset : last.offset + last.length // 2] if isinstance(tail, str) else tail
    path.write_bytes(whole + torn)
    (mended,) = mend_directory(tmp_path, {})
    assert (mended.kept, mended.cut) == (len(whole), len(torn))
    assert only_file(tmp_path).name == mended.name and only_file(tmp_path).read_bytes() == whole
    assert warcio_check(only_file(tmp_path)).returncode == 0
    assert whole_bytes(only_file(tmp_path), last.offset) == len(whole)


def test_a_file_with_nothing_whole_is_removed(tmp_path: Path) -> None:
    (tmp_path / "gongkai-20261122010203-00001.warc.gz.open").write_bytes(b"\x1f\x8b\x08\x00")
    (mended,) = mend_directory(tmp_path, {})
    assert (mended.kept, mended.cut) == (0, 4) and not list(tmp_path.iterdir())


def test_a_changed_byte_or_a_wrong_place_is_seen(writer: WarcWriter, tmp_path: Path) -> None:
    place = writer.write_exchange(exchange(HARD["plain"])).response
    writer.close()
    path = only_file(tmp_path)
    assert place
    with pytest.raises(ArchiveDamaged):
        read_record(path, place.offset + 1)
    record = read_record(path, place.offset)
    assert replace(record, block=record.block + b"x").check() == "failed"
    assert replace(record, fields=(("WARC-Type", "response"),)).check() == "not checked"
