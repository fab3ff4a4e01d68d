"""What mirror kits print into a text: readings in brackets, also into the middle of characters."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.hanzi.pinyin import usual_readings
from pipelines.repairs import byte_level_pinyin, repair_text, undo
from pipelines.repairs.bracket_pinyin import document_gate, glosses, sentence_gate
from pipelines.repairs.torn_bytes import mend

SENTENCES = [
    "村里要創辦一所圖書室，書架由老木匠打制。",
    "這兩樣東西存放在倉庫，由保管員負責登記。",
    "失主要求賠償的，由村里統一答復。",
    "應當賠償的，人人有責。",
    "天氣轉涼，請各戶及時檢查爐具，注意防火。",
    "本站設備由縣水利局負責管理，損壞的要照價賠償。",
    "渡口的鐘聲，他們如何聽不見？當地人都聽得見。",
    "渡船票價已經公布。可以在碼頭查看，對票價有意見的請來信。",
    "專家庫中的人選由主任提名，我幫他們填表。",
    "山區公路多處塌方，搶修隊連夜趕到現場，天亮前恢復通車。",
    "第二條 凡在本灌區用水的單位和個人，都應當按時繳納水費。",
    "經審查，該隊2013年的總結報告與實際情況不符，責令重寫。",
]
ANNOTATED = sorted(
    "獎訓內夥敗闆動務區協應數時業構機權準環發監統網規計訓設認調負責費質轉進運關隊項當產優對實復"
)


def kit(text: str, annotated: list[str]) -> str:
    """The text as a mirror shows it: readings behind byte pairs wherever they are, read again strictly, pair by pair."""
    data = text.encode("gbk")
    for char in annotated:
        pair = char.encode("gbk")
        data = data.replace(pair, pair + f"({min(usual_readings(char))})".encode("gbk"))
    shown, at = "", 0
    while at < len(data):
        width = 1 if data[at] < 0x80 else 2
        shown += data[at : at + width].decode("gbk", "replace")[:1].replace("\ufffd", "?")
        at += width
    return shown


BYTES_LOST = re.compile("[?](?![a-zà-ǜ]{1,6}[)])")


@settings(deadline=None)
@given(st.sampled_from(SENTENCES), st.sets(st.sampled_from(ANNOTATED)))
def test_what_a_kit_tore_is_put_together_where_the_readings_tell_every_byte(
    sentence: str, annotated: set[str]
) -> None:
    shown = kit(sentence, sorted(annotated))
    mended = repair_text(shown)
    assert undo(mended.text, mended.applied) == shown
    if "?" in shown and not BYTES_LOST.search(shown):
        assert mended.text == sentence


@settings(deadline=None)
@given(st.sampled_from(SENTENCES), st.sets(st.sampled_from(ANNOTATED)))
def test_a_text_with_lost_bytes_keeps_its_length_and_is_flagged(sentence: str, annotated: set[str]) -> None:
    shown = kit(sentence, sorted(annotated))
    if not BYTES_LOST.search(shown):
        return
    mended = repair_text(shown)
    assert len(mended.text) == len(sentence)
    assert {"char_loss_suspected", "gbk_desync"} & {*mended.flags}


def test_all_sentences_together_are_torn_in_both_ways() -> None:
    shown = [kit(sentence, ANNOTATED) for sentence in SENTENCES]
    assert sum("?" in one and not BYTES_LOST.search(one) for one in shown) >= 3
    assert sum(bool(BYTES_LOST.search(one)) for one in shown) >= 2


def test_a_swallowed_tag_goes_with_its_rest() -> None:
    assert (
        repair_text("全村發(fā)揮恰當(dāng)?shù)淖饔?/p>\n關(guān)于實(shí)施的意見").text
        == "全村發揮恰當的作用\n關于實施的意見"
    )


def test_a_stretch_that_no_bytes_explain_stays() -> None:
    assert mend("他說對嗎?dui)吧", 4) is None
    text = "票據(jù)上寫着三?wù)\ue000日"
    assert byte_level_pinyin.find(text) == []


def test_torn_text_gives_simplified_characters_where_the_document_gate_opens() -> None:
    shown = "\n".join(kit(sentence, ANNOTATED) for sentence in SENTENCES[:2] + SENTENCES[9:])
    mended = repair_text(shown)
    assert mended.text.startswith("村里要创办一所图书室，书架由老木匠打制。\n这两样东西存放在仓库")
    assert "origin_suspect" in mended.flags


KITS = [
    ("全村共實(shí)現收入十二萬元。", "全村共實現收入十二萬元。"),
    ("（二）組(zǔ)織防汛演練(liàn)；", "（二）組織防汛演練；"),
    ("市、縣(xiàn)、區(qū)水利局各留存一份。", "市、縣、區水利局各留存一份。"),
    ("鎮(zhèn)里(lǐ)的會(huì)議(yì)開(kāi)了(le)一天，各村都(dōu)派人去", "鎮里的會議開了一天，各村都派人去"),
    ("請(qing)(qing)各鄉(xiang)(xiang)按時(shi)(shi)上報", "請各鄉按時上報"),
    ("請各鄉(xiāng)按時(shí )上報", "請各鄉按時上報"),
    ("請各鄉（xiāng）按時（shí）上報(bào)", "請各鄉按時上報"),
]


@pytest.mark.parametrize(("shown", "text"), KITS)
def test_needless_readings_in_a_short_text_go(shown: str, text: str) -> None:
    mended = repair_text(shown)
    assert mended.text == text
    assert undo(mended.text, mended.applied) == shown
    assert "origin_suspect" in mended.flags


AUTHORS = [
    "「務」字的讀音是務(wù)，不要寫成「努」。",
    "請讀「務(wù)必」一詞。",
    "請問「還(hái)是」怎麼寫?",
    "本校開設華(huá)語課程",
    "說話時「們(men)」讀輕聲。",
    "他(he)說：一個(an)蘋果，我們(we)兩個(two)分",
    "第一組(zu)第二組(zu)第三組(zu)第四組(zu)第五組(zu)第六組(zu)第七組(zu)第八組(zu)第九組(zu)第十組(zu)共百人參加比賽",
    "鄔(wū)先生、龔(gōng)女士、聶(niè)市長先後致詞。",
    "長(cháng)江與成長(zhǎng)的「長」不同。",
    "銀行(háng)與行(xíng)人；調(diào)查與調(tiáo)整；人參(shēn)與參(cān)加",
    "蘄(qí)春縣、譙(qiáo)城區、渦(guō)陽縣、鉛(yán)山縣",
    "魑(chī)魅(mèi)魍(wǎng)魎(liǎng)",
    "務(wù) 致力於事。\n應(yīng) 當也。",
    "龍(lóng)、鳳(fèng)、龜(guī)、麟(lín)四靈",
    "注音：務(ㄨˋ)、衛(ㄨㄟˋ)",
    "日語：學(gaku)校(ko)、電(den)話(wa)",
    "哈哈(ha)(ha)",
    "睢(suī)县、浚(xùn)县、郏(jiá)县、鄢(yān)陵、柘(zhè)城、濮(pú)阳、渑(miǎn)池、漯(luò)河、泌(bì)阳、荥(xíng)阳、武陟(zhì)县",
    "价格?(jia)面议；是不是?ok)好的；地址?www)谢谢",
    "這也是亂碼的一種：服務(wù)員",
]


@pytest.mark.parametrize("text", AUTHORS)
def test_what_an_author_put_in_brackets_stays(text: str) -> None:
    assert repair_text(text).text == text


def test_a_list_of_words_shuts_both_gates_however_long_it_is() -> None:
    words = "、".join(f"{char}({min(usual_readings(char))})" for char in ANNOTATED)
    text = f"生詞：{words}。\n" + "".join(SENTENCES)
    assert not document_gate(text, glosses(text))
    assert not sentence_gate(text, glosses(text))


def test_every_annotated_line_of_the_mirror_copy_is_mended_by_itself() -> None:
    corpus = os.environ.get("GONGKAI_CORPUS", "")
    seeds = sorted(Path(corpus, "seeds").glob("000_*.txt")) if corpus else []
    if not seeds:
        pytest.skip("GONGKAI_CORPUS names no corpus with the mirror copy")
    left = []
    for line in seeds[0].read_text("utf-8").splitlines():
        if glosses(line):
            left += [one for one in glosses(repair_text(line).text) if one.matches]
    assert left == []
