"""The character model, the common sets, folding and readings."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.hanzi.common import common, common_600, common_share, rare_run
from pipelines.hanzi.fold import fold, search_key
from pipelines.hanzi.model import bigrams
from pipelines.hanzi.pinyin import plain_letters, readings, toneless
from pipelines.hanzi.script import to_simplified


def test_prose_is_likelier_than_mojibake_by_many_bits() -> None:
    sound = "政府信息公开工作年度报告"
    assert bigrams().mean(sound) + 8 < bigrams().mean(sound.encode().decode("gb18030", "replace"))


def test_both_scripts_are_known_to_the_model() -> None:
    assert bigrams().mean("政府資訊公開法") < 9
    assert bigrams().mean("政府信息公开条例") < 9


def test_the_small_set_is_simplified_and_within_the_large_one() -> None:
    assert len(common_600()) == 600
    assert common_600() < common()
    assert to_simplified("".join(sorted(common_600()))) == "".join(sorted(common_600()))


def test_the_common_share_tells_reports_from_mojibake() -> None:
    text = "本年度主动公开政府信息情况统计如下，有关单位应当认真执行。"
    assert common_share(text) > 0.9
    assert common_share(text.encode().decode("gb18030", "ignore")) < 0.1
    assert common_share("no Han at all") == 1.0


@pytest.mark.parametrize(
    "text", ["巴音郭楞蒙古自治州库尔勒市", "（一）主动公开；①②③", "２０１９年※★√", "臺北市政府衛生局"]
)
def test_sound_text_has_no_rare_run(text: str) -> None:
    assert not rare_run().search(text)


def test_folding_makes_spellings_of_a_label_equal() -> None:
    spellings = ["自 然\u3000人", "自\u00a0然\u2002人", "自然人\u200b"]
    assert {fold(one) for one in spellings} == {"自然人"}
    assert fold("﹝２０２０﹞") == fold("〔2020〕")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_only_the_search_key_loses_compatibility_characters() -> None:
    assert fold("㎡①") == "㎡①"
    assert search_key("㎡①") == "m21"


def test_readings_cover_both_forms_with_and_without_tone() -> None:
    assert {"wèi", "wei"} <= readings("衛")
    assert {"zhòng", "chóng"} <= readings("重")


def test_look_alike_letters_of_pinyin_are_one() -> None:
    assert plain_letters("ɡuăn") == "guǎn"
    assert toneless("lǜ") == "lü"


def test_importing_the_packages_loads_no_heavy_library() -> None:
    code = (
        "import sys, pipelines.decoding, pipelines.repairs;"
        "print([name for name in ('opencc', 'pypinyin', 'charset_normalizer') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
