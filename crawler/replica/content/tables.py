"""The three statutory tables of a report as rows of cells with their spans."""

from collections.abc import Mapping

from crawler.replica.article import Cell, Table
from crawler.replica.content.printing import Printed
from crawler.replica.content.statutory import (
    APPLICANT_LABELS,
    APPLICANTS,
    CORNER,
    DENIED,
    NOT_PROCESSED,
    OTHER_2021,
    OUTCOMES,
    REVIEWS,
    UNABLE,
    Part,
    parts,
)
from crawler.replica.gold import Format

Row = tuple[Cell, ...]
Values = Mapping[str, Printed]

HEADING_TWO = "二、主动公开政府信息情况"
HEADING_THREE = "三、收到和处理政府信息公开申请情况"
HEADING_FOUR = "四、政府信息公开行政复议、行政诉讼情况"


def _figure(field: str, values: Values, colspan: int = 1) -> Cell:
    words, value = values[field]
    return Cell(words, 1, colspan, field, value)


def table_two(edition: Format, values: Values, five_columns: bool = False) -> Table:
    """Table two on four columns, or on the five of pages whose head and data rows have differing colspans."""
    rows: list[Row] = []
    for part in parts(edition):
        head, data = _spans(part, five_columns)
        rows.append((Cell(part.heading, colspan=5 if five_columns else 4),))
        labels = ("信息内容", *part.labels)
        rows.append(tuple(Cell(words, colspan=span) for words, span in zip(labels, head, strict=True)))
        for label, prefix in part.rows:
            names = [f"t2.{prefix}.{field}" for field in part.fields]
            cells = [_figure(name, values, span) for name, span in zip(names, data[1:], strict=True)]
            rows.append((Cell(label, colspan=data[0]), *cells))
    return Table(HEADING_TWO, tuple(rows))


def _spans(part: Part, five_columns: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the colspans of the head row and of the data rows of one part."""
    if not five_columns:
        spans = {3: (1, 1, 1, 1), 2: (1, 1, 2), 1: (1, 3)}[len(part.fields)]
        return spans, spans
    if len(part.fields) == 3:
        return (1, 1, 2, 1), (1, 2, 1, 1) if part.fields[0] == "items_prev_year" else (1, 1, 2, 1)
    return ((1, 1, 3), (1, 2, 2)) if len(part.fields) == 2 else ((1, 4), (2, 3))


def table_three(edition: Format, values: Values) -> Table:
    """Table three: a head of three rows, then 23 or 25 rows of seven figures."""

    def seven(name: str) -> Row:
        return tuple(_figure(f"t3.{name}.{who}", values) for who in APPLICANTS)

    other = OTHER_2021 if edition == "2021" else ()
    details = 2 + len(DENIED) + len(UNABLE) + len(NOT_PROCESSED) + (len(other) or 1) + 1
    rows: list[Row] = [
        (Cell(CORNER, 3, 3), Cell("申请人情况", colspan=7)),
        (Cell("自然人", 2), Cell("法人或其他组织", colspan=5), Cell("总计", 2)),
        tuple(Cell(label) for label in APPLICANT_LABELS),
        (Cell("一、本年新收政府信息公开申请数量", colspan=3), *seven("new_received")),
        (Cell("二、上年结转政府信息公开申请数量", colspan=3), *seven("carried_in")),
        (Cell("三、本年度办理结果", details), Cell("（一）予以公开", colspan=2), *seven("granted")),
        (
            Cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", colspan=2),
            *seven("partially_granted"),
        ),
    ]
    groups = [
        ("（三）不予公开", "denied", DENIED),
        ("（四）无法提供", "unable", UNABLE),
        ("（五）不予处理", "not_processed", NOT_PROCESSED),
    ]
    if other:
        groups.append(("（六）其他处理", "other", other))
    for label, group, kinds in groups:
        for place, (name, words) in enumerate(kinds):
            first = (Cell(label, len(kinds)),) if place == 0 else ()
            rows.append((*first, Cell(words), *seven(f"{group}.{name}")))
    if not other:
        rows.append((Cell("（六）其他处理", colspan=2), *seven("other")))
    rows.append((Cell("（七）总计", colspan=2), *seven("total_processed")))
    rows.append((Cell("四、结转下年度继续办理", colspan=3), *seven("carried_out")))
    return Table(HEADING_THREE, tuple(rows))


def table_four(values: Values) -> Table:
    """Table four: fifteen columns, three blocks of five outcomes."""
    labels = tuple(label for _, label in OUTCOMES)
    return Table(
        HEADING_FOUR,
        (
            (Cell("行政复议", colspan=5), Cell("行政诉讼", colspan=10)),
            (
                *(Cell(label, 2) for label in labels),
                Cell("未经复议直接起诉", colspan=5),
                Cell("复议后起诉", colspan=5),
            ),
            tuple(Cell(label) for label in labels * 2),
            tuple(_figure(f"t4.{block}.{name}", values) for block in REVIEWS for name, _ in OUTCOMES),
        ),
    )
