"""`from pipelines import decode, repair`: the text steps as a library, light to load and without the crawler."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module, resources

import pytest

import pipelines
from pipelines import decode, repair, undo


def test_bytes_become_sound_text_in_two_calls() -> None:
    damaged = "示范县“十四五”水利规划\u200b公开征求意见的公告"
    found = decode(damaged.encode("utf-8"), content_type="text/html; charset=gb2312")
    assert (found.text, found.verdict.used) == (damaged, "utf-8")
    mended = repair(found.text)
    assert mended.text == "示范县“十四五”水利规划公开征求意见的公告"
    assert undo(mended.text, mended.applied) == damaged


def test_the_hint_is_one_more_witness() -> None:
    found = decode("水利局".encode("gbk"), hint="gbk")
    assert found.text == "水利局"
    assert {witness.name: witness.said for witness in found.verdict.witnesses}["site hint"] == "gbk"


@pytest.mark.parametrize("name", pipelines.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(pipelines, name).__doc__


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        _ = pipelines.nothing_of_that_name  # type: ignore[attr-defined]


def test_submodules_are_reached_as_ever() -> None:
    from pipelines import layers

    assert layers is import_module("pipelines.layers")


def test_the_package_says_that_it_is_typed() -> None:
    assert resources.files("pipelines").joinpath("py.typed").is_file()


def loaded_after(code: str) -> set[str]:
    """The modules a fresh interpreter holds after `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return set(done.stdout.split())


def test_the_package_alone_loads_none_of_its_parts() -> None:
    assert not [name for name in loaded_after("import pipelines") if name.startswith("pipelines.")]


def test_decoding_and_repairing_need_no_crawler() -> None:
    code = "from pipelines import decode, repair; repair(decode('公开\\u200b信息'.encode()).text)"
    loaded = loaded_after(code)
    assert not loaded & {"scrapy", "twisted", "crawler", "lxml", "selectolax", "charset_normalizer"}
