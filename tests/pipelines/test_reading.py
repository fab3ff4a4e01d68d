"""`read` as a whole: it raises only Unreadable, every character has one label, and text is what the page says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.capture import Capture, capture_of_file, gzip_body
from pipelines.document import Document, Unreadable
from pipelines.reading.flags import FLAGS, known
from pipelines.reading.profile import Profile
from pipelines.reading.read import read
from pipelines.reading.sums import original

TITLE = "示范市卫生健康委员会2020年政府信息公开工作年度报告"
P = "示范市卫生健康委员会认真贯彻落实《条例》，全年主动公开信息一百条，依申请公开十条，均已按期答复。"


def reading(
    html: str, url: str = "http://www.shifan.example/t20210122_1.html", **profile: object
) -> Document:
    return read(capture_of_file(html.encode("utf-8", "surrogatepass"), url), Profile(**profile))  # type: ignore[arg-type]


def article(inside: str, title: str = TITLE) -> str:
    return f'<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="zoom">{inside}</div></body></html>'


def rules_of(document: Document) -> dict[str, str]:
    found: dict[str, str] = {}
    for removed in document.evidence.removed:
        found[removed.rule] = found.get(removed.rule, "") + removed.text
    return found


# what can be read


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\x00", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.4\n...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<html><body><script>location.href='/'</script></body></html>", "shows no text"),
        (b"<div style='display:none'>x</div>", "shows no text"),
    ],
)
def test_what_holds_no_text_is_unreadable_with_a_sentence(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(Capture("http://www.shifan.example/", body))


def test_a_gzip_body_is_read() -> None:
    assert read(Capture("", gzip_body(article(f"<p>{P}</p>").encode()))).text == P


_PIECES = (
    "公开 发布时间：2020-01-02 来源：本站 扫一扫在手机打开当前页 打印 #PAGE_BREAK# 相关链接 附件：1.表.doc 2020年1月2日 "
    f"{P} 浏览次数： \u200b \u3000 a &amp;nbsp; &lt; 當(dāng) ⼀ | |||||||||||||||| 上一篇：无 <!--x--> <!-- </html> Baidu 首页>年报 〔201760号 "
    "<p> </p> <div> </div> <table> <tr> <td> <td\trowspan=3> <td\tcolspan=99> </table> <caption> <a\thref='a.pdf'> </a> "
    "<div\tid='zoom'> <div\tclass='share'> <div\tstyle='display:none'> <select> <option> <textarea> </textarea> <script> "
    "</script> <style> <noscript> <template> <iframe> <form> <button> <h1> <br> <ucapcontent> <svg> <math> <frameset> "
    "<plaintext> <section\thidden> <span> </span> <title> </title> <head> <body> <html>"
).split(" ")


def test_a_script_inside_a_drawing_is_code_with_everything_it_holds() -> None:
    sums = reading("公开<svg><script><tr>隐藏").evidence.sums
    assert (sums.visible, sums.body) == (2, 2)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(st.sampled_from([*_PIECES]), st.text(max_size=4)), max_size=50))
def test_every_visible_character_of_any_soup_has_exactly_one_label(pieces: list[str]) -> None:
    try:
        document = reading("".join(pieces).replace("\t", " "))
    except Unreadable:
        return
    sums = document.evidence.sums
    assert sums.visible == sums.body + sums.table + sums.field + sums.attachment + sums.chrome


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_or_unreadable(body: bytes) -> None:
    try:
        read(Capture("http://www.shifan.example/", body))
    except Unreadable as error:
        assert str(error)


def test_reading_twice_gives_the_same_document() -> None:
    html = article(f"<p>{P}</p><p>扫一扫在手机打开当前页</p>")
    assert reading(html) == reading(html)


# labels


def test_a_meta_bar_is_split_into_fields_and_chrome() -> None:
    html = f'<body><h1>{TITLE}</h1><p>发布时间：2021-01-29 来源：示范市政府 浏览次数：</p><div id="zoom"><p>{P}</p></div></body>'
    document = reading(html)
    assert document.value("published") == "2021-01-29"
    assert document.evidence.sums.field >= len("发布时间：2021-01-29来源：示范市政府")
    assert "浏览次数" in "".join(rules_of(document).values())
    assert document.text == P


def test_the_title_repeated_in_the_article_is_no_text_of_it() -> None:
    assert reading(article(f"<p><b>{TITLE}</b></p><p>{P}</p>")).text == P


def test_the_title_repeated_on_two_lines_is_no_text_of_it() -> None:
    assert reading(article(f"<p>{TITLE[:15]}</p><p>{TITLE[15:]}</p><p>{P}</p>")).text == P


def test_another_heading_at_the_top_of_the_article_stays() -> None:
    assert reading(article(f"<p>2021年政务公开工作要点</p><p>{P}</p>")).text == f"2021年政务公开工作要点\n{P}"


def test_hidden_text_is_in_the_ledger_and_not_in_the_text() -> None:
    document = reading(article(f'<p>{P}</p><div style="display:none">暗语</div>'))
    assert "暗语" not in document.text
    assert rules_of(document)["hidden:style"] == "暗语"
    assert document.evidence.sums.hidden >= 2


def test_a_chrome_class_on_the_whole_article_takes_nothing_away() -> None:
    html = f'<body><div class="share header"><h1>{TITLE}</h1><div class="top"><p>{P}</p><p>{P}二。</p></div></div></body>'
    assert reading(html).text == f"{P}\n{P}二。"


def test_a_chrome_class_on_a_paragraph_of_prose_takes_nothing_away() -> None:
    assert reading(article(f'<p>{P}</p><p class="footer">{P}二。</p><p>{P}</p>')).text == f"{P}\n{P}二。\n{P}"


def test_what_stands_below_the_end_of_the_article_goes() -> None:
    document = reading(article(f"<p>{P}</p><p>【打印本页】</p><p>示范数据中心</p>"))
    assert document.text == P
    assert "示范数据中心" in rules_of(document)["chrome:after_article"]


def test_signature_and_date_below_an_end_mark_stay() -> None:
    document = reading(
        article(f"<p>{P}</p><p>【打印本页】</p><p>示范市卫生健康委员会</p><p>2021年1月22日</p>")
    )
    assert document.text.split("\n") == [P, "示范市卫生健康委员会", "2021年1月22日"]


def test_a_sites_own_rule_and_body_are_followed() -> None:
    html = f'<body><div class="odd"><p>{P}</p><p class="ad">本站公告</p></div><div id="zoom"><p>{P}二。</p></div></body>'
    document = reading(html, body=".odd", chrome=(("notice", ".ad"),))
    assert document.text == P
    assert rules_of(document)["chrome:notice"] == "本站公告"


def test_page_breaks_written_as_words_are_marks_and_not_text() -> None:
    document = reading(article(f"<p>{P}#PAGE_BREAK#</p><p>{P}</p>"))
    assert document.text == f"{P}\n{P}"
    assert "page_mark" in [block.kind for block in document.blocks]


# text


def test_word_spans_are_neither_glued_nor_split() -> None:
    spans = "<span>示范办〔</span><span lang=EN-US>2017</span><span>〕</span><span>60</span><span>号</span>，<b>11</b>月<b>25</b>日前报送。"
    assert (
        reading(article(f"<p>{P}</p><p>{spans}</p>")).text.split("\n")[1]
        == "示范办〔2017〕60号，11月25日前报送。"
    )


def test_leading_indents_are_dropped_and_name_spacing_kept() -> None:
    assert reading(article(f"<p>　　{P}</p><p>&nbsp;&nbsp;联系人：张　三</p>")).text == f"{P}\n联系人：张 三"


def test_tables_stand_in_the_text_in_their_place_row_by_row() -> None:
    table = (
        "<table><tr><td colspan=2>许可</td><td>1</td></tr><tr><td>甲</td><td>乙</td><td>2</td></tr></table>"
    )
    document = reading(article(f"<p>{P}</p>{table}<p>{P}</p>"))
    assert document.text == f"{P}\n许可 | 1\n甲 | 乙 | 2\n{P}"
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert document.blocks[1].table == 0


def test_lists_of_attachments_in_the_article_are_part_of_its_text() -> None:
    document = reading(
        article(f'<p>{P}</p><p>附件：1.<a href="a.doc">示范表</a></p><p>2.<a href="b.xls">示范单</a></p>')
    )
    assert document.text == f"{P}\n附件：1.示范表\n2.示范单"
    assert [block.kind for block in document.blocks] == ["paragraph", "attachment", "attachment"]


def test_a_template_box_of_attachments_inside_the_article_is_no_text_of_it() -> None:
    document = reading(
        article(f'<p>{P}</p><p>2021年1月22日</p><div class="fujian"><a href="a.doc">示范表.doc</a></div>')
    )
    assert document.text == f"{P}\n2021年1月22日"
    assert [attachment.name for attachment in document.attachments] == ["示范表.doc"]
    assert document.evidence.sums.attachment == len("示范表.doc")


def test_signature_and_date_are_told_apart_from_paragraphs() -> None:
    document = reading(
        article(f"<p>一、总体情况</p><p>{P}</p><p>示范市卫生健康委员会</p><p>二〇二一年一月二十二日</p>")
    )
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "signature", "date"]


def test_every_block_has_a_path_in_the_page() -> None:
    document = reading(article(f"<p>{P}</p><p>{P}</p>"))
    assert [block.path for block in document.blocks] == [
        "#zoom > p:nth-of-type(1)",
        "#zoom > p:nth-of-type(2)",
    ]


def test_plain_text_is_labelled_by_line() -> None:
    text = f"示范市卫生健康委员会\n政府信息公开\n{TITLE}\n发布时间：2021-01-29\n{P}\n附件下载\n扫一扫在手机上查看当前页面\nBaidu\nmap\n"
    document = read(capture_of_file(text.encode(), "", {"Content-Type": "text/plain"}))
    assert document.title == TITLE
    assert document.text == P


# flags and sums


def test_flags_are_a_closed_list() -> None:
    assert known(["short_body", "no_body", "no_body"]) == ("no_body", "short_body")
    with pytest.raises(ValueError, match="without a description"):
        known(["invented"])


def test_a_page_with_little_text_says_so() -> None:
    assert "short_body" in reading(article("<p>公开目录见附表。</p>")).flags


def test_a_truncated_capture_says_so() -> None:
    assert "truncated" in read(Capture("", article(f"<p>{P}</p>").encode(), truncated=True)).flags


def test_every_flag_has_a_description() -> None:
    assert all(FLAGS.values())


@pytest.mark.parametrize(("offset", "before"), [(0, 0), (1, 1), (2, 4), (3, 5), (4, 6), (5, 10)])
def test_offsets_in_a_repaired_run_lead_back_to_the_original(offset: int, before: int) -> None:
    assert original([(1, 4, "x"), (6, 9, "")], offset) == before


# real pages


def corpus() -> list[Path]:
    home = os.environ.get("GONGKAI_CORPUS", "")
    return sorted(Path(home, "corpus").glob("*/*.html")) if home else []


@pytest.mark.skipif(not corpus(), reason="GONGKAI_CORPUS does not name a folder with stored pages")
@pytest.mark.parametrize("path", corpus(), ids=lambda path: path.stem)
def test_every_stored_page_is_read_and_its_labels_add_up(path: Path) -> None:
    assert read(
        capture_of_file(path.read_bytes(), f"http://www.shifan.example/{path.name}")
    ).evidence.sums.balanced


# the five seeds


SEEDS = sorted(Path(os.environ.get("GONGKAI_CORPUS", "") or "/nowhere", "seeds").glob("*.txt"))
SEED_FRAGMENTS = {
    "000": (["合计"], []),
    "001": (["会展路199号", "网站年度工作报表"], []),
    "002": (["〔2017〕60号", "2017年6月9日", "保障措施"], ["时间:", "扫一扫", "附件下载", "相关链接"]),
    "003": (["微信公众号3682条", "甘政公开办函﹝2020﹞13号"], ["|", "浏览次数", "信息来源"]),
    "004": (
        ["2023年度未收取政府信息公开信息处理费。"],
        ["Baidu", "发布时间:", "新疆维吾尔自治区卫生健康委员会\n政府信息公开"],
    ),
}


@pytest.mark.skipif(not SEEDS, reason="GONGKAI_CORPUS does not name a folder with the seeds")
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_seeds_keep_the_document_and_lose_the_chrome(path: Path) -> None:
    kept, gone = SEED_FRAGMENTS[path.stem[:3]]
    text = read(capture_of_file(path.read_bytes())).text
    assert [words for words in kept if words not in text] == []
    assert [words for words in gone if words in text] == []
