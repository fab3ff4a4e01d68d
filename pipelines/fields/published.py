"""When a page was published, and when its document was signed: two days that must not be taken for each other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.fields.clues import Clues, Reading
from pipelines.fields.dates import day_of, find_dates, is_only_date, read_date
from pipelines.fields.words import fold, is_organ
from pipelines.tree.page import tidy

LINES_UNDER_TITLE = 2
_SENTENCE = re.compile(r"[，。；、年月会]|\d{4}")
"""What follows a date in a sentence, or in a list of other pages."""
_OTHER_DAY = re.compile(r"^[\u4e00-\u9fff]{2,6}(?:时间|日期)[:：]?$")
"""A cell that says of what the day in the next one is: 来信时间."""
GENERATED = ("maketime", "htmlgeneratetime", "createdate")
_MADE = re.compile(r"生成时间\s*(.{10,30})")
_URL_DATES = tuple(
    map(
        re.compile,
        (
            r"/t(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)_\d",
            r"/(?P<y>20\d\d)/(?P<m>\d{1,2})[/-](?P<d>\d{1,2})/",
            r"/(?P<y>20\d\d)-(?P<m>\d{1,2})[/-](?P<d>\d{1,2})/",
            r"/(?P<y>20\d\d)(?P<m>\d\d)/(?P<d>\d\d)/",
            r"/(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)/",
        ),
    )
)
_DAY, _MONTH = re.compile(r"^\d{1,2}日?$"), re.compile(r"^(20\d\d)\s*[年./-]\s*(\d{1,2})\s*月?$")


LONGEST_SCRIPT = 20_000
_SCRIPT_NAMES = ("ublish", "ubdate", "ubDate", "fbsj", "fbrq")
_IN_SCRIPT = re.compile(
    r"""\b(?:datePublished|[pP]ub_?[dD]ate|[pP]ublish_?(?:[tT]ime|[dD]ate)|fbsj|fbrq)["']?\s*[:=]\s*["'](?P<value>[^"'<>{}]{8,40})["']"""
)
_TIMES = ("datetime", "data-date", "data-time", "data-pubdate", "data-pubtime", "data-publishtime")
_TIMED = ", ".join(f"[{name}]" for name in _TIMES)


def from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """PubDate, unless it is the moment the page was generated: one family's template writes that into it."""
    reading = clues.meta("pubdate")
    return _dated(reading) if reading and not _is_generation(clues, reading.value) else None


def from_other_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """Publication tags of single platforms."""
    names = (
        "firstpublishedtime",
        "publishdate",
        "article:published_time",
        "published",
        "publishtime",
        "datepublished",
        "date",
    )
    reading = clues.meta(*names)
    return _dated(reading) if reading and not _is_generation(clues, reading.value) else None


def from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """发布时间, 发布日期 and their like: of several the one nearest to the body, then those below it."""
    head = [pair for pair in clues.pairs if pair.group == "published" and pair.zone == "head"]
    below = [pair for pair in clues.pairs if pair.group == "published" and pair.zone == "below"]
    for pair in [*reversed(head), *below]:
        value = read_date(pair.value)
        if value:
            return Reading(value, pair.words)
    return None


def from_weak_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """时间, 日期: in the head only, and at the top of the body only under the title, when the value is a date and nothing else."""
    for pair in reversed(clues.pairs):
        if pair.group == "published_weakly" and pair.zone == "head":
            dates = find_dates(pair.value)
            inside = pair.line >= clues.zones.top.start
            under_title = fold(clues.text(pair.line - 1)) == fold(known.get("title", ""))
            if inside and not (under_title and is_only_date(pair.value)):
                continue
            if dates and dates[0].start <= 2:
                return Reading(dates[0].value, pair.words)
    return None


