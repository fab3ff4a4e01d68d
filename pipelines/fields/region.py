"""The division a page belongs to, and its level: from the site's code, the site's file, or the names on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.fields.clues import Clues, Reading
from pipelines.fields.regions import level_of, region_in, region_of_code
from pipelines.fields.words import simplified

_TOWNSHIP = re.compile(r"(?:[镇乡]|街道)(?:人民政府|办事处)")


def from_site_id(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The first six digits of SiteIDCode or 网站标识码, unless the site, or who issued the page, is of another province."""
    code = known.get("site_id", "")
    region = region_of_code(code) if code else None
    if region is None:
        return None
    named = region_in(known.get("site_name", "")) or region_in(simplified(known.get("issuer", "")))
    if named and region != "100000" and named[:2] != region[:2]:
        return None
    return Reading(region, code)


def from_hint(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The region in the site's file."""
    code = clues.hints.get("region", "")
    return Reading(code, code) if re.fullmatch(r"\d{6}", code) else None


def from_issuer(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The division in the issuer's name."""
    return _named(clues, known, known.get("issuer", ""))


def from_site_name(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The division in the site's name."""
    return _named(clues, known, known.get("site_name", ""))


def from_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The division a title begins with."""
    return _named(clues, known, known.get("title", ""))


def level_from_issuer(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """Towns and streets have no code of their own: their level stands in the name."""
    for name in ("issuer", "title"):
        if _TOWNSHIP.search(known.get(name, "")):
            return Reading("township", known[name])
    return None


def level_from_region(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The level that the region's code shows."""
    region = known.get("region")
    return Reading(level_of(region), region) if region else None


def _named(clues: Clues, known: Mapping[str, str], name: str) -> Reading | None:
    if not name:
        return None
    year = known.get("report_year") or known.get("published", "")[:4]
    region = region_in(simplified(name), int(year) if year.isdigit() else None, clues.hints.get("region"))
    return Reading(region, name) if region else None
