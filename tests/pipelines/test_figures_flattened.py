"""Statutory tables out of flattened text: what windows prove is read, the rest is said to be lost."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.replica import Gold, Replica
from pipelines.capture import Capture
from pipelines.figures.flattened import Flattened, NotRecoverable, flattened_tables
from pipelines.figures.read import read_figures
from pipelines.reading.read import read
from pipelines.tables.piped import piped_tables
from pipelines.tree.flat import plain
from pipelines.tree.page import Page, page_of

REPORTS = [gold for gold in Replica(7).gold() if gold.format in ("2014", "2019", "2021")][::3]


def page(text: str) -> Page:
    tree = plain(text)
    return page_of("", tree, tree.texts)


def flattened(text: str) -> Flattened:
    read = page(text)
    return flattened_tables(read, range(len(read.lines)))


def values(text: str) -> dict[str, Any]:
    """Figures of all tables of a plain text, those with pipes or tabs included."""
    read = page(text)
    parted = piped_tables(read)
    taken = {line for first, last, _ in parted for line in range(first, last + 1)}
    whole = flattened_tables(read, [i for i in range(len(read.lines)) if i not in taken])
    tables = sorted([*parted, *whole.tables], key=lambda found: found[:2])
    return {f.name: f.value for f in read_figures([table for _, _, table in tables]).figures}


def crush(gold: Gold, between: str, around: str = "", blanks: bool = False) -> str:
    """The text of a report as an extractor leaves it that puts `between` between the cells of a row."""
    lines = []
    for line in gold.text.split("\n"):
        cells = line.split(" | ")
        if len(cells) == 1:
            lines.append(line)
        else:
            lines.append(around + between.join(cell for cell in cells if cell or blanks) + around)
    return "\n".join(lines)


@pytest.mark.parametrize("between", ["\n", "\n\n", " ", "　"])
def test_what_is_read_from_flattened_reports_is_what_they_print(between: str) -> None:
    complete = 0
    for gold in REPORTS:
        read, truth = values(crush(gold, between)), dict(gold.figures)
        assert read.items() <= truth.items()
        assert None in truth.values() or read == truth
        complete += read == truth
    assert complete > 0.9 * len(REPORTS)


@pytest.mark.parametrize(("between", "around"), [(" | ", "| ")])
def test_bars_keep_blank_cells(between: str, around: str) -> None:
    for gold in REPORTS:
        assert values(crush(gold, between, around, blanks=True)) == dict(gold.figures)


def test_a_crushed_report_is_read_as_a_document_with_its_figures_and_checks() -> None:
    gold = next(gold for gold in REPORTS if gold.format == "2021" and None not in dict(gold.figures).values())
    document = read(Capture("http://www.shifan.example/a.txt", crush(gold, "\n").encode()))
    assert {figure.name: figure.value for figure in document.figures} == dict(gold.figures)
    assert {check.status for check in document.checks if check.id in ("C1", "C2", "C3", "C4")} <= {
        "pass",
        "fail",
    }
    assert document.not_recoverable == ()


def test_what_a_text_evidently_had_and_nothing_proves_is_said_with_the_reason() -> None:
    gold = next(gold for gold in REPORTS if gold.format == "2021")
    document = read(Capture("http://www.shifan.example/a.txt", crush(gold, "").encode()))
    assert {lost.table for lost in document.not_recoverable} >= {"t3"}
    assert all(lost.reason for lost in document.not_recoverable)
    assert "figures_not_recoverable" in document.flags


def test_nothing_is_read_where_labels_and_numbers_run_together() -> None:
    for gold in REPORTS:
        text = crush(gold, "")
        assert values(text) == {}
        assert {lost.row for lost in flattened(text).lost} == {""}


DISCLOSURES = "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n{rules}\n行政规范性文件\n4\n1\n38\n信息内容\n本年处理决定数量\n行政许可\n921"


def test_a_row_with_fewer_numbers_than_cells_is_not_shared_out() -> None:
    text = DISCLOSURES.format(rules="0\n3")
    assert flattened(text).lost == (NotRecoverable("t2", "rules", "2 numbers where the row has 3 cells"),)
    assert values(text) == {
        "t2.normative_documents.issued": 4,
        "t2.normative_documents.repealed": 1,
        "t2.normative_documents.in_force": 38,
        "t2.licensing.decisions": 921,
    }


def test_a_row_with_more_numbers_than_cells_is_not_shared_out() -> None:
    assert "t2.rules.issued" not in values(DISCLOSURES.format(rules="0\n0\n3\n3"))


def test_a_row_without_any_number_is_lost_and_not_blank() -> None:
    text = DISCLOSURES.replace("{rules}\n", "")
    assert flattened(text).lost == (NotRecoverable("t2", "rules", "no number stands after its label"),)
    assert "t2.rules.issued" not in values(text)


def test_a_table_has_its_printed_words_and_its_lines() -> None:
    ((first, last, table),) = flattened(
        "二、主动公开政府信息情况\n" + DISCLOSURES.format(rules="0\n0\n3")
    ).tables
    assert (first, last, table.caption) == (1, 16, "二、主动公开政府信息情况")
    assert table.grid[:2] == [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "3"],
    ]


def test_a_column_of_another_format_in_the_header_is_doubted() -> None:
    text = DISCLOSURES.format(rules="0\n0\n3").replace("本年处理决定数量", "本年处理决定数量\n本年增/减")
    read = page(text)
    ((_, _, table),) = flattened_tables(read, range(len(read.lines))).tables
    assert read_figures([table]).doubts == ("t2.licensing: only 1 of 2 columns are printed",)


def test_labels_cut_into_lines_are_put_together() -> None:
    rows = (
        "一、本年新收政府信息公开申请数量\n{0}\n二、上年结转政府信息公开申请数量\n{1}\n（五）不予处理\n"
        "5.要求行政机关确认或重新\n出具已获取信息\n{1}\n四、结转下年度继续办理\n{1}"
    )
    read = values(rows.format("\n".join("8100009"), "\n".join("0000000")))
    assert (read["t3.new_received.natural_person"], read["t3.new_received.total"]) == (8, 9)
    assert read["t3.not_processed.reconfirm_obtained.total"] == 0


FIVE = "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n"
OUTCOMES = "行政复议\n行政诉讼\n" + FIVE + "未经复议直接起诉\n复议后起诉\n" + FIVE + FIVE


def test_table_four_needs_all_labels_and_all_numbers() -> None:
    numbers = "\n".join("201030010111002")
    assert values(OUTCOMES + numbers)["t4.litigation_after_reconsideration.total"] == 2
    assert values(OUTCOMES + numbers[2:]) == {}
    assert flattened(OUTCOMES + numbers[2:]).lost == (
        NotRecoverable("t4", "", "14 numbers where the row has 15 cells"),
    )
    assert values(OUTCOMES.removesuffix("总计\n") + numbers) == {}


@pytest.mark.parametrize(
    "text",
    [
        "全年收到申请12件。\n2023\n2024\n2025\n2026",
        "规章\n3\n其他\n4\n总计\n7",
        "行政许可、行政处罚和行政强制的决定数量见附表。",
        "1\n2\n3\n4\n5",
        "",
    ],
)
def test_numbers_in_lines_without_the_labels_of_a_table_are_none(text: str) -> None:
    assert flattened(text) == Flattened()


def test_a_text_far_longer_than_a_report_is_not_searched() -> None:
    once = DISCLOSURES.format(rules="0\n0\n3") + "\n"
    assert len(flattened(once * 100).tables) == 1
    assert flattened(once * 1000).tables == ()
