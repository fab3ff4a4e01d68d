"""Finding data tables and reading them as grids: golden pages, and what must hold for any markup."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Table
from pipelines.tables.find import data_tables
from pipelines.tables.read import read_table
from pipelines.tree.flat import parse
from pipelines.tree.page import Page, page_of

GOLDEN = Path(__file__).parents[1] / "golden" / "tables"
PAGES = sorted(GOLDEN.glob("*.html"))


def page(html: str) -> Page:
    tree = parse(html)
    return page_of("", tree, tree.texts)


def tables(html: str) -> list[Table]:
    read = page(html)
    return [read_table(read, node) for node in data_tables(read, 0, len(read.tree.tags))]


def first_table(html: str) -> Table:
    """The first table element, whether it is a data table or not."""
    read = page(html)
    return read_table(read, read.tree.tags.index("table"))


@pytest.mark.parametrize("case", PAGES, ids=[case.stem for case in PAGES])
def test_the_data_tables_of_a_golden_page_are_found_and_read_exactly(case: Path) -> None:
    read = [{"caption": t.caption, "grid": t.grid} for t in tables(case.read_bytes().decode("utf-8"))]
    expected = case.with_suffix(".json")
    if not expected.exists():
        expected.write_text(json.dumps(read, ensure_ascii=False, indent=1), encoding="utf-8")
        pytest.fail(f"{expected.name} was missing and has been written: review it")
    assert read == json.loads(expected.read_text("utf-8"))


def test_there_is_a_golden_page_for_every_expectation() -> None:
    assert {p.stem for p in GOLDEN.glob("*.json")} == {p.stem for p in PAGES} != set()


def test_only_tables_of_the_asked_range_are_found() -> None:
    one = "<table><tr><td>年份<td>件数<tr><td>2030<td>4</table>"
    read = page(f"<div id=a>{one}</div><div id=b>{one}</div>")
    (b,) = read.tree.select("#b")
    assert data_tables(read, b, read.tree.ends[b]) == read.tree.select("#b table")


def test_a_rowspan_ends_with_its_row_group() -> None:
    html = "<table><tbody><tr><td rowspan=9>甲<td>1</tbody><tbody><tr><td>乙<td>2</tbody></table>"
    assert first_table(html).grid == [["甲", "1"], ["乙", "2"]]


def test_a_heading_over_more_columns_than_exist_keeps_its_width_as_the_standard_says() -> None:
    html = "<table><tr><td colspan=5>标题<tr><td>甲<td>1<td>2<td>3</table>"
    assert first_table(html).grid == [["标题"] * 5, ["甲", "1", "2", "3", ""]]


def test_header_cells_are_marked() -> None:
    cells = first_table("<table><tr><th>年份<td>件数</table>").cells
    assert [cell.header for cell in cells] == [True, False]


def test_the_path_leads_to_the_table() -> None:
    html = "<div id=zoom><p>x</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table></div>"
    assert tables(html)[0].path == "#zoom > table"


def test_a_table_without_visible_cells_has_no_rows_and_no_columns() -> None:
    table = first_table("<table><tr style='display:none'><td>x</td></tr><tr></tr></table>")
    assert (table.rows, table.columns, table.cells) == (0, 0, ())


def test_spans_too_many_for_any_grid_are_given_up_and_no_text_is_lost() -> None:
    staircase = "<table>" + "<tr><td rowspan=0>层</td></tr>" * 2000 + "</table>"
    table = first_table(staircase)
    assert (table.rows, table.columns, len(table.cells)) == (2000, 1, 2000)


def test_a_table_too_ragged_for_a_grid_is_no_data_table() -> None:
    assert tables("<table><tr>" + "<td>甲" * 3000 + "<tr><td>乙" * 3000 + "</table>") == []


def test_deep_nesting_is_read_without_recursion() -> None:
    assert [t.grid for t in tables("<table><tr><td>甲<td>乙" * 1500)] in ([], [[["甲", "乙"]]])


def test_a_sentence_above_a_table_is_no_caption_but_the_numbered_heading_over_it_is() -> None:
    html = "<p>二、主动公开情况</p><p>本年制发规章两件，已全部公开。</p><table><tr><td>年<td>件<tr><td>1<td>2</table>"
    assert tables(html)[0].caption == "二、主动公开情况"


def test_text_of_another_table_is_no_caption() -> None:
    one = "<table><tr><td>年份<td>件数<tr><td>2030<td>4</table>"
    assert [t.caption for t in tables(f"<p>三、申请情况</p>{one}{one}")] == ["三、申请情况", ""]


attributes = st.sampled_from(
    [
        "",
        " rowspan=0",
        " rowspan=2",
        " colspan=3",
        " colspan=1000000",
        " rowspan=65535",
        " colspan=x",
        " hidden",
    ]
)
tags = st.sampled_from("table tr td th tbody thead tfoot caption p br form".split())
pieces = st.one_of(
    st.builds(lambda tag, more: f"<{tag}{more}>", tags, attributes),
    st.builds(lambda tag: f"</{tag}>", tags),
    st.text(alphabet="甲乙1 |\n<&;", max_size=4),
)


@given(st.lists(pieces, max_size=60).map("".join))
def test_any_markup_gives_rectangular_grids_that_hold_every_cell(markup: str) -> None:
    read = page("<table>" + markup)
    for node, tag in enumerate(read.tree.tags):
        if tag == "table":
            table = read_table(read, node)
            assert {len(row) for row in table.grid} <= {table.columns}
            assert all(0 < c.colspan <= table.columns - c.column for c in table.cells)
            assert all(0 < c.rowspan <= table.rows - c.row for c in table.cells)


@given(st.lists(pieces, max_size=60).map("".join))
def test_any_markup_gives_data_tables_that_do_not_overlap(markup: str) -> None:
    read = page("<div><table>" + markup)
    found = data_tables(read, 0, len(read.tree.tags))
    assert all(read.tree.ends[a] <= b for a, b in pairwise(found))


def test_twenty_thousand_cells_are_one_table() -> None:
    (table,) = tables("<table>" + ("<tr>" + "<td>1" * 20) * 1000 + "</table>")
    assert (table.rows, table.columns, len(table.cells)) == (1000, 20, 20_000)


def test_huge_spans_on_every_cell_end() -> None:
    table = first_table("<table>" + "<tr><td rowspan=65534 colspan=1000>甲<td colspan=99>乙" * 3000)
    assert (table.rows, len(table.cells)) == (3000, 6000)
