"""`gongkai decode --batch` and `gongkai repair --batch`: one line out for each line in, whatever the lines hold."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.conftest import command

VERBS = ["decode", "repair"]
NOTICE = "示范县水利局关于公开征求意见的公告"


def run(verb: str, *lines: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(verb, "--batch"), input=b"".join(lines), capture_output=True, timeout=120, check=False
    )


def asked(verb: str, *lines: bytes) -> list[dict[str, Any]]:
    """The answers to some lines, after a look at what must hold for every batch."""
    done = run(verb, *lines)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == len(lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(set(answer) == {"id", "text", "evidence"} for answer in answers)
    assert all(isinstance(answer["evidence"]["flag"], bool) for answer in answers)
    return answers


def line(identity: object, **members: object) -> bytes:
    return json.dumps({"id": identity, **members}).encode() + b"\n"


def data(text: str, codec: str) -> str:
    return base64.b64encode(text.encode(codec)).decode()


def test_repair_answers_every_text_in_order() -> None:
    damaged = [f"第{number}号\u200b{NOTICE}" for number in range(40)]
    answers = asked("repair", *(line(f"case {n}", text=text) for n, text in enumerate(damaged)))
    assert [answer["id"] for answer in answers] == [f"case {n}" for n in range(40)]
    assert [answer["text"] for answer in answers] == [text.replace("\u200b", "") for text in damaged]
    assert answers[0]["evidence"] == {
        "flag": False,
        "flags": [],
        "repairs": [{"name": "invisible_characters", "count": 1}],
        "guesses": 0,
    }


def test_decode_answers_with_the_whole_page_in_order() -> None:
    page = f"<html><script>var a;</script>\r\n<p>{NOTICE}\u3000&amp;</p>\n</html>"
    codecs = ["utf-8", "utf-8-sig", "gbk", "utf-16"]
    answers = asked("decode", *(line(codec, data=data(page, codec)) for codec in codecs))
    assert [answer["id"] for answer in answers] == codecs
    assert {answer["text"] for answer in answers} == {page}
    assert not any(answer["evidence"]["flag"] for answer in answers)


def test_what_a_line_declares_is_heard() -> None:
    word = data("水利", "gbk")
    declared = {"content_type": "text/html; charset=gbk"}
    (answer,) = asked("decode", line(1, data=word, declared=declared))
    assert (answer["text"], answer["evidence"]["encoding"]) == ("水利", "gb18030")
    silent = [{}, {"declared": None}, {"declared": {}}, {"declared": {"content_type": None}}]
    answers = asked("decode", *(line(n, data=word, **members) for n, members in enumerate(silent)))
    assert all(answer["text"] and "error" not in answer["evidence"] for answer in answers)


def test_the_flag_of_decode_is_up_for_lost_characters_only() -> None:
    broken = base64.b64encode(NOTICE.encode("gbk") + b"\xff" + NOTICE.encode("gbk")).decode()
    spoilt, sound = asked("decode", line(1, data=broken), line(2, data=data(NOTICE + "\u200b", "utf-8")))
    assert (spoilt["evidence"]["flag"], spoilt["evidence"]["lost"]) == (True, 1)
    assert (sound["evidence"]["flag"], sound["evidence"]["lost"]) == (False, 0)
    assert sound["text"] == NOTICE + "\u200b"


def test_the_flag_of_repair_is_up_for_damage_that_stays_not_for_doubts_about_the_origin() -> None:
    gone, mended, gloss = asked(
        "repair",
        line(1, text=f"{NOTICE}锟斤拷锟斤拷"),
        line(2, text=NOTICE.encode("utf-8").decode("latin-1")),
        line(3, text="涪(fú)陵区、綦(qí)江区、睢(suī)阳区位于不同省份。"),
    )
    assert (gone["evidence"]["flag"], gone["evidence"]["flags"]) == (True, ["kuntao"])
    assert (mended["text"], mended["evidence"]["flag"]) == (NOTICE, False)
    assert gloss["evidence"]["flag"] is False


@pytest.mark.parametrize("verb", VERBS)
def test_lines_that_are_no_item_get_an_answer_and_do_not_stop_the_others(verb: str) -> None:
    good = line("good", text=NOTICE, data=data(NOTICE, "utf-8"))
    bad = [
        b"no JSON\n", b"\n", b"[]\n", b"7\n", b"\xff\xfe\xfd\n", b"{}\n", b'{"id": 5, "text": 5, "data": 5}\n',
        b'{"id": "x", "data": "*"}\n', b"[" * 100_000 + b"\n",
    ]  # fmt: skip
    answers = asked(verb, good, *bad, good)
    assert [answer["id"] for answer in answers] == [
        "good",
        None,
        None,
        None,
        None,
        None,
        None,
        5,
        "x",
        None,
        "good",
    ]
    assert [answer["text"] for answer in answers] == [NOTICE, *([""] * len(bad)), NOTICE]
    for answer in answers[1:-1]:
        assert answer["evidence"]["flag"] is True
        assert answer["evidence"]["error"]


@pytest.mark.parametrize("declared", [5, {"content_type": 5}])
def test_a_declaration_of_the_wrong_kind_is_named(declared: object) -> None:
    (answer,) = asked("decode", line("a", data="", declared=declared))
    assert answer["evidence"]["flag"] is True
    assert "is not" in answer["evidence"]["error"]


def test_what_utf8_cannot_carry_survives() -> None:
    text = "\ud83d 水利 \udc00 😀 \x00 \u2028"
    (answer,) = asked("repair", line("\udc00", text=text))
    assert (answer["id"], "\ud83d" in answer["text"], "\udc00" in answer["text"]) == ("\udc00", True, True)
    assert "😀" in answer["text"]


def test_the_last_line_may_lack_its_end() -> None:
    assert [answer["id"] for answer in asked("repair", line(1, text=""), line(2, text="").rstrip())] == [1, 2]


@pytest.mark.parametrize("verb", VERBS)
def test_no_lines_give_no_lines(verb: str) -> None:
    assert asked(verb) == []


@pytest.mark.parametrize("verb", VERBS)
def test_each_line_is_answered_before_the_next_is_sent(verb: str) -> None:
    with subprocess.Popen(command(verb, "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(line(number, text=NOTICE, data=data(NOTICE, "gbk")))
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert (answer["id"], answer["text"]) == (number, NOTICE)
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("verb", VERBS)
def test_a_reader_that_leaves_is_no_fault(verb: str) -> None:
    lines = b"".join(line(number, text=NOTICE, data=data(NOTICE, "utf-8")) for number in range(3000))
    process = subprocess.Popen(
        command(verb, "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, said = process.communicate(lines, timeout=120)
    assert (process.returncode, said) == (0, b"")


@pytest.mark.parametrize("verb", VERBS)
def test_a_batch_loads_neither_scrapy_nor_what_prints_in_colour(verb: str) -> None:
    code = (
        f"import sys; sys.argv = ['gongkai', '{verb}', '--batch']\n"
        "from crawler.verbs.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not {"scrapy", "twisted", "lxml", "rich.console", "crawler.verbs.console"} & set(
        done.stdout.split()
    )


def test_lines_may_come_from_a_file_and_the_file_may_be_missing(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_bytes(line(1, text=NOTICE))
    done = subprocess.run(command("repair", "--batch", lines), capture_output=True, timeout=60, check=False)
    assert (done.returncode, json.loads(done.stdout)["text"]) == (0, NOTICE)
    gone = subprocess.run(
        command("repair", "--batch", tmp_path / "gone"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (gone.returncode, gone.stdout) == (2, "")
    assert "cannot be read" in gone.stderr
