"""The title of an attached file: a heading, else what is printed above the text, else the name of the file."""

from __future__ import annotations

import pytest

from crawler.replica.files.docx import docx_bytes, docx_of
from pipelines.attachments.markup import FURNITURE, Grid, GridCell, Words
from pipelines.attachments.printed_title import printed_title
from pipelines.capture import Capture
from pipelines.reading.profile import Profile
from pipelines.reading.read import read

PROSE = "现将有关情况报告如下，统计时段为全年，数据由各科室提供并经汇总核对。"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("示范县水务局2021年政府信息公开工作年度报告", PROSE), "示范县水务局2021年政府信息公开工作年度报告"),
        (("示范县水务局2021年", "政府信息公开工作年度报告", PROSE), "示范县水务局2021年政府信息公开工作年度报告"),
        (("示范县水务局", "2021年政府信息公开工作年度报告", "（2021年度）", "一、概况"),
         "示范县水务局2021年政府信息公开工作年度报告（2021年度）"),
        (("附件2：", "示范县河道巡查标准", "及考核办法", PROSE), "示范县河道巡查标准及考核办法"),
        (("示水函〔2021〕18号", "示范县水务局关于", "开展汛前检查的通知", "各镇："), "示范县水务局关于开展汛前检查的通知"),
        (("一、年度报告", "二、其他报告"), ""),
        ((PROSE, "年度报告"), ""),
        (("示范县水务局", "张某某", "2021年3月"), ""),
        ((), ""),
    ],
)  # fmt: skip
def test_a_title_is_the_lines_above_the_text_that_are_named_as_documents_are(
    lines: tuple[str, ...], title: str
) -> None:
    assert printed_title([Words(line) for line in lines]) == title


def test_running_heads_lists_and_tables_hold_no_title() -> None:
    table = Grid((GridCell(0, 0, 1, 1, "统计表"),))
    assert printed_title([Words("年度报告", "p", FURNITURE), Words("考核办法")]) == "考核办法"
    assert printed_title([table, Words("年度报告")]) == ""
    assert printed_title([Words("年度报告", "li")]) == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("附件1.docx", "示范县水务局2021年工作报告"),
        ("P0202201180012.docx", "示范县水务局2021年工作报告"),
        ("示范县示范县水务局2021年工作报告（公示稿）.docx", "示范县示范县水务局2021年工作报告（公示稿）"),
    ],
)
def test_the_title_of_a_file_is_no_part_of_its_text_and_makes_its_kind_known(name: str, title: str) -> None:
    capture = Capture("http://www.shifan.example/a", docx_of(["示范县水务局2021年工作报告", PROSE]))
    document = read(capture, Profile(fields=(("list_title", name),)))
    assert (document.title, document.text.endswith(PROSE)) == (title, True)
    assert ("工作报告" in document.text) == (title not in "示范县水务局2021年工作报告")


def test_a_file_that_prints_no_title_has_that_of_its_name() -> None:
    body = docx_bytes(["示范县水务局"], [("序号", "事项"), ("1", "巡查")])
    document = read(Capture("http://www.shifan.example/巡查事项.docx", body))
    assert document.title == "巡查事项"
