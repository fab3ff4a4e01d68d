"""Figures of golden pages, and what happens where a page does not keep to the format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Cell, Figure, Table
from pipelines.figures.checks import check
from pipelines.figures.format import formats
from pipelines.figures.read import Reading, read_figures
from pipelines.tables.find import data_tables
from pipelines.tables.read import read_table
from pipelines.tree.flat import parse
from pipelines.tree.page import page_of

GOLDEN = Path(__file__).parents[1] / "golden" / "figures"
PAGES = sorted(GOLDEN.glob("*.html"))
pages = pytest.mark.parametrize("case", PAGES, ids=[case.stem for case in PAGES])


def tables_of(html: str) -> list[Table]:
    tree = parse(html)
    page = page_of("", tree, tree.texts)
    return [read_table(page, node) for node in data_tables(page, 0, len(tree.tags))]


def read(html: str) -> Reading:
    return read_figures(tables_of(html))


def values(reading: Reading) -> dict[str, Any]:
    return {figure.name: figure.value for figure in reading.figures}


def record(reading: Reading) -> dict[str, Any]:
    return {
        "format": reading.format,
        "doubts": list(reading.doubts),
        "figures": {f.name: [f.value, f.raw, f.unit] for f in reading.figures},
        "checks": [
            [c.id, c.column, c.left, c.right, c.delta, c.status, c.nulls_assumed_zero]
            for c in check(reading.figures)
        ],
    }


def actual_and_expected(case: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    actual = record(read(case.read_bytes().decode("utf-8")))
    expected = case.with_suffix(".json")
    if not expected.exists():
        expected.write_text(json.dumps(actual, ensure_ascii=False, indent=1), encoding="utf-8")
        pytest.fail(f"{expected.name} was missing and has been written: review it")
    return actual, json.loads(expected.read_text("utf-8"))


@pages
@pytest.mark.parametrize("part", ["format", "doubts", "figures"])
def test_a_golden_page_gives_what_it_prints(case: Path, part: str) -> None:
    actual, expected = actual_and_expected(case)
    assert actual[part] == expected[part]


@pages
def test_the_checks_of_a_golden_page_come_out_as_expected(case: Path) -> None:
    actual, expected = actual_and_expected(case)
    key = lambda made: (made[0], str(made[1]))  # noqa: E731
    assert sorted(actual["checks"], key=key) == sorted(expected["checks"], key=key)


@pages
def test_a_figure_names_the_cell_it_stands_in(case: Path) -> None:
    tables = tables_of(case.read_bytes().decode("utf-8"))
    for figure in read_figures(tables).figures:
        assert tables[figure.table].grid[figure.row][figure.column] == figure.raw


def test_every_format_has_a_golden_page() -> None:
    formats_seen = {json.loads(case.with_suffix(".json").read_text("utf-8"))["format"] for case in PAGES}
    assert {form.name for form in formats()} <= formats_seen


def test_every_name_in_a_check_or_a_narrative_rule_is_a_figure_of_its_format() -> None:
    for form in formats():
        names = {name for table in form.tables.values() for name in table.names}
        for relation in form.checks:
            for each in relation.each or ("",):
                assert {side.replace("*", each) for side in (*relation.left, *relation.right)} <= names
        assert {name for sides in form.narrative.values() for name in sides.split(" + ")} <= names


def test_the_statutory_tables_have_as_many_figures_as_their_forms() -> None:
    counts = {(form.name, id): len(table.names) for form in formats() for id, table in form.tables.items()}
    assert counts == {
        ("2014", "s14"): 58,
        ("2019", "t2"): 22,
        ("2019", "t3"): 161,
        ("2019", "t4"): 15,
        ("2021", "t2"): 10,
        ("2021", "t3"): 175,
        ("2021", "t4"): 15,
    }


HEAD = (
    "<table border=1><tr><td rowspan=3 colspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    "<td colspan=7>申请人情况<tr><td rowspan=2>自然人<td colspan=5>法人或其他组织<td rowspan=2>总计"
    "<tr><td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他"
)
NEW = "<tr><td colspan=3>一、本年新收政府信息公开申请数量"
CARRIED = "<tr><td colspan=3>二、上年结转政府信息公开申请数量"


def cells(*words: object) -> str:
    return "".join(f"<td>{word}" for word in words)


def row_of(reading: Reading, row: str) -> list[Any]:
    return [f.value for f in reading.figures if f.name.startswith(f"t3.{row}.")]


def test_a_row_with_one_number_too_many_is_left_out_with_a_doubt() -> None:
    reading = read(HEAD + NEW + cells(9, 1, 2, 0, 0, 0, 0, 3) + CARRIED + cells(1, 0, 0, 0, 0, 0, 1))
    assert row_of(reading, "new_received") == []
    assert row_of(reading, "carried_in") == [1, 0, 0, 0, 0, 0, 1]
    assert "t3.new_received: 8 cells under a header of 7 columns" in reading.doubts


def test_blank_cells_after_the_last_column_are_nothing() -> None:
    reading = read(HEAD + NEW + cells(1, 2, 0, 0, 0, 0, 3, "", "") + CARRIED + cells(1, 0, 0, 0, 0, 0, 1))
    assert row_of(reading, "new_received") == [1, 2, 0, 0, 0, 0, 3]


def test_a_row_that_breaks_off_gives_the_columns_it_still_has() -> None:
    reading = read(HEAD + NEW + cells(5, 1, 0) + CARRIED + cells(1, 0, 0, 0, 0, 0, 1))
    assert values(reading)["t3.new_received.research_institution"] == 0
    assert "t3.new_received.total" not in values(reading)
    assert any("only 3 of 7" in doubt for doubt in reading.doubts)


def test_a_cell_over_several_columns_is_not_shared_out_among_them() -> None:
    reading = read(HEAD + NEW + "<td colspan=7>0" + CARRIED + cells(1, 0, 0, 0, 0, 0, 1))
    assert row_of(reading, "new_received") == []
    assert "t3.new_received: one cell covers several columns" in reading.doubts


def test_label_cells_split_off_as_blanks_do_not_shift_the_numbers() -> None:
    reading = read(
        HEAD
        + NEW.replace(" colspan=3", "")
        + cells("", "", 1, 2, 0, 0, 0, 0, 3)
        + CARRIED
        + cells(*"1000001")
    )
    assert row_of(reading, "new_received") == [1, 2, 0, 0, 0, 0, 3]


def test_columns_in_another_order_follow_their_labels() -> None:
    swapped = HEAD.replace("商业企业", "甲").replace("科研机构", "商业企业").replace("甲", "科研机构")
    reading = read(swapped + NEW + cells(1, 2, 3, 0, 0, 0, 6) + CARRIED + cells(*"1000001"))
    assert values(reading)["t3.new_received.research_institution"] == 2
    assert values(reading)["t3.new_received.commercial_enterprise"] == 3


def test_a_column_of_remarks_takes_nothing_from_the_others() -> None:
    head = HEAD.replace("申请人情况", "申请人情况<td rowspan=3>备注")
    reading = read(head + NEW + cells(1, 2, 0, 0, 0, 0, 3, "含信函") + CARRIED + cells(*"1000001", ""))
    assert row_of(reading, "new_received") == [1, 2, 0, 0, 0, 0, 3]
    assert any("备注 (含信函)" in doubt for doubt in reading.doubts)


def test_a_part_of_table_three_that_does_not_tell_its_format_is_read_all_the_same() -> None:
    reading = read(HEAD + NEW + cells(*"1200003") + CARRIED + cells(*"1000001"))
    assert reading.format is None
    assert len(reading.figures) == 14
    assert reading.doubts == ("the tables do not tell the format",)


def test_a_repeated_table_counts_once_and_a_contradiction_is_a_doubt() -> None:
    one = HEAD + NEW + cells(*"1200003") + CARRIED + cells(*"1000001") + "</table>"
    reading = read(one + one.replace("<td>2", "<td>4"))
    assert values(reading)["t3.new_received.commercial_enterprise"] == 2
    assert "t3.new_received.commercial_enterprise: printed twice, '2' and '4'" in reading.doubts


def test_words_in_a_number_cell_are_kept_as_printed_without_a_value() -> None:
    reading = read(
        HEAD + NEW + cells("见附件", "/", "—", "无", "", "０", "1,0") + CARRIED + cells(*"1000001")
    )
    figures = {figure.name: figure for figure in reading.figures}
    assert row_of(reading, "new_received") == [None, None, None, None, None, 0, None]
    assert figures["t3.new_received.natural_person"].raw == "见附件"
    assert "t3.new_received.natural_person, t3.new_received.total: no number: '见附件'" not in reading.doubts
    assert "t3.new_received.natural_person: no number: '见附件'" in reading.doubts


def test_reconsideration_and_litigation_in_tables_of_their_own_keep_their_blocks() -> None:
    five = cells("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    reading = read(
        f"<table><tr><td colspan=5>行政复议<tr>{five}<tr>{cells(*'10012')}</table>"
        f"<table><tr><td colspan=10>行政诉讼<tr><td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉"
        f"<tr>{five}{five}<tr>{cells(*'0000030003')}</table>"
    )
    assert len(reading.figures) == 15
    assert values(reading)["t4.reconsideration.total"] == 2
    assert values(reading)["t4.litigation_after_reconsideration.upheld"] == 3


def test_table_four_with_a_number_too_many_is_not_read() -> None:
    five = cells("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    reading = read(
        f"<table><tr><td colspan=5>行政复议<td colspan=10>行政诉讼<tr>{five.replace('<td', '<td rowspan=2')}"
        f"<td colspan=5>未经复议直接起诉<td colspan=5>复议后起诉<tr>{five}{five}<tr>{cells(*'1' * 16)}</table>"
    )
    assert reading.figures == ()
    assert "t4: 16 cells under a header of 15 columns" in reading.doubts


def test_the_year_in_a_title_does_not_decide_the_format() -> None:
    table = "<table border=1><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>0<td>4</table>"
    assert read(f"<h1>2019年政府信息公开工作年度报告</h1>{table}").format == "2021"


def test_an_old_table_two_beside_a_new_table_three_is_named_as_a_mixture() -> None:
    old = "<table border=1><tr><td>信息内容<td>本年新制作数量<td>本年新公开数量<td>对外公开总数量<tr><td>规章<td>1<td>0<td>4</table>"
    others = f"<tr><td rowspan=3>三、本年度办理结果<td rowspan=3>（六）其他处理<td>3.其他{cells(*'0000000')}"
    reading = read(old + HEAD + NEW + cells(*"1200003") + others + "</table>")
    assert reading.format == "2021"
    assert "tables of different formats: 2019, 2021" in reading.doubts
    assert values(reading)["t2.rules.disclosed_total"] == 4


def test_no_tables_give_no_figures_and_no_doubts() -> None:
    assert read_figures([]) == Reading((), None, ())


labels = sorted({variant for form in formats() for table in form.tables.values() for variant in table.labels})
words = st.one_of(st.sampled_from(labels), st.sampled_from(["", "0", "3", "—", "无", "5万元", "1,2"]))


@st.composite
def any_table(draw: st.DrawFn) -> Table:
    rows = draw(st.lists(st.lists(words, max_size=9), max_size=9))
    grid = [
        Cell(y, x, draw(st.integers(1, 3)), draw(st.integers(1, 3)), text)
        for y, row in enumerate(rows)
        for x, text in enumerate(row)
    ]
    return Table("", tuple(grid), len(rows), max((len(row) for row in rows), default=0), "table")


@given(st.lists(any_table(), max_size=3))
def test_any_tables_are_read_and_every_figure_has_a_known_name_and_comes_once(tables: list[Table]) -> None:
    reading = read_figures(tables)
    names = [figure.name for figure in reading.figures]
    known = {name for form in formats() for table in form.tables.values() for name in table.names}
    assert len(names) == len(set(names)) and set(names) <= known
    assert all(isinstance(figure, Figure) for figure in reading.figures)
    check(reading.figures)


def test_a_table_far_larger_than_any_statutory_one_gives_no_figures() -> None:
    head = "<table border=1><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数"
    assert read(head + "<tr><td>规章<td>1<td>0<td>4" * 2000).figures == ()