def from_bar(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """A date without a label: in the line of the meta bar, or alone on a short line between title and body."""
    bars = {
        pair.line
        for pair in clues.pairs
        if pair.zone == "head" and pair.group in ("source", "other", "author")
    }
    dated = ("published", "published_weakly", "written", "metadata", "dispatched")
    taken = {span.line for pair in clues.pairs if pair.group in dated and pair.value for span in pair.spans}
    for index in sorted(bars - taken, reverse=True):
        text = clues.text(index)
        dates = find_dates(text) if len(text) < 200 else ()
        if dates:
            return Reading(dates[0].value, text)
    for index in (*clues.near, *_under_title(clues, known)):
        text = clues.text(index)
        if index not in taken and is_only_date(text) and not _OTHER_DAY.search(clues.text(index - 1)):
            return Reading(find_dates(text)[0].value, text)
    return _leading_date(clues, taken)


def _leading_date(clues: Clues, taken: set[int]) -> Reading | None:
    """A date with a name behind it, as bars without any label print them: 2024-03-05 健康报."""
    for index in clues.near if clues.zones.above else ():
        text = clues.text(index)
        dates = find_dates(text) if index not in taken and text[:4].isdigit() and len(text) <= 50 else ()
        behind = text[dates[0].end :].strip() if dates and not dates[0].start else ""
        if behind and not _SENTENCE.search(behind):
            return Reading(dates[0].value, text[: dates[0].end])
    return None


def _under_title(clues: Clues, known: Mapping[str, str]) -> list[int]:
    """The lines right below a title at the top of the body; a date in round brackets there is the signature's."""
    title, top = fold(known.get("title", "")), clues.zones.top
    at = next((index for index in top if title and fold(clues.text(index)) == title), top.stop)
    below = range(at + 1, min(at + 1 + LINES_UNDER_TITLE, top.stop))
    return [index for index in below if clues.text(index)[:1] not in ("(", "（")]


def from_attribute(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """`<time datetime>` and attributes made after it, in the head: a date that only a script would print."""
    page = clues.page
    end = page.lines[clues.head.stop].runs[0] if clues.head.stop < len(page.lines) else len(page.tree.tags)
    for node in page.tree.select(_TIMED):
        if node >= end:
            break
        attributes = page.tree.attributes[node]
        for name in _TIMES:
            words = attributes.get(name) or ""
            value = read_date(words)
            if value:
                return Reading(value, words)
    return None


def from_script(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """A date that a script holds under a name that says what it is; low trust, since nobody has run the script."""
    for _, text in clues.scripts:
        if len(text) < LONGEST_SCRIPT and any(name in text for name in _SCRIPT_NAMES):
            found = _IN_SCRIPT.search(text)
            value = read_date(found["value"]) if found else None
            if found and value:
                return Reading(value, found.group())
    return None


def from_split_date(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """A calendar leaf: the day in one box, year and month in the next or the one before."""
    for index in clues.near[:-1]:
        first, second = clues.text(index), clues.text(index + 1)
        for day, month in ((first, second), (second, first)):
            found = _MONTH.match(month) if _DAY.match(day) else None
            value = day_of(found[1], found[2], day.rstrip("日")) if found else None
            if value:
                return Reading(value, f"{first} {second}")
    return None


def from_dispatch_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """发文日期, 更新时间: near to the publication, and better than the address."""
    for pair in clues.pairs:
        if pair.group == "dispatched" and (value := read_date(pair.value)):
            return Reading(value, pair.words)
    return None


def from_list(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The date the list printed beside the link."""
    words = clues.hints.get("list_date", "")
    value = read_date(words)
    return Reading(value, words) if value else None


def from_generated_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """A PubDate that is the moment of generation: the document is at least that old. Its time of day says nothing."""
    reading = clues.meta("pubdate")
    dated = _dated(reading) if reading else None
    return Reading(dated.value[:10], dated.words) if dated else None


def from_url(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The day in the address: of creation or migration, so the last to be asked. 1970 in it is no date."""
    for pattern in _URL_DATES:
        found = pattern.search(clues.page.url)
        value = day_of(found["y"], found["m"], found["d"]) if found else None
        if value and found:
            return Reading(value, found.group().strip("/"))
    return None


def signed_at_end(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The date that closes the document: alone on a line, or behind the name of an authority."""
    for index in reversed(clues.zones.tail):
        text = clues.text(index).strip("| ")
        if not 8 <= len(text) <= 60:
            continue
        dates = find_dates(text)
        if len(dates) != 1 or len(dates[0].value) > 10:
            continue
        before = text[: dates[0].start].strip(" ()（）|")
        if (
            not text[dates[0].end :].strip(" ()（）|")
            and (not before or is_organ(before))
            and clues.may_close(index)
        ):
            return Reading(dates[0].value, text)
    return None


def signed_under_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """A date in brackets at the top of the body: bulletins and resolutions are dated there."""
    for index in clues.zones.top:
        text = clues.text(index)
        if text[:1] in "(（" and text[-1:] in ")）" and is_only_date(text):
            return Reading(find_dates(text)[0].value[:10], text)
    return None


def signed_by_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """成文日期 of the metadata table: by its definition the day of signature."""
    for pair in clues.pairs:
        if pair.group == "written" and (value := read_date(pair.value)):
            return Reading(value[:10], pair.words)
    return None


def _dated(reading: Reading) -> Reading | None:
    value = read_date(reading.value)
    return Reading(value, reading.words) if value else None


def _is_generation(clues: Clues, value: str) -> bool:
    """True when a tag holds, to the second, the moment the page says it was generated."""
    moment = tidy(value)
    if len(moment) < 19:
        return False
    made = _MADE.search(clues.metas.get("others", ""))
    return moment in (made[1] if made else "") or any(clues.metas.get(name) == moment for name in GENERATED)
