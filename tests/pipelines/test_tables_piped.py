"""Tables in plain text, in the three manners of text extractors."""

from __future__ import annotations

import pytest

from pipelines.document import Table
from pipelines.tables.piped import piped_tables
from pipelines.tree.flat import plain
from pipelines.tree.page import page_of


def piped(text: str) -> list[tuple[int, int, Table]]:
    tree = plain(text)
    return piped_tables(page_of("", tree, tree.texts))


def grids(text: str) -> list[list[list[str]]]:
    return [table.grid for _, _, table in piped(text)]


def test_a_row_a_line_is_a_table() -> None:
    assert grids("年份 | 件数\n2029 | 3\n2030 | 4") == [[["年份", "件数"], ["2029", "3"], ["2030", "4"]]]


def test_the_rule_under_a_markdown_header_is_no_row() -> None:
    assert grids("| 年份 | 件数 |\n| --- | :-: |\n| 2030 | |") == [[["年份", "件数"], ["2030", ""]]]


def test_a_line_of_pipes_closes_a_row_and_tells_the_columns_its_spans_swallowed() -> None:
    text = "标题 |\n|||\n甲 |\n1 |\n2 |\n|\n乙 |\n3 |\n4 |\n5 |\n丙 |\n6 |"
    assert grids(text) == [
        [["标题", "", "", ""], ["甲", "1", "2", ""], ["乙", "3", "4", "5"], ["丙", "6", "", ""]]
    ]


def test_a_single_pipe_inside_a_row_is_an_empty_cell() -> None:
    assert grids("标题 |\n|||\n甲 |\n|\n2 |\n|") == [[["标题", "", "", ""], ["甲", "", "2", ""]]]


def test_rows_begun_by_a_pipe_keep_their_empty_last_cells() -> None:
    text = "附表：公开情况\n| 序号 |\n项目 |\n备注 |\n| 1 |\n机构 |\n|\n某委员会"
    ((first, last, table),) = piped(text)
    assert (first, last, table.caption) == (1, 6, "附表：公开情况")
    assert table.grid == [["序号", "项目", "备注"], ["1", "机构", ""]]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 公开 | 互动",
        "正文一句。\n字体：大 | 中 | 小\n正文又一句。",
        "甲" + "|" * 347 + "\n乙" + "|" * 347,
        "||||\n|||",
        "一句话 |",
        "没有竖线的文字",
    ],
)
def test_pipes_that_make_no_rows_are_no_table(text: str) -> None:
    assert grids(text) == []


def test_two_tables_with_a_heading_between_them_stay_two() -> None:
    assert [(a, b) for a, b, _ in piped("甲 | 1\n乙 | 2\n三、其他\n丙 | 3\n丁 | 4")] == [(0, 1), (3, 4)]


def test_tabs_part_cells_and_keep_the_empty_ones() -> None:
    assert grids("年份\t件数\t备注\n2029\t\t无\n2030\t4\t") == [
        [["年份", "件数", "备注"], ["2029", "", "无"], ["2030", "4", ""]]
    ]


def test_framed_rows_of_different_lengths_are_a_table() -> None:
    assert grids("| 标题 |\n| 甲 | 1 | 2 |\n| 乙 | 3 |") == [
        [["标题", "", ""], ["甲", "1", "2"], ["乙", "3", ""]]
    ]


@pytest.mark.parametrize("text", ["\t一段话。\n\t又一段话。", "甲\t乙。\n丙\t丁。"])
def test_tabs_that_indent_or_part_sentences_make_no_table(text: str) -> None:
    assert grids(text) == []
