"""Administrative divisions by code and by name, with the years they were in force (`data/regions.tsv`)."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

CENTRAL = "100000"
ALIASES: tuple[tuple[str, str], ...] = (
    ("巴州", "652800"),
    ("克州", "653000"),
    ("博州", "652700"),
    ("昌吉州", "652300"),
    ("伊犁州", "654000"),
    ("恩施州", "422800"),
    ("湘西州", "433100"),
    ("阿坝州", "513200"),
    ("甘孜州", "513300"),
    ("凉山州", "513400"),
    ("黔西南州", "522300"),
    ("黔东南州", "522600"),
    ("黔南州", "522700"),
    ("楚雄州", "532300"),
    ("红河州", "532500"),
    ("文山州", "532600"),
    ("西双版纳州", "532800"),
    ("大理州", "532900"),
    ("德宏州", "533100"),
    ("怒江州", "533300"),
    ("迪庆州", "533400"),
    ("临夏州", "622900"),
    ("甘南州", "623000"),
    ("海北州", "632200"),
    ("黄南州", "632300"),
    ("果洛州", "632600"),
    ("玉树州", "632700"),
    ("海西州", "632800"),
    ("延边州", "222400"),
    ("广西", "450000"),
    ("内蒙古", "150000"),
    ("宁夏", "640000"),
    ("新疆", "650000"),
    ("西藏", "540000"),
)
"""Short names in daily use that no table of divisions holds."""
LONGEST_NAME = 20


class Region(NamedTuple):
    """One division under one name: GB/T 2260 code, name, first and last year in force."""

    code: str
    name: str
    first: int
    last: int


@cache
def by_code() -> dict[str, tuple[Region, ...]]:
    """Divisions by code; several where a code changed its name. Loaded on first use."""
    found: dict[str, list[Region]] = {}
    for region in _load():
        found.setdefault(region.code, []).append(region)
    return {code: tuple(regions) for code, regions in found.items()}


@cache
def by_name() -> dict[str, tuple[Region, ...]]:
    """Divisions by name and alias; several where two places share it, or a place changed its code."""
    found: dict[str, list[Region]] = {}
    for region in _load():
        found.setdefault(region.name, []).append(region)
    latest = {code: regions[-1] for code, regions in by_code().items()}
    for alias, code in ALIASES:
        found.setdefault(alias, []).append(latest[code])
    return {name: tuple(regions) for name, regions in found.items()}


def region_of_code(code: str) -> str | None:
    """The division code that a site code begins with; None when no province has that beginning.

    A code that is in no table is kept where its province exists: development zones have codes of their own.

    >>> region_of_code("3501000001"), region_of_code("bm07000001"), region_of_code("0000000028")
    ('350100', '100000', None)
    """
    if code.startswith("bm"):
        return CENTRAL
    division = code[:6]
    return division if len(division) == 6 and division[:2] + "0000" in by_code() else None


@lru_cache(maxsize=2048)
def region_in(text: str, year: int | None = None, within: str | None = None) -> str | None:
    """The code of the division a name begins with, the deepest of a chain 省市县; None when unknown or ambiguous.

    `year` prefers divisions in force then; `within` is a province's or city's code that settles equal names.

    >>> region_in("三明市梅列区卫生健康局", 2017), region_in("三明市沙县区教育局", 2023)
    ('350402', '350405')
    >>> region_in("鼓楼区教育局"), region_in("鼓楼区教育局", within="320100")
    (None, '320106')
    """
    found: str | None = None
    start = 0
    while True:
        regions = _longest_at(text, start)
        code = _settle(regions, year, found or within) if regions else None
        if code is None or not regions or (found and not code.startswith(_stem(found))):
            return found
        found, start = (
            code,
            start
            + len(regions[0].name if text.startswith(regions[0].name, start) else _alias_at(text, start)),
        )


def level_of(region: str) -> str:
    """central, province, city or county, by the code's zeros; 直辖 cities at county level count as counties.

    >>> level_of("350400"), level_of("429004"), level_of("100000")
    ('city', 'county', 'central')
    """
    if region == CENTRAL:
        return "central"
    if region.endswith("0000"):
        return "province"
    return "city" if region.endswith("00") else "county"


@cache
def _load() -> tuple[Region, ...]:
    text = files("pipelines.fields").joinpath("data/regions.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(Region(code, name, int(first), int(last)) for code, name, first, last in rows)


def _longest_at(text: str, start: int) -> tuple[Region, ...]:
    names = by_name()
    for length in range(min(LONGEST_NAME, len(text) - start), 1, -1):
        found = names.get(text[start : start + length])
        if found:
            return found
    return ()


def _alias_at(text: str, start: int) -> str:
    return max((alias for alias, _ in ALIASES if text.startswith(alias, start)), key=len, default="")


def _settle(regions: tuple[Region, ...], year: int | None, within: str | None) -> str | None:
    """One code out of the divisions of one name, or None."""
    if within:
        regions = tuple(region for region in regions if region.code.startswith(_stem(within))) or regions
    if year is not None:
        regions = tuple(region for region in regions if region.first <= year <= region.last) or regions
    last = max(region.last for region in regions)
    codes = {region.code for region in regions} if year else {r.code for r in regions if r.last == last}
    return codes.pop() if len(codes) == 1 else None


def _stem(code: str) -> str:
    """The part of a code that all divisions under it share.

    >>> _stem("350000"), _stem("350400"), _stem("100000")
    ('35', '3504', '')
    """
    if code == CENTRAL:
        return ""
    return code[:2] if code.endswith("0000") else code[:4]
