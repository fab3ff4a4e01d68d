"""Faults in TOML files are sentences that name file, line and key."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from crawler import toml
from crawler.errors import ConfigError
from crawler.lines import places

TEXT = """# first line
title = "a [b] # {c}"
list = [ "x", # comment ]
  'y',
  [1, 2],
]
"quoted.key" . inner = 3
long = \"\"\"
[not.a.table]
x = 1\"\"\"
inline = { a = 1, b = { c = "}" } }

[table.inner]
k = 2024-01-01T00:00:00Z
[[many]]
n = 1
  [many.sub]
  m = 1
[[many]]
n = 2
"""


def test_places_know_the_line_of_every_key_table_and_element() -> None:
    tomllib.loads(TEXT)
    found = places(TEXT)
    expected = {
        ("title",): 2,
        ("list",): 3,
        ("list", 0): 3,
        ("list", 1): 4,
        ("list", 2): 5,
        ("list", 2, 1): 5,
        ("quoted.key", "inner"): 7,
        ("long",): 8,
        ("inline", "b", "c"): 11,
        ("table",): 13,
        ("table", "inner", "k"): 14,
        ("many", 0): 15,
        ("many", 0, "n"): 16,
        ("many", 0, "sub", "m"): 18,
        ("many", 1): 19,
        ("many", 1, "n"): 20,
    }
    assert {place: found.get(place) for place in expected} == expected
    assert ("not", "a", "table") not in found


def test_escapes_and_crlf_do_not_lead_astray() -> None:
    text = 'a = "\\"[x]"\r\nb = \'\\\'\r\n[c] # d\r\ne = """\\""" x"""\r\nf = 1\r\n'
    tomllib.loads(text)
    assert places(text)[("c", "f")] == 5


VALUES = st.recursive(
    st.sampled_from(["1", "true", '"a # ]"', "'}'", '"""\n[x]\n"""', "1979-05-27"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: "[\n" + ",\n".join(parts) + "]"),
    max_leaves=5,
)


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_last_key_is_found_behind_any_values(values: list[str]) -> None:
    text = "".join(f"k{n} = {value}\n" for n, value in enumerate(values)) + "[end]\nlast = 1\n"
    tomllib.loads(text)
    assert places(text)[("end", "last")] == text.count("\n")


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    delay: float = Field(1.0, ge=0)
    hosts: tuple[str, ...] = Field((), strict=False)


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    inner: Inner = Inner()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "name = 'x'\ndelay 3\n",
            "FILE, line 2, column 7: not valid TOML: Expected '=' after a key in a key/value pair",
        ),
        ("name = 'x", 'FILE, line 1: not valid TOML: Expected "\'"'),
        ("name = 'x'\nname = 'y'\n", "FILE, line 2, column 11: not valid TOML: Cannot overwrite a value"),
        ("", "FILE: name: is missing, and has no default"),
        ("name = 3\n", "FILE, line 1: name: should be a valid string; found 3"),
        (
            "name = 'x'\ninner = 3\n",
            "FILE, line 2: inner: should be a valid dictionary or instance of Inner; found 3",
        ),
        (
            "name = 'x'\n[inner]\ndelay = '3'\n",
            "FILE, line 3: inner.delay: should be a valid number; found '3'",
        ),
        (
            "name = 'x'\n[inner]\ndelay = -1\n",
            "FILE, line 3: inner.delay: should be greater than or equal to 0; found -1",
        ),
        (
            "name = 'x'\n[inner]\nhosts = [\n 'a',\n 3,\n]\n",
            "FILE, line 5: inner.hosts.1: should be a valid string; found 3",
        ),
        (
            "name = 'x'\n[inner]\ndealy = 3\n",
            "FILE, line 3: inner.dealy: unknown key; did you mean delay? known here: delay, hosts",
        ),
        (
            "name = 'x'\ninner = { zzz = 3 }\n",
            "FILE, line 2: inner.zzz: unknown key; known here: delay, hosts",
        ),
        ("name = 'x'\n[colour]\nred = 1\n", "FILE, line 2: colour: unknown key; known here: inner, name"),
    ],
)
def test_fault_is_a_sentence_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as fault:
        toml.load(file, Outer, ConfigError)
    assert str(fault.value).replace(str(file), "FILE") == sentence


def test_every_fault_of_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("name = 1\n[inner]\ndelay = 'x'\nhosts = 2\n", "utf-8")
    with pytest.raises(ConfigError) as fault:
        toml.load(file, Outer, ConfigError)
    assert [line.split(": ")[1] for line in str(fault.value).splitlines()] == [
        "name",
        "inner.delay",
        "inner.hosts",
    ]


def test_file_that_is_missing_or_not_utf8_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: there is no such file"):
        toml.load(tmp_path / "none.toml", Outer, ConfigError)
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        toml.load(tmp_path, Outer, ConfigError)
    file = tmp_path / "gbk.toml"
    file.write_bytes('name = "示范"'.encode("gbk"))
    with pytest.raises(ConfigError, match=r"not UTF-8: .* at byte \d"):
        toml.load(file, Outer, ConfigError)


def test_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xef\xbb\xbfname = 'x'\n")
    assert toml.load(file, Outer, ConfigError)[0].name == "x"
