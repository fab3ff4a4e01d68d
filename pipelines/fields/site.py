"""The site and the column a page stands in: from the guidelines' meta tags, the footer's code, the breadcrumb."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.fields.clues import Clues, Reading
from pipelines.fields.words import clean_value, fold, is_blank
from pipelines.tree.page import tidy

_CODE = re.compile(r"\d{10}|bm\d{8}", re.IGNORECASE)
_FOOTER = re.compile(r"标识码\s*[:：]?\s*(?P<code>\d{10}|bm\d{8})(?!\d)", re.IGNORECASE)
_WIDGET = re.compile(r"site_?code=[\"']?(?P<code>\d{10}|bm\d{8})", re.IGNORECASE)
_WIDGET_NAMES = ("sitecode", "siteCode", "site_code")
_CRUMBS = re.compile(r"\s*(?:>+|›|»|＞|→|-->|/|\\)\s*")
_PLACE = re.compile(r"^.{0,8}位置\s*(?:是|为)?\s*[:：]?\s*")


def id_from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """SiteIDCode; an empty or a made-up one (`28`) is none."""
    reading = clues.meta("siteidcode")
    if reading is None or not _CODE.fullmatch(reading.value):
        return None
    return Reading(reading.value.lower(), reading.words)


def id_from_widget(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The code that the correction widget (我为政府网站找错) carries in a script."""
    tree = clues.page.tree
    for node, text in clues.scripts:
        code = tree.attribute(node, "sitecode")
        if _CODE.fullmatch(code):
            return Reading(code.lower(), f"sitecode={code}")
        source = tree.attribute(node, "src") or text
        found = _WIDGET.search(source) if any(name in source for name in _WIDGET_NAMES) else None
        if found:
            return Reading(found["code"].lower(), found.group())
    return None


def id_from_footer(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """网站标识码 in the last lines of the page."""
    lines = clues.page.lines
    for index in range(len(lines) - 1, max(-1, len(lines) - 60), -1):
        text = lines[index].text
        found = _FOOTER.search(text) if "标识码" in text else None
        if found:
            return Reading(found["code"].lower(), tidy(found.group()))
    return None


def name_from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """SiteName, the tag the guidelines ask for."""
    return clues.meta("sitename", "og:site_name")


def name_from_hint(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The title in the site's file."""
    name = clues.hints.get("site_name", "").strip()
    return Reading(name, name) if name else None


def column_from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """ColumnName."""
    return clues.meta("columnname", "lanmu", "channel")


def column_from_breadcrumb(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The last step of 首页 > … that is not the page itself."""
    for index in reversed(clues.head):
        if "首页" not in clues.page.lines[index].text:
            continue
        text = clues.text(index)
        if len(text) > 200 or not _CRUMBS.search(text):
            continue
        steps = [step for step in _CRUMBS.split(_PLACE.sub("", text)) if step and not is_blank(step)]
        title = fold(known.get("title", ""))
        while steps and (
            _is_title(fold(steps[-1]), title) or steps[-1] in ("正文", "内容", "详情", "详细内容", "信息内容")
        ):
            steps.pop()
        if len(steps) > 1 and "首页" in steps[0]:
            return Reading(clean_value(steps[-1]), text)
    return None


def _is_title(step: str, title: str) -> bool:
    """A last step that is the title, or as much of it as there was room for."""
    return step == title or (len(step) >= 8 and title.startswith(step.rstrip(".…")))
