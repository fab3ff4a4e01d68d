"""勾稽关系 and the narrative check: when they pass, fail, and when the page does not say enough."""

from __future__ import annotations

import pytest

from pipelines.document import Check, Figure, Number
from pipelines.figures.checks import check, narrative_check

Printed = dict[str, Number | None]

APPLICANTS = (
    "natural_person commercial_enterprise research_institution public_welfare_org legal_service_org other_org"
).split()


def figures(printed: Printed) -> tuple[Figure, ...]:
    return tuple(Figure(name, value, "", "", 0, 0, 0) for name, value in printed.items())


def found(printed: Printed, id: str, column: str | None) -> Check:
    return next(c for c in check(figures(printed)) if (c.id, c.column) == (id, column))


def column(new: Number | None, carried: Number | None, total: Number | None, out: Number | None) -> Printed:
    names = ("new_received", "carried_in", "total_processed", "carried_out")
    return {f"t3.{n}.total": v for n, v in zip(names, (new, carried, total, out), strict=True)}


def row(total: Number | None, *parts: Number | None) -> Printed:
    return {"t3.granted.total": total} | {
        f"t3.granted.{name}": part for name, part in zip(APPLICANTS, parts, strict=True)
    }


def test_both_sides_of_the_official_relation_are_reported_with_their_difference() -> None:
    made = found(column(5, 1, 4, 1), "C1", "total")
    assert made == Check("C1", "total", 6, 5, 1, "fail", 0)


def test_blank_cells_count_as_zero_and_are_counted() -> None:
    assert found(column(5, None, 5, None), "C1", "total") == Check("C1", "total", 5, 5, 0, "pass", 2)


def test_a_column_of_blanks_is_not_assessable() -> None:
    assert found(column(None, None, None, None), "C1", "total").status == "not_assessable"


def test_a_blank_side_against_numbers_is_not_assessable() -> None:
    assert found(column(5, None, None, None), "C1", "total").status == "not_assessable"


def test_a_difference_is_no_failure_where_a_row_is_missing_from_the_page() -> None:
    printed = column(5, 0, 4, 1)
    del printed["t3.carried_out.total"]
    assert found(printed, "C1", "total").status == "not_assessable"


def test_a_row_without_its_total_is_not_assessable() -> None:
    made = found(row(None, 1, 0, 0, 0, 0, 0), "C3", "granted")
    assert (made.status, made.nulls_assumed_zero) == ("not_assessable", 1)


def test_a_row_of_blanks_with_the_total_zero_passes_on_assumed_zeros() -> None:
    made = found(row(0, *[None] * 6), "C3", "granted")
    assert (made.status, made.nulls_assumed_zero) == ("pass", 6)


def test_a_total_that_differs_by_one_fails_and_is_not_corrected() -> None:
    printed = row(4, 2, 1, 0, 0, 0, 0)
    assert found(printed, "C3", "granted") == Check("C3", "granted", 4, 3, 1, "fail", 0)
    assert printed["t3.granted.total"] == 4


@pytest.mark.parametrize(("other", "rows"), [("other", 1), ("other.misc", 3)])
def test_the_sum_of_outcomes_takes_other_cases_from_one_row_or_three(other: str, rows: int) -> None:
    made = found({"t3.total_processed.total": 2, f"t3.{other}.total": 2}, "C2", "total")
    assert (made.left, made.right, made.status) == (2, 2, "pass")
    assert made.nulls_assumed_zero == 18 + rows - 1


def test_table_four_is_checked_block_by_block() -> None:
    five = dict(
        zip(("upheld", "corrected", "other_result", "pending", "total"), (1, 0, 1, 0, 3), strict=True)
    )
    made = check(figures({f"t4.litigation_direct.{name}": value for name, value in five.items()}))
    assert made == (Check("C4", "litigation_direct", 3, 2, 1, "fail", 0),)


def test_tables_that_are_not_printed_are_not_checked() -> None:
    assert check(figures({"t2.rules.issued": 3})) == ()


def test_amounts_are_compared_without_the_dust_of_binary_fractions() -> None:
    printed: Printed = {"s14.org.staff": 0.3, "s14.org.staff_full": 0.1, "s14.org.staff_part": 0.2}
    assert found(printed, "S7", None).status == "pass"


