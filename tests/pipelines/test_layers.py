"""Layers: decoded, repaired, key; each derivable again, and the decoded text to be had back from the repaired one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import undo
from pipelines.hanzi.fold import search_key
from pipelines.layers import derive, layers_of

SENTENCE = "县水利局负责全县防汛抗旱工作，并公布水情信息。"
DAMAGED = (
    SENTENCE.encode("utf-8").decode("latin-1"),
    SENTENCE.encode("utf-8").decode("gb18030", "replace"),
    SENTENCE.encode("gbk").decode("latin-1"),
    "防\u200b汛抗\ufeff旱",
    "⼈⺠政府",
    "&amp;ldquo;一网通办&amp;rdquo;",
    "\\u6c34\\u5229\\u5c40\\u516c\\u544a",
    "水政〔20213号",
    "自 然 人",
    "2０２1年",
    "锟斤拷",
    "\ufffd",
)
pieces = st.one_of(st.sampled_from((*DAMAGED, SENTENCE, "\n", "<p>", "</p>", "，")), st.text(max_size=6))
texts = st.lists(pieces, max_size=12).map("".join)


@settings(deadline=None)
@given(texts)
def test_the_decoded_text_is_had_back_from_the_repaired_one_and_the_record(text: str) -> None:
    layers = layers_of(text)
    assert layers.decoded == text
    assert undo(layers.repaired, layers.applied) == text


@settings(deadline=None)
@given(texts)
def test_every_layer_is_derived_again_from_the_one_below(text: str) -> None:
    layers = layers_of(text)
    assert layers_of(layers.decoded) == layers
    assert layers.key == search_key(layers.repaired)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from((None, "text/plain; charset=gbk", "text/html; charset=none")))
def test_any_bytes_give_the_same_layers_every_time(data: bytes, content_type: str | None) -> None:
    layers = derive(data, content_type)
    assert derive(data, content_type) == layers
    assert layers.verdict is not None
    assert undo(layers.repaired, layers.applied) == layers.decoded


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_the_layers_of_a_page_with_damage_of_two_kinds(codec: str) -> None:
    written = f"{SENTENCE}\n水利局\u200b网站：①类Ⅱ级，PDF 共㎡。"
    layers = derive(written.encode(codec))
    assert layers.decoded == written
    assert layers.repaired == written.replace("\u200b", "")
    assert layers.key == search_key(written)
    assert layers.key.endswith("网站:1类ii级,pdf共m2。")


def test_one_key_finds_a_text_however_it_was_spoilt() -> None:
    keys = {layers_of(text).key for text in (SENTENCE, *DAMAGED[:1], SENTENCE.replace("，", " ，\u3000"))}
    assert keys == {search_key(SENTENCE)}


def test_a_text_that_was_given_as_text_has_no_verdict() -> None:
    assert layers_of(SENTENCE).verdict is None
