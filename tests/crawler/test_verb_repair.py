"""`gongkai repair` as a person runs it: the text, the changes, the record, and the way back."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from crawler.verbs.damages import MEANINGS, SOFT
from pipelines.repairs.damage import FLAGS
from tests.crawler.conftest import Gongkai, command

GOLDEN = Path(__file__).parent.parent / "golden" / "verbs"
DAMAGED = GOLDEN / "repair.txt"


def test_the_repaired_text_goes_out_and_what_stays_is_said_in_words(gongkai: Gongkai) -> None:
    done = gongkai("repair", "--extract", DAMAGED)
    assert done.returncode == 0
    assert done.stdout == (GOLDEN / "repair.mended.txt").read_text("utf-8")
    assert "gongkai: kuntao: 锟斤拷: replacement characters read as GBK" in done.stderr
    assert "changes by" not in done.stderr


def test_the_changes_are_shown_with_place_rule_and_reason(gongkai: Gongkai) -> None:
    done = gongkai("repair", "--extract", "--diff", DAMAGED)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.replace(str(DAMAGED), "repair.txt") == (GOLDEN / "repair.diff.txt").read_text("utf-8")


def test_what_an_extractor_lost_is_flagged_where_the_text_is_not_known_for_an_extract(
    gongkai: Gongkai,
) -> None:
    done = gongkai("repair", DAMAGED)
    assert "示水〔20213号" in done.stdout
    assert "gongkai: char_loss_suspected" in done.stderr


def test_sound_text_comes_out_as_it_went_in(gongkai: Gongkai, tmp_path: Path) -> None:
    sound = tmp_path / "sound.txt"
    sound.write_text("　　示范县水利局\r\n公告：涪(fú)陵区\t１２\n\n", "utf-8", newline="")
    plain = subprocess.run(command("repair", sound), capture_output=True, timeout=60, check=True)
    assert plain.stdout == sound.read_bytes()
    assert gongkai("repair", "--diff", sound).stdout.startswith(f"{sound}: nothing needed repair\n")


def test_the_record_takes_the_repair_back(gongkai: Gongkai, tmp_path: Path) -> None:
    done = gongkai("repair", "--json", DAMAGED)
    record = json.loads(done.stdout)
    assert list(record) == ["text", "repairs", "flags"]
    assert all(one["count"] == len(one["changes"]) > 0 for one in record["repairs"])
    assert list(record["repairs"][0]["changes"][0]) == ["start", "before", "after", "note", "guess"]
    kept = tmp_path / "record.json"
    kept.write_text(done.stdout, "utf-8")
    assert gongkai("repair", "--undo", kept).stdout == DAMAGED.read_text("utf-8")


def test_a_record_that_is_none_or_does_not_fit_is_refused(gongkai: Gongkai, tmp_path: Path) -> None:
    record = json.loads(gongkai("repair", "--json", DAMAGED).stdout)
    kept = tmp_path / "record.json"
    for wrong, sentence in (
        ({**record, "text": ""}, "does not fit"),
        ({"text": ""}, "not what `gongkai repair --json` writes"),
        ([], "not what `gongkai repair --json` writes"),
    ):
        kept.write_text(json.dumps(wrong), "utf-8")
        done = gongkai("repair", "--undo", kept)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr


@pytest.mark.parametrize("arguments", [("--diff", "--json"), ("--json", "--batch"), ("--diff", "--undo")])
def test_two_forms_at_once_are_refused(gongkai: Gongkai, arguments: tuple[str, str]) -> None:
    done = gongkai("repair", *arguments, DAMAGED)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{arguments[0]} and {arguments[1]} exclude each other" in done.stderr


@pytest.mark.parametrize("form", [(), ("--diff",), ("--json",), ("--undo",)])
def test_a_file_that_cannot_be_read_is_named(gongkai: Gongkai, tmp_path: Path, form: tuple[str, ...]) -> None:
    for file in (tmp_path / "gone.txt", tmp_path):
        done = gongkai("repair", *form, file)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{file}: cannot be read" in done.stderr


def on_a_terminal(*arguments: object, **settings: str) -> str:
    """What a verb shows where stdout and stderr are one terminal."""
    ours, theirs = pty.openpty()
    environment = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")
    }
    with subprocess.Popen(
        command(*arguments),
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
        env={**environment, "TERM": "xterm-256color", "COLUMNS": "100", **settings},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # how a terminal says that nobody writes to it any more
                break
            if not part:
                break
            shown += part
        assert process.wait(timeout=60) == 0
    os.close(ours)
    return shown.decode("utf-8").replace("\r\n", "\n")


RED = "\x1b[31m"


def test_colours_are_for_terminals_and_not_under_no_color(gongkai: Gongkai) -> None:
    assert RED in on_a_terminal("repair", "--diff", DAMAGED)
    assert RED not in on_a_terminal("repair", "--diff", DAMAGED, NO_COLOR="1")
    assert "\x1b" not in gongkai("repair", "--diff", DAMAGED).stdout


def test_a_terminal_gets_a_summary_behind_the_text(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.txt"
    damaged.write_text("公\u200b开", "utf-8")
    shown = on_a_terminal("repair", damaged)
    assert shown == "公开\ngongkai: 1 change by invisible_characters (--diff shows each)\n"


def test_what_would_command_the_terminal_is_shown_by_name(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.txt"
    damaged.write_text("公\u200b开\x1b]0;title\x07", "utf-8")
    shown = on_a_terminal("repair", "--diff", damaged, NO_COLOR="1")
    assert "⟨U+001B⟩" in shown
    assert "\x1b]0" not in shown
    assert "\x07" not in shown


def test_every_flag_is_explained() -> None:
    assert set(MEANINGS) == set(FLAGS)
    assert set(FLAGS) > SOFT
