"""`gongkai read` on archives: a line for the archive and one for each member."""

from __future__ import annotations

import json
from pathlib import Path

from crawler.replica.files.docx import docx_bytes
from crawler.replica.files.zipped import zip_bytes
from tests.crawler.conftest import Gongkai

WORD = docx_bytes(["示范县公开事项清单"], [("序号", "事项"), ("1", "养老服务")])


def test_each_member_of_an_archive_is_a_line_that_names_it(gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / "附件.zip").write_bytes(zip_bytes({"夹/清单.docx": WORD, "照片.jpg": b"\xff\xd8\xff"}))
    (tmp_path / "附件.meta.json").write_text(json.dumps({"url": "http://www.shifan.example/a.zip"}))
    done = gongkai("read", tmp_path / "附件.zip")
    own, member, picture = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, done.stderr.splitlines()[-1]) == (3, "2 read, 1 failed, 0 files skipped")
    assert (own["id"], own["member"], own["url"]) == ("附件", None, "http://www.shifan.example/a.zip")
    assert [file["url"] for file in own["attachments"]] == [
        "http://www.shifan.example/a.zip#member=夹/清单.docx",
        "http://www.shifan.example/a.zip#member=照片.jpg",
    ]
    assert (member["id"], member["member"]) == ("附件#member=夹/清单.docx", "夹/清单.docx")
    assert member["url"] == own["attachments"][0]["url"]
    assert member["tables"] == [
        {"caption": "示范县公开事项清单", "grid": [["序号", "事项"], ["1", "养老服务"]]}
    ]
    assert picture == {
        "id": "附件#member=照片.jpg",
        "error": "unsupported_format: 照片.jpg: The file is a JPEG picture, which is archived and not read.",
    }


def test_an_archive_of_unreadable_files_is_read_as_its_list(gongkai: Gongkai, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zip_bytes({"照片一.jpg": b"\xff\xd8\xff", "照片二.jpg": b"\xff\xd8\xff"})
    )
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 cut off")
    done = gongkai("read", tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 3
    assert [(line["id"], "error" in line) for line in lines] == [
        ("a", False), ("a#member=照片一.jpg", True), ("a#member=照片二.jpg", True), ("b", True)
    ]  # fmt: skip
