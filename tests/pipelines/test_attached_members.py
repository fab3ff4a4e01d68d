"""Members of ZIP archives read as documents of their own: what stands inside, what is refused, what is said of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.replica.content.places import SHIFAN
from crawler.replica.content.reports import annual_report
from crawler.replica.files.docx import docx_bytes
from crawler.replica.files.xls import xls_bytes
from crawler.replica.files.zipped import zip_bytes
from pipelines.attachments.members import member_of, member_url
from pipelines.capture import Capture
from pipelines.document import Unreadable
from pipelines.reading import read_all as module
from pipelines.reading.read import read
from pipelines.reading.read_all import Attempt, capture_within, read_all
from pipelines.reading.record import record

URL = "http://www.shifan.example/zwgk/附件.zip"
ROWS = [("序号", "事项"), ("1", "养老服务")]
WORD = docx_bytes(["重点事项清单"], ROWS)
SHEET = xls_bytes("清单", [("重点事项清单",), *ROWS])


def read_zip(files: Mapping[str, bytes] | bytes, url: str = URL) -> tuple[Attempt, ...]:
    return read_all(Capture(url, files if isinstance(files, bytes) else zip_bytes(files)))


def told(attempts: tuple[Attempt, ...]) -> list[tuple[str, str]]:
    """Of each member its name and its problem, '' for one that was read."""
    return [(member_of(one.url), one.problem) for one in attempts[1:]]


def test_a_report_that_exists_only_in_an_archive_gives_its_figures_and_checks() -> None:
    outer = annual_report(1, SHIFAN, SHIFAN.government, 2021, 12)
    (file,) = outer.files
    inner = file.members[0]
    _, report, *_ = read_zip(file.body)
    assert report.url == member_url(URL, inner.name) and report.document
    assert {f.name: f.value for f in report.document.figures} == dict(inner.printed.figures)
    assert len(report.document.figures) > 150 and {c.status for c in report.document.checks} == {"pass"}
    assert (report.document.title, report.document.text) == (inner.printed.title, inner.printed.text)
    assert (report.document.report.kind, report.document.report.year) == ("annual_report", 2021)


def test_a_page_is_one_document_and_so_is_any_other_file() -> None:
    for body in ("<p>一句话的正文在此，仅此一句。</p>".encode(), WORD, "纯文本一行".encode()):
        (own,) = read_all(Capture("http://www.shifan.example/a", body))
        assert own.document == read(Capture("http://www.shifan.example/a", body))
    assert read_all(Capture(URL, b"")) == (Attempt(URL, None, "the body is empty."),)


def test_every_member_is_sniffed_by_itself_and_one_that_cannot_be_read_costs_the_others_nothing() -> None:
    page = (
        "<html><body><h1>关于清单的说明</h1><p>清单自印发之日起执行，有效期五年。</p></body></html>".encode(
            "gbk"
        )
    )
    attempts = read_zip(
        {
            "清单.pdf": WORD,
            "照片.jpg": b"\xff\xd8\xff\xe0",
            "空.doc": b"",
            "坏.xls": b"PK\x03\x04 cut off",
            "说明.html": page,
            "读我.txt": "第一行\n<b>第二行</b>".encode("gbk"),
            "清单.et": SHEET,
        }
    )
    kinds = [one.document.evidence.verdict.used for one in attempts if one.document]
    assert kinds == ["zip", "docx", "gb18030", "gb18030", "xls"]
    assert told(attempts)[1][1] == (
        "unsupported_format: 照片.jpg: The file is a JPEG picture, which is archived and not read."
    )
    assert told(attempts)[2] == ("空.doc", "unsupported_format: 空.doc is empty.")
    assert told(attempts)[3][1].startswith("unsupported_format: 坏.xls: The ZIP archive is damaged")
    text = attempts[6].document
    assert text and text.text == "第一行\n<b>第二行</b>"


def test_an_archive_in_an_archive_is_opened_once_more_and_a_third_is_named() -> None:
    deepest = zip_bytes({"表.docx": WORD})
    attempts = read_zip({"内.zip": zip_bytes({"一/清单.xls": SHEET, "更深.zip": deepest}), "清单.docx": WORD})
    assert told(attempts) == [
        ("内.zip > 一/清单.xls", ""),
        (
            "内.zip > 更深.zip",
            "unsupported_format: 内.zip > 更深.zip is an archive in an archive in an archive.",
        ),
        ("清单.docx", ""),
    ]
    assert attempts[1].url == f"{URL}#member=内.zip%20%3E%20一/清单.xls"


def test_what_systems_leave_behind_is_no_member_and_names_of_one_name_are_told_apart() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in ("__MACOSX/._清单.docx", "Thumbs.db", "夹/", "清单.docx", "./清单.docx"):
            target.writestr(name, b"" if name.endswith("/") else WORD)
    assert told(read_zip(out.getvalue())) == [("清单.docx", ""), ("清单 (2).docx", "")]


def test_a_bomb_is_one_problem_and_an_encrypted_member_its_own() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("大.txt", b"\0" * 30_000_000)
    (bomb,) = read_zip(out.getvalue())
    assert bomb.document is None and "times its size" in bomb.problem
    data = bytearray(zip_bytes({"密.doc": b"secret", "清单.docx": WORD}))
    data[6] |= 1
    last = data.rindex(b"PK\x01\x02")
    data[data.rindex(b"PK\x01\x02", 0, last) + 8] |= 1
    assert (
        told(read_zip(bytes(data)))[0][1]
        == "unsupported_format: 密.doc: The ZIP archive is encrypted: 密.doc."
    )
    assert told(read_zip(bytes(data)))[1] == ("清单.docx", "")


@pytest.mark.parametrize(("limit", "value"), [("CHARACTERS", 10), ("UNPACKED", 2 * len(WORD))])
def test_the_members_of_an_archive_share_one_budget(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(module, limit, value)
    attempts = read_zip({f"{n}.docx": WORD for n in range(4)})
    read_first = [one.document is not None for one in attempts[1:]]
    assert read_first == sorted(read_first, reverse=True) and read_first[0] and not read_first[-1]
    assert told(attempts)[-1] == (
        "3.docx", "3.docx: the members before it are as much as is read of one archive."
    )  # fmt: skip


def test_links_of_a_page_in_an_archive_lead_to_its_members_or_nowhere() -> None:
    page = """<html><body><h1>目录说明页</h1><div><p>相关文件请见下列清单，共四件。</p>
        <a href="清单.docx">清单.docx</a> <a href="../总表.xls">总表.xls</a> <a href="没有.doc">没有.doc</a>
        <a href="http://www.shifan.example/a.pdf">另件.pdf</a></div></body></html>"""
    attempts = read_zip({"夹/目录.html": page.encode(), "夹/清单.docx": WORD, "总表.xls": SHEET})
    listing = attempts[1].document
    assert listing and [(file.name, file.url) for file in listing.attachments] == [
        ("清单.docx", member_url(URL, "夹/清单.docx")),
        ("总表.xls", member_url(URL, "总表.xls")),
        ("没有.doc", None),
        ("另件.pdf", "http://www.shifan.example/a.pdf"),
    ]


def test_a_member_that_is_not_there_is_a_sentence() -> None:
    capture = Capture(URL, zip_bytes({"清单.docx": WORD, "空.doc": b""}))
    assert capture_within(capture, URL) is capture
    assert capture_within(capture, member_url(URL, "清单.docx")).body == WORD
    for name, sentence in (("无.doc", "has no member 无.doc"), ("空.doc", "空.doc is empty")):
        with pytest.raises(Unreadable, match=sentence):
            capture_within(capture, member_url(URL, name))


def test_the_record_of_a_member_names_it() -> None:
    own, member = (one.document for one in read_zip({"夹/清单.docx": WORD}))
    assert own and member
    assert (record("a", own)["url"], record("a", own)["member"]) == (URL, None)
    assert (record("b", member)["url"], record("b", member)["member"]) == (
        f"{URL}#member=夹/清单.docx", "夹/清单.docx"
    )  # fmt: skip
    nameless = read_zip({"清单.docx": WORD}, "")[1].document
    assert nameless and (record("c", nameless)["url"], record("c", nameless)["member"]) == (None, "清单.docx")


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
CONTENTS = st.sampled_from([WORD, SHEET, "一行文字".encode(), b"\xff\xd8\xff\xe0", b"", b"\x00\x01" * 40])


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(NAMES, CONTENTS, max_size=5))
def test_whatever_the_members_are_called_each_has_an_address_that_gives_its_bytes(
    files: dict[str, bytes],
) -> None:
    capture = Capture(URL, zip_bytes(files))
    own, *attempts = read_all(capture)
    assert own.url == URL and len({one.url for one in attempts}) == len(attempts) <= len(files)
    for one in attempts:
        assert (one.document is None) == bool(one.problem)
        if one.document:
            assert one.document.url == one.url and member_of(one.url)
            assert capture_within(capture, one.url).body in files.values()
    readable = [data for data in files.values() if data in (WORD, SHEET)]
    assert sum(one.document is not None for one in attempts) >= len(readable) * (len(attempts) == len(files))


@settings(max_examples=15, deadline=None)
@given(st.permutations(["甲.docx", "乙.xls", "丙.txt", "丁.jpg"]))
def test_the_order_of_members_changes_nothing_in_any_of_them(order: list[str]) -> None:
    files = {"甲.docx": WORD, "乙.xls": SHEET, "丙.txt": "一行文字".encode(), "丁.jpg": b"\xff\xd8\xff"}
    given_order = read_zip({name: files[name] for name in order})[1:]
    assert [member_of(one.url) for one in given_order] == order
    assert set(told((given_order[0], *given_order))) == set(told(read_zip(files)))
    documents = {one.url: one.document for one in read_zip(files)[1:]}
    assert {one.url: one.document for one in given_order} == documents
