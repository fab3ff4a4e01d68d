"""Dates as portals print them: a table of forms, and one value form for all of them.

A value is ``2021-01-29`` or, with a time of day, ``2021-01-29T10:08+08:00``, with seconds only where printed.
A date that no calendar has is refused, and so is a month without a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cached_property, lru_cache
from typing import NamedTuple

EARLIEST, LATEST = 1949, 2099
CHINA = timezone(timedelta(hours=8))

_HALF_WIDTH = str.maketrans("０１２３４５６７８９：／－．", "0123456789:/-.")
"""One character for one, so that offsets stay true."""
_DIGIT = {char: digit for digit, chars in enumerate(["〇○零ＯO◯", *"一二三四五六七八九"]) for char in chars}
_HAN_NUMBER = "[〇○零ＯO◯一二三四五六七八九十]"
_MAYBE = re.compile(rf"\d{{4}}\s*[年/.–—／－．-]|{_HAN_NUMBER}{{4}}\s*年|^\s*\d{{8}}")
_FIRST = re.compile(rf"[\s(（\[【]*(?:\d|{_HAN_NUMBER})")
"""What a line that is a date and nothing else can begin with."""
_TIME = (
    r"(?:[T\s-]?\s*(?P<hour>[01]?\d|2[0-4])\s*[:时]\s*(?P<minute>[0-5]\d)(?!\d)"
    r"(?:\s*[:分]\s*(?P<second>[0-5]\d)(?!\d))?(?:\.\d+)?(?P<offset>Z|[+-]\d{2}:\d{2})?)?"
)


@dataclass(frozen=True)
class DateForm:
    """One way to write a day: a pattern with groups year, month and day, how it looks, and who writes it so."""

    name: str
    marks: str
    """Characters of which a text must hold one for the pattern to be tried; '' for always."""
    pattern: re.Pattern[str]
    example: str
    why: str

    @cached_property
    def needs(self) -> re.Pattern[str] | None:
        """What finds one of the marks; None where there are none."""
        return re.compile(f"[{re.escape(self.marks)}]") if self.marks else None


FORMS: tuple[DateForm, ...] = (
    DateForm(
        "numeric",
        "-/.–—",
        re.compile(
            r"(?<![\d/.-])(?P<year>\d{4})\s*(?P<mark>[-/.–—])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<day>\d{1,2}?)"
            rf"(?:(?!\d)|(?=\d\d?:\d\d)){_TIME}(?![\d/])"
        ),
        "2021-01-29 10:08",
        "meta tags and meta bars; lists break it over lines, so white space may stand at each mark",
    ),
    DateForm(
        "han",
        "年",
        re.compile(
            rf"(?<!\d)(?P<year>\d{{4}})\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日{_TIME}"
        ),
        "2021年1月29日",
        "signatures and running text; leading zeros occur",
    ),
    DateForm(
        "numerals",
        "年",
        re.compile(
            rf"(?P<year>{_HAN_NUMBER}{{4}})\s*年\s*(?P<month>{_HAN_NUMBER}{{1,2}})\s*月\s*(?P<day>{_HAN_NUMBER}{{1,3}})\s*日"
        ),
        "二〇二一年一月二十九日",
        "signatures of formal documents, with three different zeros",
    ),
    DateForm(
        "compact",
        "",
        re.compile(
            r"^\s*(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
            r"(?:\s*(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?\s*$"
        ),
        "20210129",
        "some meta tags; only when nothing else is there",
    ),
)


class Dated(NamedTuple):
    """A date found at `start:end` of a text."""

    start: int
    end: int
    value: str


@lru_cache(maxsize=512)
def find_dates(text: str) -> tuple[Dated, ...]:
    """Every valid date in a text, in order of place.

    >>> find_dates("发布时间：２０２１年１月２９日")[0].value
    '2021-01-29'
    """
    if not _MAYBE.search(text):
        return ()
    found = sorted(_all(text.translate(_HALF_WIDTH)))
    return tuple(dated for n, dated in enumerate(found) if n == 0 or dated.start >= found[n - 1].end)


def read_date(text: str) -> str | None:
    """The first valid date of a text as a value, or None.

    >>> read_date("2021/1/29 10:08"), read_date("2021-02-30"), read_date("2021年1月")
    ('2021-01-29T10:08+08:00', None, None)
    """
    found = find_dates(text)
    return found[0].value if found else None


def is_only_date(text: str) -> bool:
    """True when a line holds one date and nothing else but brackets.

    >>> is_only_date("（2023年4月12日）")
    True
    """
    if not 8 <= len(text) <= 60 or _FIRST.match(text) is None:
        return False
    stripped = text.strip().strip("()（）[]【】").strip()
    found = find_dates(stripped) if 8 <= len(stripped) <= 40 else ()
    return len(found) == 1 and not (stripped[: found[0].start] + stripped[found[0].end :]).strip()


def day_of(year: str, month: str, day: str) -> str | None:
    """A valid day of a possible year as ``YYYY-MM-DD``, from digits or Chinese numerals; None otherwise.

    >>> day_of("二〇二一", "一", "二十九")
    '2021-01-29'
    """
    try:
        found = date(_year(year), _number(month), _number(day))
    except (ValueError, KeyError):
        return None
    return found.isoformat() if EARLIEST <= found.year <= LATEST else None


def _all(text: str) -> Iterator[Dated]:
    for form in FORMS:
        if form.needs is not None and form.needs.search(text) is None:
            continue
        for match in form.pattern.finditer(text):
            value = _value(match.groupdict())
            if value:
                yield Dated(match.start(), match.end(), value)


def _value(parts: dict[str, str | None]) -> str | None:
    day = day_of(parts["year"] or "", parts["month"] or "", parts["day"] or "")
    hour, minute = parts.get("hour"), parts.get("minute")
    if day is None or hour is None or minute is None or int(hour) > 23:
        return day
    second, offset = parts.get("second"), parts.get("offset")
    moment = f"{day}T{int(hour):02}:{minute}" + (f":{second}" if second else "")
    if offset and offset != "+08:00":
        there = datetime.fromisoformat(moment + ("+00:00" if offset == "Z" else offset))
        return there.astimezone(CHINA).isoformat(timespec="seconds" if second else "minutes")
    return moment + "+08:00"


def _year(text: str) -> int:
    return (
        int(text) if text.isascii() and text.isdigit() else int("".join(str(_DIGIT[char]) for char in text))
    )


def _number(text: str) -> int:
    """A number below one hundred in digits or as 九, 十, 十九, 二十, 二十九, 三〇."""
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)
    return int("".join(str(_DIGIT[char]) for char in text))
