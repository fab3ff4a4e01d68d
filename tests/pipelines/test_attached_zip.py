"""ZIP archives as attached files: members, their names and addresses, bombs and tricks."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.replica.files.zipped import zip_bytes
from pipelines.attachments import members as members_module
from pipelines.attachments.content import UnsupportedFormat, page_of_file
from pipelines.attachments.members import member_of, member_url, members
from pipelines.attachments.zip_names import harmless
from pipelines.capture import Capture
from pipelines.reading.read import read

WORD = zip_bytes({"word/document.xml": b"<w:document xmlns:w='w'><w:body/></w:document>"})


class Raw(zipfile.ZipInfo):
    """A member whose name is written in the code page of the machine that packed it."""

    codec = "gbk"

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (the name the standard library asks for)
        return self.filename.encode(self.codec), self.flag_bits & ~0x800


class RawUtf8(Raw):
    codec = "utf-8"


def archive(files: dict[str, bytes], info: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in files.items():
            entry = info("x")
            entry.filename = name
            target.writestr(entry, data)
    return out.getvalue()


@pytest.mark.parametrize("info", [zipfile.ZipInfo, Raw, RawUtf8])
def test_names_are_read_in_the_code_page_they_were_written_in(info: type[zipfile.ZipInfo]) -> None:
    made = members(archive({"附件/统计表.xls": b"1", "说明.pdf": b"2", "readme.txt": b"3"}, info))
    assert [(member.name, member.data) for member in made] == [
        ("附件/统计表.xls", b"1"), ("说明.pdf", b"2"), ("readme.txt", b"3")
    ]  # fmt: skip
    assert made[0].file_name == "统计表.xls"


def test_a_name_in_the_unicode_path_field_wins_over_the_code_page() -> None:
    plain = archive({"??.xls": b"1"})
    field = b"\x01" + struct.pack("<I", zlib.crc32(b"??.xls")) + "囧表.xls".encode()
    entry = zipfile.ZipInfo("??.xls")
    entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(entry, b"1")
    assert members(plain)[0].name == "??.xls"
    assert members(out.getvalue())[0].name == "囧表.xls"


@given(st.text(max_size=40))
def test_no_name_leads_out_of_its_folder_or_hides_characters(name: str) -> None:
    made = harmless(name)
    assert not made.startswith("/")
    assert all(part.strip(" .") for part in made.split("/") if made)
    assert "\\" not in made
    assert not any(char in made for char in "\x00\u202e\u200b")
    assert harmless(made) == made


def test_path_tricks_are_harmless_and_doubtful_and_what_systems_leave_is_no_member() -> None:
    made = members(
        archive(
            {
                "../../etc/坏.txt": b"1",
                "__MACOSX/._a": b"2",
                "a/Thumbs.db": b"3",
                "空/": b"",
                "好\\b.txt": b"4",
            }
        )
    )
    assert [(member.name, member.doubts) for member in made] == [
        ("etc/坏.txt", ("etc/坏.txt has a name that was made harmless.",)),
        ("好/b.txt", ()),
    ]


def test_members_of_one_name_are_told_apart() -> None:
    made = members(archive({"a.txt": b"1", "./a.txt": b"2", "b/a.txt": b"3"}))
    assert [member.name for member in made] == ["a.txt", "a (2).txt", "b/a.txt"]


def test_an_inner_archive_is_opened_once_and_office_files_are_none() -> None:
    inner = archive({"表.docx": WORD, "更深.zip": archive({"x": b"1"})}, Raw)
    made = members(archive({"内.zip": inner, "报告.docx": WORD}, Raw))
    assert [(member.name, bool(member.data), member.refused) for member in made] == [
        ("内.zip > 表.docx", True, ""),
        ("内.zip > 更深.zip", False, "内.zip > 更深.zip is an archive in an archive in an archive."),
        ("报告.docx", True, ""),
    ]
    assert made[0].file_name == "表.docx"


def test_an_encrypted_or_empty_member_is_named_and_the_others_are_read() -> None:
    data = bytearray(archive({"密.doc": b"secret", "明.txt": b"1", "无.txt": b""}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    encrypted, plain, empty = members(bytes(data), "附件.zip")
    assert encrypted.refused == "附件.zip: 密.doc: The ZIP archive is encrypted: 密.doc."
    assert (plain.data, plain.refused) == (b"1", "")
    assert empty.refused == "附件.zip: 无.txt is empty."


def test_inner_archives_share_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members_module, "UNPACKED", 2_500)
    inner = archive({f"{n}.txt": b"x" * 500 for n in range(3)})
    assert len(members(archive({"a.zip": inner}))) == 3
    last = members(archive({"a.zip": inner, "b.zip": inner}))[-1]
    assert (last.name, last.refused) == (
        "b.zip",
        "b.zip and all behind it are too much to be read.",
    )
    monkeypatch.setattr(members_module, "MEMBERS", 2)
    made = members(archive({"1": b"1", "2": b"2", "3": b"3", "4": b"4"}))
    assert [(one.name, one.refused) for one in made[2:]] == [
        ("3", "3 and all behind it are too much to be read.")
    ]


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a.txt", bytes(8_000_000))
    with pytest.raises(UnsupportedFormat, match="times its size"):
        members(out.getvalue())


@given(st.text(min_size=1, max_size=30))
def test_an_address_gives_its_member_back(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        return
    assert member_of(member_url("http://www.shifan.example/a.zip#x", name)) == name


def test_the_page_of_an_archive_links_each_member_and_says_what_is_refused() -> None:
    data = archive({"附表 1.xls": b"1", "内.zip": archive({"更深.zip": archive({"x": b"1"})})}, Raw)
    page = page_of_file(data, "附件.zip")
    assert page.html == (
        '<html><head><title>附件</title></head><body>\n<ul>\n<li><a href="#member=附表%201.xls">附表 1.xls</a></li>\n'
        "<li>内.zip &gt; 更深.zip</li>\n</ul>\n</body></html>"
    )
    assert page.doubts == ("内.zip > 更深.zip is an archive in an archive in an archive.",)
    with pytest.raises(UnsupportedFormat, match="holds no file"):
        page_of_file(archive({"空/": b""}))


def test_the_document_of_an_archive_has_its_members_as_attachments() -> None:
    url = "http://www.shifan.example/附件.zip"
    document = read(Capture(url, archive({"附表1.xls": b"1", "说明": b"2"})))
    assert [(one.name, one.url) for one in document.attachments] == [
        ("附表1.xls", f"{url}#member=附表1.xls"),
        ("说明", f"{url}#member=说明"),
    ]


def test_an_archive_whose_first_member_is_a_stored_pdf_is_an_archive() -> None:
    assert page_of_file(archive({"a.pdf": b"%PDF-1.4 "})).kind == "zip"
