"""[listing] of a site file against the keys its family declares."""

from __future__ import annotations

from pydantic import ValidationError

from crawler.errors import SiteFileError
from crawler.site import Site
from crawler.spiders.base import Keys
from crawler.spiders.families import FAMILIES


def checked_keys(site: Site) -> Keys:
    """The family's own keys with this site's values. Raises SiteFileError naming the key and the known ones."""
    if site.family not in FAMILIES:
        raise SiteFileError(f"{site.name}: family: {site.family!r} is unknown; known are {', '.join(sorted(FAMILIES))}")
    keys_type = FAMILIES[site.family].keys_type
    try:
        return keys_type.model_validate(site.listing)
    except ValidationError as faults:
        known = ", ".join(sorted(keys_type.model_fields)) or "none"
        sentences = [
            f"{site.name}: listing.{'.'.join(map(str, fault['loc']))}: "
            + (f"unknown key; family {site.family} knows: {known}" if fault["type"] == "extra_forbidden" else fault["msg"])
            for fault in faults.errors()
        ]
        raise SiteFileError("\n".join(sentences)) from None
