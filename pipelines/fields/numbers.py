"""文号 and 索引号: the number an authority gives a document, and the number a catalogue gives it.

A 文号 in running text, or behind 《…》, belongs to another document that is being cited.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.fields.clues import Clues, Reading

NUMBER = re.compile(
    r"(?P<org>[\u4e00-\u9fff]{1,12})\s*[〔\[（(﹝【［﹙]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]）)﹞】］﹚]\s*(?:第\s*)?(?P<number>\d{1,5})\s*号"
)
_DECREE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,20}令\s*)?(?:(?:19|20)\d{2}年)?第\s*[\d一二三四五六七八九十百〇零]{1,6}\s*号(?:令|公告)?"
)
_IN_TITLE = re.compile(
    r"[(（]\s*(?P<number>[\u4e00-\u9fff]{2,12}\s*[〔\[﹝【［]\s*(?:19|20)\d{2}\s*[〕\]﹞】］]\s*(?:第\s*)?\d{1,5}\s*号)\s*[)）]$"
)
_INDEX = re.compile(r"[0-9A-Za-z\u4e00-\u9fff(（][0-9A-Za-z\u4e00-\u9fff/.\-—–_()（）:〔〕\[\]]{4,59}")
LINES_FROM_TITLE = 12


def number_from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """文号, 发文字号, 发布文号: in the metadata table."""
    for pair in clues.pairs:
        if pair.group == "doc_number" and pair.zone == "head":
            found = NUMBER.search(pair.value) or _DECREE.search(pair.value)
            if found and "《" not in pair.value[: found.start()]:
                return Reading(_tight(found.group()), pair.words)
    return None


def number_from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The tag some platforms have for it."""
    reading = clues.meta("documentnumber", "filenumber", "docnumber")
    found = NUMBER.search(reading.value) or _DECREE.search(reading.value) if reading else None
    return Reading(_tight(found.group()), reading.words) if reading and found else None


def number_under_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """Alone on a line at the top of the document, with or without brackets."""
    above = range(max(clues.head.start, clues.zones.above.stop - LINES_FROM_TITLE), clues.zones.above.stop)
    for index in (*clues.zones.top, *above):
        text = clues.text(index).strip("()（） ")
        if 6 <= len(text) <= 40 and "号" in text:
            found = NUMBER.fullmatch(text) or (
                _DECREE.fullmatch(text) if "令" in text or "公告" in text else None
            )
            if found:
                return Reading(_tight(text), clues.text(index))
    return None


def number_in_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """In brackets at the end of the title, as decisions and published notices carry it; not right behind 《…》."""
    title = known.get("title", "")
    found = _IN_TITLE.search(title) if title.endswith((")", "）")) else None
    if found is None or title[: found.start()].rstrip().endswith("》"):
        return None
    return Reading(_tight(found["number"]), title)


def index_from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """索引号: many forms, all with digits; looks like a telephone number or a date, so only behind its label."""
    for pair in clues.pairs:
        if pair.group == "index_number" and pair.zone == "head" and pair.value:
            value = "".join(pair.value.split())
            if _is_index(value):
                return Reading(value, pair.words)
    return None


def index_from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The tag some platforms have for it."""
    reading = clues.meta("indexnumber", "identifier")
    value = "".join(reading.value.split()) if reading else ""
    return Reading(value, reading.words) if reading and _is_index(value) else None


def _is_index(value: str) -> bool:
    return len(re.findall(r"\d", value)) >= 4 and _INDEX.fullmatch(value) is not None


def _tight(number: str) -> str:
    return "".join(number.split())
