"""`gongkai decode` as a person runs it: the court's record, the text, and both as JSON."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.crawler.conftest import Gongkai, command

GOLDEN = Path(__file__).parent.parent / "golden" / "verbs"
HEAD = '<html><head><meta charset="big5"><title>示范县水利局</title></head><body>\n'
BODY = "<p>水库大坝每日巡查，发现险情立即报告。</p>\n<p>本局在汛期公布水位、雨量和水库蓄水量。</p>\n"
FOOT = "<div>版权所有：示范县水利局，地址在示范县滨河路一号</div></body></html>\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page in GBK that calls itself Big5, with one stray byte and a foot in UTF-8."""
    path = tmp_path / "page.html"
    body = BODY.encode("gbk")
    stray = body.index("险情".encode("gbk"))
    path.write_bytes(HEAD.encode("gbk") + body[:stray] + b"\xff" + body[stray:] + FOOT.encode("utf-8"))
    return path


def test_the_record_names_encoding_witnesses_losses_and_foreign_spans(gongkai: Gongkai, page: Path) -> None:
    done = gongkai("decode", page, "--content-type", "text/html; charset=utf-8", "--hint", "gbk")
    assert (done.returncode, done.stderr) == (0, "")
    shown = "\n".join(line.rstrip() for line in done.stdout.replace(str(page), "page.html").splitlines())
    assert shown + "\n" == (GOLDEN / "decode.txt").read_text("utf-8")


def test_witnesses_that_were_not_needed_are_shown_as_not_called(gongkai: Gongkai, tmp_path: Path) -> None:
    sound = tmp_path / "sound.txt"
    sound.write_text("水库大坝每日巡查。", "utf-8")
    shown = gongkai("decode", sound).stdout
    assert "27 bytes, 9 characters" in shown
    assert "nothing lost" in shown
    rows = {tuple(line.split("  ")[1:2]): line for line in shown.splitlines() if "  " in line}
    assert "followed" in rows[("UTF-8 bytes",)]
    assert "not called" in rows[("detector",)]
    assert "Lost" not in shown


def test_many_losses_are_counted_and_the_first_shown(gongkai: Gongkai, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.txt"
    spoilt.write_bytes("水库大坝\n".encode("gbk").join([b"\xff "] * 9))
    shown = gongkai("decode", spoilt).stdout
    assert "9 characters lost" in shown
    assert shown.count("⟦\ufffd⟧") == 5
    assert "… and 4 more" in shown


def test_the_text_is_whole_unrepaired_and_without_a_mark(tmp_path: Path) -> None:
    text = "<p>水库\u200b大坝&amp;ldquo;</p>\r\n"
    marked = tmp_path / "marked.html"
    marked.write_bytes(text.encode("utf-16"))
    done = subprocess.run(command("decode", "--text", marked), capture_output=True, timeout=60, check=True)
    assert done.stdout == text.encode("utf-8")


def test_json_holds_the_text_and_the_whole_verdict(gongkai: Gongkai, page: Path) -> None:
    record = json.loads(gongkai("decode", "--json", page).stdout)
    assert list(record) == ["text", "used", "winner", "witnesses", "lost", "confidence", "spans"]
    assert (record["used"], record["lost"]) == ("gb18030+utf-8", 1)
    assert {tuple(witness) for witness in record["witnesses"]} == {("name", "said", "overruled")}
    assert record["text"].replace("\ufffd", "") == HEAD + BODY + FOOT
    (start, end, codec), data = record["spans"][0], page.read_bytes()
    assert codec == "utf-8"
    assert "版权所有" in data[start:end].decode("utf-8")


def test_stdin_is_read_where_no_file_is_named(page: Path) -> None:
    for arguments in ((), ("-",)):
        done = subprocess.run(
            command("decode", *arguments),
            input=page.read_bytes(),
            capture_output=True,
            timeout=60,
            check=True,
        )
        assert done.stdout.decode().startswith("standard input: ")


def test_an_empty_file_is_no_fault(gongkai: Gongkai, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    assert gongkai("decode", empty).stdout.startswith(f"{empty}: 0 bytes, 0 characters\n")
    assert gongkai("decode", "--text", empty).stdout == ""


@pytest.mark.parametrize("form", [(), ("--text",), ("--json",), ("--batch",)])
def test_a_file_that_cannot_be_read_is_named(gongkai: Gongkai, tmp_path: Path, form: tuple[str, ...]) -> None:
    done = gongkai("decode", *form, tmp_path / "gone")
    assert (done.returncode, done.stdout) == (2, "")
    assert "gone: cannot be read: No such file" in done.stderr


def test_two_forms_at_once_are_refused(gongkai: Gongkai, page: Path) -> None:
    done = gongkai("decode", "--text", "--json", page)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--text and --json exclude each other" in done.stderr
