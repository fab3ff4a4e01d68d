"""Source, author and editor: who a page says it has its text from, as printed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.fields.clues import Clues, Reading
from pipelines.fields.dates import find_dates
from pipelines.fields.pairs import Pair
from pipelines.fields.words import fold, is_blank

LONGEST, LONGEST_SCRIPT = 60, 20_000
_STOP = re.compile(
    r"发布(?:时间|日期)|浏览|字[号体]|作者|阅读|点击|访问|分享|打印|时间[:：]|日期[:：]|责任编辑|编辑[:：]|[【\[|｜]|(?:19|20)\d\d[-/年.]"
)
_SCRIPT = re.compile(r"""(?:wzly|xxly|laiyuan|[sS]ource)\s*=\s*(['"])(?P<value>[^'"<>{}\n]{2,40})\1""")
_SCRIPT_NAMES = ("wzly", "xxly", "laiyuan", "ource")
_ENDING = re.compile(
    r"^[(（【]?\s*(?P<label>(?:信息|文章|稿件|新闻)?来源)\s*[:：]\s*(?P<value>[^。；：:]{2,40}?)\s*[)）】]?$"
)


def from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """来源 and its like in the meta bar, else below the body: what is printed is what the reader was told."""
    for pair in _in_order(clues, "source"):
        value = (
            ""
            if pair.value.endswith(("。", "；"))
            else _cut(pair.value, clues.metas.get("contentsource", ""))
        )
        if value:
            return Reading(value, _words(pair, value))
    return None


def from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """ContentSource; templates fill it with the name of the site, or cut it, so the printed one goes first."""
    reading = clues.meta("contentsource", "source")
    return reading if reading and len(reading.value) <= LONGEST else None


def from_ending(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """（来源：…） as the last words of the body."""
    for index in reversed(clues.zones.tail):
        text = clues.text(index)
        found = _ENDING.match(text) if "来源" in text and len(text) < 60 else None
        if found and index >= clues.zones.top.stop:
            return Reading(found["value"], text)
    return None


def from_script(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """A string that a script would have put behind 来源：; low trust, since nobody has run the script."""
    for _, text in clues.scripts:
        if len(text) < LONGEST_SCRIPT and any(name in text for name in _SCRIPT_NAMES):
            found = _SCRIPT.search(text)
            if found and re.search(r"[\u4e00-\u9fff]", found["value"]) and not is_blank(found["value"]):
                return Reading(found["value"].strip(), found.group())
    return None


def author_from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """作者 in the meta bar."""
    return _person(clues, "author")


def author_from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The Author tag."""
    reading = clues.meta("author")
    return reading if reading and len(reading.value) <= LONGEST else None


def editor_from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """责任编辑 in the meta bar or under the body."""
    return _person(clues, "editor")


def _person(clues: Clues, group: str) -> Reading | None:
    for pair in _in_order(clues, group):
        value = _cut(pair.value, "").strip(")）]】 ")
        if 2 <= len(value) <= 30:
            return Reading(value, _words(pair, value))
    return None


def _words(pair: Pair, value: str) -> str:
    """The words of a pair up to the end of the value: other items of the bar may follow without a label."""
    at = pair.words.find(value)
    return pair.words[: at + len(value)] if at >= 0 else pair.words


def _in_order(clues: Clues, group: str) -> list[Pair]:
    """Pairs of a group: those above the body upwards, then those at its top, then those under it as they come.

    来源 in the last lines of the body is read by `from_ending`: footnotes to tables begin like that as well.
    """
    chosen = [pair for pair in clues.pairs if pair.group == group and pair.value]
    if group == "source":
        chosen = [pair for pair in chosen if pair.zone != "tail"]
    body = clues.zones.top.start
    head = [pair for pair in reversed(chosen) if pair.zone == "head"]
    return [
        *(pair for pair in head if pair.line < body),
        *(pair for pair in head if pair.line >= body),
        *(pair for pair in chosen if pair.zone != "head"),
    ]


def _cut(value: str, meta: str) -> str:
    """A source up to white space or the next item of the bar, but whole where the meta tag shows it to be longer."""
    if meta and fold(value).startswith(fold(meta)) and " " in meta.strip():
        return " ".join(meta.split())
    value = value.strip("[]【】 ") if value[:1] in ("[", "【") else value
    stop = _STOP.search(value)
    if stop:
        value = value[: stop.start()]
    dates = find_dates(value)
    if dates:
        value = value[: dates[0].start]
    words = value.split()
    value = words[0].rstrip("，,;；") if words else ""
    return "" if is_blank(value) or len(value) > LONGEST else value
