"""The title that a file prints above its text without saying that it is one: most Word files have no heading style.

People name files 附件1.docx or P0202201.pdf and print the title as the first paragraph, in one line or in several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from pipelines.attachments.markup import FURNITURE, FileBlock, Words

LOOKED_AT = 8
"""Lines at the top among which a title is looked for."""
LINES = 4
"""Of one title at most."""
LONGEST = 60
"""Characters of one line of a title."""

_IS_DOCUMENT = re.compile(
    r"(?:报告|年报|通知|公告|通告|公报|意见|决定|决议|办法|方案|规定|规范|细则|标准|函|批复|报表|公示|通报|制度|指南|要点|规划"
    r"|大纲|目录|清单|名单|说明|汇总|情况表|统计表|一览表|明细表|申请表|职位表|分工表|附表)(?:[(（][^()（）]{1,30}[)）])?$"
)
_LABEL = re.compile(
    r"附\s*[件表]?\s*[\d一二三四五六七八九十]*\s*[:：]?$|.{0,30}[〔\[（(]\d{4}[〕\]）)].{0,4}\d+号$"
)
_SECTION = re.compile(
    r"[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[章节条]|\d+[、.．]"
)
_GOES_ON = re.compile(r".*(?:关于|年|年度|的|及|和|与|、|《)$")
_CONTINUES = re.compile(r"(?:及|和|与|、|》)|[(（][^()（）]{1,30}[)）]$")
_BEGINS_WITHOUT_NAME = re.compile(r"\d{4}年|关于|政府信息公开")
_ORGAN = re.compile(
    r".{3,}(?:政府|局|委员会|委|厅|院|办公室|办事处|中心|管委会|法院|检察院|学校|大学|医院|公司|[镇乡])$"
)
_ENDS_PROSE = ("。", "；", "：", ":", "，")
_YEAR = re.compile(r"\d{4}年")


def printed_title(blocks: Sequence[FileBlock]) -> str:
    """The first line that is named as documents are, with the lines that belong to it; '' where none is.

    >>> printed_title([Words("附件1"), Words("示范县水务局"), Words("2021年工作报告"), Words("一、概况")])
    '示范县水务局2021年工作报告'
    """
    lines = list(islice(_top(blocks), LOOKED_AT))
    at = next((n for n, line in enumerate(lines) if _IS_DOCUMENT.search(line)), None)
    if at is None:
        return ""
    first, last = at, at + 1
    while first and last - first < LINES and _belong(lines[first - 1], lines[first]):
        first -= 1
    while last < len(lines) and last - first < LINES and _CONTINUES.match(lines[last]):
        last += 1
    return "".join(lines[first:last])


def better_title(printed: str, name: str) -> str:
    """Of the printed title and the name of the file the one that says more: a name may hold the year or the issuer.

    >>> better_title("2021年工作报告", "示范县水务局2021年工作报告"), better_title("2021年工作报告", "附件1")
    ('示范县水务局2021年工作报告', '2021年工作报告')
    """
    says_year = _IS_DOCUMENT.search(name) and _YEAR.search(name) and not _YEAR.search(printed)
    return name if not printed or printed in name or says_year else printed


def _top(blocks: Iterable[FileBlock]) -> Iterable[str]:
    """The lines above the first prose, section or table, without labels such as 附件1 and document numbers."""
    for block in blocks:
        if not isinstance(block, Words) or block.tag == "li":
            return
        if block.hidden or block.role == FURNITURE:
            continue
        for line in filter(None, (" ".join(line.split()) for line in block.text.split("\n"))):
            if _LABEL.match(line):
                continue
            if len(line) > LONGEST or line.endswith(_ENDS_PROSE) or _SECTION.match(line):
                return
            yield line


def _belong(before: str, line: str) -> bool:
    return bool(_GOES_ON.match(before) or (_ORGAN.match(before) and _BEGINS_WITHOUT_NAME.match(line)))
