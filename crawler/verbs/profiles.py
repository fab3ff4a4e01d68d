"""The site's hints with which an archived page was read, found again: they are in the site's file, not in the archive."""

from __future__ import annotations

from pathlib import Path

from crawler import config
from crawler.registry import REPLICA_SITES, site_paths
from crawler.site import Reading, load_site
from pipelines.archive.explain import Held
from pipelines.reading.profile import Profile
from pipelines.reading.read_all import profile_within


class Profiles:
    """Profiles by site; each site file is read once. A site whose file is gone leaves the hints that the archive kept."""

    def __init__(self) -> None:
        replicas = {path.stem: path for path in REPLICA_SITES.glob("*.toml")}
        self._paths = replicas | site_paths([Path(folder) for folder in config.load().config.sites])
        self._known: dict[str, Reading | None] = {}

    def of(self, held: Held) -> Profile:
        """The profile of one document. Raises SiteFileError where the site's file does not hold."""
        if held.site not in self._known:
            path = self._paths.get(held.site)
            self._known[held.site] = load_site(path).reading if path else None
        reading = self._known[held.site] or Reading.model_validate({"encoding": held.hint})
        facts = (
            ("list_title", held.list_title),
            ("list_date", held.list_date),
            ("region", held.region),
            ("site_name", held.portal),
        )
        given = tuple(fact for fact in facts if fact[1])
        whole = Profile(reading.body, tuple(reading.chrome.items()), reading.encoding, given)
        return profile_within(whole, held.url)