TABLES = {"t3.new_received.total": 22, "t3.total_processed.total": 21}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("本年度共收到政府信息公开申请22件，办结21件，答复20件。", [22, 21, 20]),
        ("全年受理依申请公开 22 件。", [22]),
        ("收到36件政府信息公开申请；", [36]),
        ("2030年处理依申请公开事项12件，均已答复。", [12]),
        ("未收到政府信息公开申请。", [0]),
        ("上年结转申请2件，本年新收申请5件。", [5]),
        ("收到群众来信797件，办结797件；收到政府信息公开申请22件。", [22]),
        ("收到行政复议申请3件。", []),
        ("自2008年以来累计收到申请500件。", []),
        ("本年新收政府信息公开申请数量 | 22 | 0 件", []),
        ("本年度共收到政府信息公开申请1，204件。", [1204]),
        ("全年共受理依申请公开十二件（其中网上受理10件、信函受理2件），办结率100%。", [12]),
        ("收到申请二十三宗。", [23]),
        ("新收到政府信息公开申请５起，", [5]),
        ("截至2021年12月31日，本年共收到公民、法人和其他组织申请22份。", [22]),
        ("2021年累计收到申请22件。", [22]),
        ("全年无信息公开申请。", [0]),
        ("没有收到公民、法人或者其他组织的政府信息公开申请。", [0]),
        ("本年度收到政府信息公开申请0件。", [0]),
        ("截至2021年底，累计收到申请500件。", []),
        ("近年来共收到申请500件。", []),
        ("市本级收到申请22件。全市收到申请300件。", []),
        ("收到申请22件。全年收到申请22件，办结21件。", [22, 21]),
        ("通过网络收到申请12件，通过信函收到申请10件。", []),
        ("通过网络、信函等渠道共收到申请22件。", [22]),
        ("收到自然人申请20件。", []),
        ("收到申请24件，其中上年结转2件，本年新收22件。", [22]),
        ("收到申请24件（含上年结转2件）。", []),
        ("收到申请约20件。", []),
        ("收到申请20余件。", []),
        ("对收到的每一件申请都及时答复。", []),
        ("收到行政许可申请35件，办结35件。", []),
        ("未收到行政复议申请。", []),
        ("2019年收到申请30件，2020年收到申请22件，2020年办结21件。", [22, 21]),
        ("主动公开信息1000条，其中网站公开800条，收到申请22件。", [22]),
    ],
)
def test_counts_are_heard_only_where_the_text_speaks_of_this_years_applications(
    text: str, told: list[int]
) -> None:
    assert [made.left for made in narrative_check(text, figures(dict(TABLES)))] == told


ALL = {
    **TABLES,
    "t3.carried_in.total": 2,
    "t3.carried_out.total": 3,
    "t4.reconsideration.total": 1,
    "t4.litigation_direct.total": 1,
    "t4.litigation_after_reconsideration.total": None,
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "上年结转申请2件，本年新收申请22件，结转下年度继续办理3件。",
            {"received": 22, "carried_in": 2, "carried_out": 3},
        ),
        ("结转上一年度申请2件，3件申请结转至下一年度。", {"carried_in": 2, "carried_out": 3}),
        ("无上年结转申请，无结转下年度申请。", {"carried_in": 0, "carried_out": 0}),
        ("因政府信息公开被提起行政复议1件、行政诉讼1件。", {"reconsideration": 1, "litigation": 1}),
        ("因政府信息公开申请行政复议一件。", {"reconsideration": 1}),
        ("全年未发生因政府信息公开引发的行政复议、行政诉讼案件。", {"reconsideration": 0, "litigation": 0}),
        ("政府信息公开行政复议和行政诉讼均为0件。", {"reconsideration": 0, "litigation": 0}),
        ("政府信息公开行政复议和行政诉讼共2件。", {}),
        ("政府信息公开行政复议结果维持1件。", {}),
        ("因政府信息公开提起的行政诉讼，未经复议直接起诉1件。", {}),
        ("全年受理行政复议案件35件，代理行政诉讼12件。", {}),
        ("收到政府信息公开类行政复议申请5件。", {}),
        ("发生行政复议3件。", {}),
    ],
)
def test_what_is_carried_over_and_contested_is_compared_too(text: str, told: dict[str, int]) -> None:
    assert {made.column: made.left for made in narrative_check(text, figures(dict(ALL)))} == told


def test_litigation_is_the_sum_of_both_ways_to_court() -> None:
    [made] = narrative_check("因政府信息公开引起行政诉讼1件。", figures(dict(ALL)))
    assert (made.left, made.right, made.status, made.nulls_assumed_zero) == (1, 1, "pass", 1)


def test_a_row_the_page_does_not_have_is_not_compared() -> None:
    assert narrative_check("上年结转申请2件。", figures(dict(TABLES))) == ()


def test_the_narrative_differs_but_never_fails() -> None:
    made = narrative_check("收到申请23件，办结21件。", figures(dict(TABLES)))
    assert [(c.id, c.column, c.delta, c.status) for c in made] == [
        ("C7", "received", 1, "differs"),
        ("C7", "closed", 0, "pass"),
    ]


def test_the_narrative_is_not_assessable_against_a_blank_total() -> None:
    made = narrative_check("收到申请23件。", figures({"t3.new_received.total": None}))
    assert [c.status for c in made] == ["not_assessable"]


def test_without_figures_nothing_is_compared() -> None:
    assert narrative_check("收到申请23件。", ()) == ()
