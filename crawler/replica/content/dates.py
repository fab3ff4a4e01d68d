"""Days of signing and publication."""

import random
from calendar import monthrange
from datetime import date, timedelta

Day = tuple[int, int, int]
Clock = tuple[int, int, int]


def after_year(year: int, rng: random.Random) -> Day:
    """A day between early January and late March after the report year."""
    day = date(year + 1, 1, 8) + timedelta(days=rng.randint(0, 78))
    return day.year, day.month, day.day


def within_year(year: int, rng: random.Random) -> Day:
    """Any day of the year."""
    month = rng.randint(1, 12)
    return year, month, rng.randint(1, monthrange(year, month)[1])


def office_hours(rng: random.Random) -> Clock:
    """A time of day at which an editor publishes."""
    return rng.randint(8, 18), rng.randint(0, 59), rng.randint(0, 59)


def days_before(day: Day, count: int) -> Day:
    """The day `count` days earlier."""
    earlier = date(*day) - timedelta(days=count)
    return earlier.year, earlier.month, earlier.day


def signed(day: Day, rng: random.Random) -> str:
    """A signature date as offices write it: plain, with leading zeros, or in Chinese numerals."""
    year, month, dom = day
    manner = rng.randrange(5)
    if manner == 0:
        return f"{year}年{month:02d}月{dom:02d}日"
    if manner == 1:
        digits = "".join("〇一二三四五六七八九"[int(d)] for d in str(year))
        return f"{digits}年{_numeral(month)}月{_numeral(dom)}日"
    return f"{year}年{month}月{dom}日"


def _numeral(number: int) -> str:
    """A number below 40 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    words = "〇一二三四五六七八九"
    ten = "" if tens == 0 else ("" if tens == 1 else words[tens]) + "十"
    return ten + (words[ones] if ones else "")
