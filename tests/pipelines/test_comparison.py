"""Two readings beside each other: golden changes of paragraphs, cells and figures, and what must hold for any two."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipelines.capture import capture_of_file
from pipelines.comparison.alignment import align
from pipelines.comparison.compare import FigureChange, compare
from pipelines.comparison.paragraphs import compare_paragraphs
from pipelines.comparison.words import stretches
from pipelines.document import Block, Document
from pipelines.reading.read import read

PAGE = """<html><head><meta charset="utf-8"><title>示范县2023年政府信息公开工作年度报告</title></head><body>
<h1>示范县2023年政府信息公开工作年度报告</h1><div id="zoom">
<p>一、总体情况</p>
<p>全年主动公开政府信息{published}条，收到申请12件，均已按期答复，没有发生行政复议。</p>
<p>各单位认真落实条例要求，及时更新栏目，公开的质量继续提高。</p>{more}
<table border="1"><tr><td colspan="4">第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>规章</td><td>0</td><td>0</td><td>{rules}</td></tr>{row}
<tr><td>行政规范性文件</td><td>7</td><td>1</td><td>41</td></tr></table>
</div></body></html>"""


def page(published: int = 350, rules: str = "3", more: str = "", row: str = "") -> Document:
    html = PAGE.format(published=published, rules=rules, more=more, row=row)
    return read(capture_of_file(html.encode(), "http://www.shifan.example/nb.html"))


def blocks(*texts: str) -> list[Block]:
    return [Block("paragraph", text, "p") for text in texts]


def test_equal_readings_are_the_same() -> None:
    assert compare(page(), page()).same


def test_a_changed_number_is_a_changed_paragraph_and_a_changed_figure_is_named() -> None:
    told = compare(page(), page(published=360, rules="4"))
    (paragraph,) = told.paragraphs
    assert (paragraph.what, paragraph.earlier, paragraph.later) == ("changed", 2, 2)
    pieces = stretches(paragraph.before, paragraph.after)
    assert [tuple(piece) for piece in pieces if piece.what != "kept"] == [("gone", "350"), ("new", "360")]
    (cell,) = told.tables
    assert cell[:2] == ("changed", "cell")
    assert (cell.row, cell.column, cell.before, cell.after) == ("规章", "现行有效件数", "3", "4")
    (figure,) = told.figures
    assert isinstance(figure, FigureChange)
    assert figure.before is not None and figure.after is not None
    assert (figure.before.value, figure.after.value) == (3, 4)
    assert not told.fields and not told.attachments and not told.flags


def test_a_blank_cell_and_a_zero_are_not_the_same_figure() -> None:
    (figure,) = compare(page(rules="0"), page(rules="")).figures
    assert figure.before is not None and figure.after is not None
    assert (figure.before.value, figure.after.value) == (0, None)


def test_a_new_row_does_not_change_the_rows_below_it() -> None:
    told = compare(page(), page(row="<tr><td>地方性法规</td><td>1</td><td>0</td><td>2</td></tr>"))
    (row,) = told.tables
    assert (row.what, row.part, row.row, row.after) == ("new", "row", "地方性法规", "地方性法规 | 1 | 0 | 2")


def test_new_and_gone_tables_are_told_whole() -> None:
    with_table, without = page(), page()
    without = Document(**{**vars(without), "tables": (), "figures": (), "checks": ()})
    (gone,) = compare(with_table, without).tables
    assert (gone.what, gone.part, gone.table) == ("gone", "table", 0)
    (new,) = compare(without, with_table).tables
    assert (new.what, new.part) == ("new", "table")
    assert {change.after for change in compare(with_table, without).figures} == {None}


def test_a_paragraph_that_moved_is_told_once() -> None:
    before = blocks("一、概况", "公开的时效仍需提高，将于明年整改到位。", "收到申请十二件。", "全部办结。")
    after = blocks("一、概况", "收到申请十二件。", "全部办结。", "公开的时效仍需提高，将于明年整改到位。")
    (moved,) = compare_paragraphs(before, after)
    assert (moved.what, moved.earlier, moved.later) == ("moved", 2, 4)


def test_a_sentence_taken_out_leaves_the_rest_of_its_paragraph() -> None:
    (change,) = compare_paragraphs(
        blocks("收到申请十二件。其中三件不予公开。全部办结。"), blocks("收到申请十二件。全部办结。")
    )
    assert change.what == "changed"
    gone = [piece.text for piece in stretches(change.before, change.after) if piece.what == "gone"]
    assert "".join(gone) == "其中三件不予公开。"


texts = st.lists(st.text("公开申请12件，。", max_size=12), max_size=8)


@given(texts, texts)
def test_an_alignment_has_every_index_once_and_never_crosses(earlier: list[str], later: list[str]) -> None:
    pairs = align(earlier, later)
    left = [pair.earlier for pair in pairs if pair.earlier is not None]
    right = [pair.later for pair in pairs if pair.later is not None]
    assert left == list(range(len(earlier)))
    assert right == list(range(len(later)))
    assert all(one != other for one, other in pairwise(pairs))


@given(texts, texts)
def test_the_later_text_follows_from_the_earlier_and_the_changes(
    earlier: list[str], later: list[str]
) -> None:
    changes = compare_paragraphs(blocks(*earlier), blocks(*later))
    taken = {change.earlier for change in changes if change.earlier is not None}
    kept = [text for number, text in enumerate(earlier, 1) if number not in taken]
    told = {change.later: change.after for change in changes if change.later is not None}
    rest = iter(kept)
    rebuilt = [told[number] if number in told else next(rest) for number in range(1, len(later) + 1)]
    assert rebuilt == later
    assert next(rest, None) is None


@given(st.text("公开12,.a 件", max_size=30), st.text("公开12,.a 件", max_size=30))
def test_stretches_make_both_texts(earlier: str, later: str) -> None:
    pieces = stretches(earlier, later)
    assert "".join(text for what, text in pieces if what != "new") == earlier
    assert "".join(text for what, text in pieces if what != "gone") == later
