"""Issuer: the authority whose document it is. The site that carries it is another matter."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.fields.clues import Clues, Reading
from pipelines.fields.dates import find_dates, is_only_date
from pipelines.fields.words import is_organ, leading_organ

REPORTS = frozenset({"annual_report", "annual_summary_of_locality", "website_report"})


def from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """发布机构, 发文机关, 公开责任部门 and their like, in the metadata table or bar."""
    for pair in clues.pairs:
        if pair.group == "issuer" and pair.zone == "head" and 2 <= len(pair.value) <= 60:
            value = pair.value.split("发布日期")[0].split("发布时间")[0].strip()
            if value and not find_dates(value):
                return Reading(value, pair.words)
    return None


def from_signature(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The name in front of the closing date, or alone on the line above it."""
    for index in reversed(clues.zones.tail):
        text = clues.text(index).strip("| ")
        dates = find_dates(text) if len(text) <= 60 else ()
        if len(dates) != 1 or text[dates[0].end :].strip(" )）|"):
            continue
        before = text[: dates[0].start].strip(" (（")
        if not clues.may_close(index):
            continue
        if is_organ(before):
            return Reading(before, text)
        above = clues.text(index - 1)
        if is_only_date(text) and is_organ(above):
            return Reading(above, above)
    return None


def from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The Publisher tag some platforms have, where it names an authority."""
    reading = clues.meta("publisher", "issuer")
    return reading if reading and is_organ(reading.value) else None


def from_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The authority a title begins with; not on news, where it is whom the news is about."""
    title = known.get("title", "")
    organ = leading_organ(title) if known.get("kind") != "news" else None
    return Reading(organ, title) if organ else None


def from_author_of_report(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """On reports: the Author tag, where it names an authority and not a person."""
    reading = clues.meta("author") if known.get("kind") in REPORTS else None
    return reading if reading and is_organ(reading.value) else None


def from_site_of_report(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """On reports that name nobody: the site, where its name is that of an authority."""
    name = known.get("site_name", "") if known.get("kind") in REPORTS else ""
    organ = name.removesuffix("门户网站")
    return Reading(organ, name) if is_organ(organ) else None
