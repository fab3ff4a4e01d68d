"""[listing] of a site file against the keys its family declares."""

from __future__ import annotations

from crawler import toml
from crawler.errors import SiteFileError
from crawler.site import Site
from crawler.spiders.base import Keys
from crawler.spiders.families import FAMILIES


def checked_keys(site: Site) -> Keys:
    """The family's own keys with this site's values. Raises SiteFileError naming file, line, key and the known ones."""
    if site.family not in FAMILIES:
        known = ", ".join(sorted(FAMILIES))
        raise SiteFileError(
            f"{site.file.where(('family',))}: family: {site.family!r} is unknown; known are {known}"
        )
    return toml.check(
        site.listing, FAMILIES[site.family].keys_type, site.file, SiteFileError, under=("listing",)
    )
