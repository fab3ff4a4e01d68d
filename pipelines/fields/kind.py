"""What kind of document it is, and the year a report is about: decided by the title, helped by column and source.

The statutory format of a report is not decided here: its tables say which it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.fields.clues import Clues, Reading
from pipelines.fields.words import simplified

_DISCLOSURE = re.compile(r"政府信息公开|政务公开|信息公开|党务公开")
_REPORT = re.compile(r"年度报告|年度工作报告|年报|工作报告|情况报告|情况的报告|工作总结|报告$|工作情况$")
_WEBSITE = re.compile(
    r"网站.{0,6}年度.{0,4}报表|网站.{0,4}年度报告|网站工作年度报告|网站年报|年度网站工作报表"
)
_NOT_A_REPORT = re.compile(
    r"法治政府建设|依法行政|依申请公开年度统计|建议提案|预决?算|决算|评估报告|审计(?![局厅署])|财务|双公示"
)
_ABOUT_REPORTS = re.compile(
    r"(?:通知|函|方案|要点|意见|培训|会议|格式|模板|指南|目录)(?:[(（].{1,30}[)）])?$|编制.{0,12}(?:通知|要求)"
)
_PLAN = re.compile(r"(?:通知|方案|要点|意见|计划|分工|任务分解表?|清单|格式|函)(?:[(（].{1,30}[)）])?$")
_SUMMARY = re.compile(r"全[省市县区州盟旗]|汇总|综合年度?报告")
_SUMMARISED = re.compile(
    r"(?:各[市县区州]|各部门|各工作部门|各乡镇|各街道|各级).{0,80}(?:年度报告|年报).{0,10}(?:汇总|编制|综合)"
)
_DOCUMENT = re.compile(
    r"(?:通知|公告|通告|公报|意见|决定|决议|办法|方案|规定|细则|函|批复|报表|公示|通报|制度|指南|要点|规划|报告|年报|令)(?:[(（].{1,40}[)）])?$"
)
_NEWS_COLUMN = re.compile(r"要闻|动态|新闻|资讯|时政|媒体|关注|快讯")
_NEWS_SOURCE = re.compile(r"日报|晚报|早报|新华|人民网|电视台|融媒体|客户端|新闻网|广播|周刊|时报|央视|中新")
_NEWS_TITLE = re.compile(
    r"(?:召开|举行|举办|开幕|启动|开工|开展|调研|座谈会?|会见|考察|发布会|亮相|上线|揭牌)[^，。]{0,20}$"
)

_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d|二[〇○零O０0][〇○零O０0一二][〇○零O０0一二三四五六七八九])\s*(?P<mark>年度?)?"
)
_PERIOD = re.compile(r"统计期限.{0,12}?(?P<year>20\d\d)\s*年\s*1\s*月\s*1\s*日")
_HEADING_YEAR = re.compile(r"(?P<year>20\d\d)\s*年(?:度)?.{0,20}(?:信息公开|政务公开)")
_NUMERALS = str.maketrans("〇○零O０一二三四五六七八九", "00000123456789")


def kind_from_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """Reports and plans are told by their titles alone."""
    title = simplified(known.get("title", ""))
    if _WEBSITE.search(title) and not _ABOUT_REPORTS.search(title):
        return Reading("website_report", title)
    if not _DISCLOSURE.search(title) or _NOT_A_REPORT.search(title):
        return Reading("other", title) if _NOT_A_REPORT.search(title) else None
    if _PLAN.search(title) or _ABOUT_REPORTS.search(title):
        return Reading("work_plan_notice", title)
    if _REPORT.search(title):
        return Reading(_scope(clues, title), title)
    return None


def kind_from_column(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """News: no word of a document at the title's end, and a column, source or verb that says so."""
    title = simplified(known.get("title", ""))
    if not title or _DOCUMENT.search(title):
        return None
    for name, pattern in (("column", _NEWS_COLUMN), ("source", _NEWS_SOURCE), ("title", _NEWS_TITLE)):
        found = pattern.search(known.get(name, ""))
        if found:
            return Reading("news", known[name])
    return None


def kind_otherwise(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """Whatever has a title and is none of these."""
    title = simplified(known.get("title", ""))
    return Reading("other", title) if title else None


def year_from_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The year in a report's title: of several the one before 年度 or the report's name, of a span the last."""
    title = simplified(known.get("title", ""))
    if not _is_report(known):
        return None
    found = [(match, match["year"].translate(_NUMERALS)) for match in _YEAR.finditer(title)]
    years = [year for match, year in found if match["mark"]] or [year for _, year in found]
    main = title.find("公开")
    before = [y for match, y in found if match["mark"] and match.start() < main] if main > 0 else []
    chosen = (before or years)[-1:]
    return Reading(chosen[0], title) if chosen else None


def year_from_period(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """统计期限自20XX年1月1日起 in the opening of a report."""
    return _year_in_opening(clues, known, _PERIOD, "统计期限")


def year_from_headings(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """20XX年度…信息公开… in the first lines of a report whose title has no year."""
    return _year_in_opening(clues, known, _HEADING_YEAR, "公开")


def _year_in_opening(
    clues: Clues, known: Mapping[str, str], pattern: re.Pattern[str], hint: str
) -> Reading | None:
    if not _is_report(known):
        return None
    for text in _opening(clues):
        found = pattern.search(text) if hint in text else None
        if found:
            return Reading(found["year"], found.group())
    return None


def _is_report(known: Mapping[str, str]) -> bool:
    return known.get("kind") in ("annual_report", "annual_summary_of_locality", "website_report")


def _scope(clues: Clues, title: str) -> str:
    """A report on all authorities of a place says so in its title or in its first sentences."""
    if _SUMMARY.search(title) or any(_SUMMARISED.search(text) for text in _opening(clues)[-3:]):
        return "annual_summary_of_locality"
    return "annual_report"


def _opening(clues: Clues) -> list[str]:
    """The first lines of the body and its first three paragraphs."""
    top = clues.zones.top
    stop = min(len(clues.page.lines), top.stop + 3)
    return [clues.page.lines[index].text[:1500] for index in range(top.start, stop)]
