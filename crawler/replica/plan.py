"""Which documents a portal has: how many of each kind, by whom, for which year, and which are special."""

from dataclasses import dataclass, field

from crawler.replica.article import Article
from crawler.replica.content.earlier import earlier_report, local_report
from crawler.replica.content.indicators import indicator_report
from crawler.replica.content.news import news_item, website_report
from crawler.replica.content.notices import work_plan_notice
from crawler.replica.content.places import Place
from crawler.replica.content.printing import Manner
from crawler.replica.content.reports import annual_report
from crawler.replica.draw import cycle

MANNERS: tuple[Manner, ...] = ("plain", "signed", "thousands", "plain", "units")


@dataclass(frozen=True)
class Plan:
    """Counts by kind for one portal; `special` prints the n-th report in a manner of its own."""

    place: Place
    reports_2021: int
    reports_2019: int
    earlier: int
    notices: int
    news: int
    website: bool = False
    special: dict[int, Manner] = field(default_factory=dict)
    breaks_c2: int | None = None
    earliest: int = 2009
    indicators: int = 0
    local: int = 0
    bodies: int = 9

    def articles(self, seed: int) -> tuple[Article, ...]:
        """Give all documents, the newest first, as listings show them."""
        made = (*self._reports(seed), *self._earlier(seed), *self._dated(seed), *self._others(seed))
        return tuple(sorted(made, key=lambda a: (a.day, a.clock, a.key), reverse=True))

    def _reports(self, seed: int) -> list[Article]:
        """The reports with statutory tables: bodies in turn, each for the years of the edition."""
        issuers = self.place.issuers(self.bodies)
        years = [(n // 4, 2021 + n % 4) for n in range(self.reports_2021)]
        years += [(n // 2, 2019 + n % 2) for n in range(self.reports_2019)]
        return [
            annual_report(
                seed,
                self.place,
                cycle(issuers, body)[0],
                year,
                n,
                self.special.get(n, cycle(MANNERS, n)),
                n == self.breaks_c2,
            )
            for n, (body, year) in enumerate(years)
        ]

    def _earlier(self, seed: int) -> list[Article]:
        """The free-form reports of years up to 2018."""
        issuers, span = self.place.issuers(self.bodies), 2019 - self.earliest
        return [
            earlier_report(seed, self.place, cycle(issuers, n // span)[0], 2018 - n % span, n)
            for n in range(self.earlier)
        ]

    def _dated(self, seed: int) -> list[Article]:
        """Reports of 2014 to 2018 with the table of indicators, and of 2011 with a local one, by the last bodies."""
        issuers = self.place.issuers(self.bodies)
        tables = [
            indicator_report(
                seed, self.place, cycle(issuers, self.bodies - 1 - n)[0], (2016, 2016, 2014, 2018)[n % 4], n
            )
            for n in range(self.indicators)
        ]
        local = [
            local_report(seed, self.place, cycle(issuers, self.bodies - 1 - n)[0], 2011, n)
            for n in range(self.local)
        ]
        return [*tables, *local]

    def _others(self, seed: int) -> list[Article]:
        """Notices, news and the website report."""
        office = f"{self.place.government}办公室", f"{self.place.short}政办函"
        offices = (office, *self.place.issuers(self.bodies)[1:])
        notices = [
            work_plan_notice(seed, self.place, *cycle(offices, n), 2024 - n % 8, n)
            for n in range(self.notices)
        ]
        news = [news_item(seed, self.place, 2024 - n % 5, n) for n in range(self.news)]
        website = [website_report(seed, self.place, 2020)] if self.website else []
        return [*notices, *news, *website]
