"""The character model, the common sets, folding and readings."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.hanzi.build import estimate, pack
from pipelines.hanzi.common import common, common_600, common_share, rare_run
from pipelines.hanzi.fold import fold, search_key
from pipelines.hanzi.model import MOST_REMEMBERED, Bigrams, bigrams, cost_of_unknown
from pipelines.hanzi.pinyin import plain_letters, readings, toneless
from pipelines.hanzi.script import to_simplified


def test_prose_is_likelier_than_mojibake_by_many_bits() -> None:
    sound = "政府信息公开工作年度报告"
    assert bigrams().mean(sound) + 8 < bigrams().mean(sound.encode().decode("gb18030", "replace"))


def test_both_scripts_are_known_to_the_model() -> None:
    assert bigrams().mean("政府資訊公開法") < 9
    assert bigrams().mean("政府信息公开条例") < 9


@pytest.mark.parametrize(
    "text", ["这家店的服务很好，下次还会再来。", "單擊此按鈕以開啟對話方塊。", "佢哋話聽日唔得閒喎"]
)
def test_prose_other_than_law_reads_as_chinese(text: str) -> None:
    assert bigrams().mean(text) < 11


@given(st.text(st.sampled_from("政府的，。abc 1\n嘅㗎\u200b\U00020000\ue000"), max_size=30))
def test_the_mean_is_the_cost_of_each_character_above_ascii(text: str) -> None:
    model = bigrams()
    costs = [model.cost(left, char) for left, char in pairwise("\n" + text) if char > "\x7f"]
    assert model.mean(text) == pytest.approx(sum(costs) / len(costs) if costs else 0.0)
    assert model.total(text) == pytest.approx(sum(map(model.cost, "\n" + text, text)))


def test_a_character_nobody_knows_costs_what_its_kind_costs_whatever_stands_before() -> None:
    model = bigrams()
    assert model.cost("\ue000", "\ue001") == cost_of_unknown("\ue001")
    assert model.cost("政", "\ue001") >= cost_of_unknown("\ue001")


def test_forgetting_remembered_pairs_changes_no_cost() -> None:
    packed = files("pipelines.hanzi").joinpath("data/bigrams.bin").read_bytes()
    fresh = Bigrams(packed)
    before = fresh.total("政府信息公开")
    for _ in range(MOST_REMEMBERED + 1):
        fresh.remember_one_more()
    assert fresh.total("政府信息公开") == before


def test_a_packed_table_gives_back_its_pairs_and_backs_off_elsewhere() -> None:
    pairs = {"\n甲": 40.0, "甲乙": 30.0, "乙甲": 8.0, "乙丙": 8.0, "丙甲": 6.0, "丙乙": 6.0, "甲丙": 1.0}
    model = Bigrams(pack(estimate(pairs)))
    assert model.cost("甲", "乙") < 1 < model.cost("甲", "丙")
    assert model.cost("甲", "丁") > cost_of_unknown("丁")
    assert model.commonest(3)[0] == "甲"


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
