"""Histories for tests: an archive filled night by night through `Archive.commit`, as a crawl does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.archive.settlement import (
    CaptureKind,
    Labelled,
    ListingFacts,
    NewTarget,
    Reading,
    RunStatus,
    Settlement,
    SiteFacts,
    TargetState,
)
from pipelines.archive.store import Archive
from pipelines.document import Document, Evidence, Field, Figure
from pipelines.document import Report as Kind
from pipelines.evidence import Sums, Verdict
from pipelines.exchange import Exchange

SITE = SiteFacts("shifan", "示范市人民政府", "990100", "city", "trs")
HOST = "https://www.shifan.example"
LIST = f"{HOST}/zwgk/nb/"
SOFTWARE = "gongkai/0.1.0"
FIRST = datetime(2026, 3, 1, 16, tzinfo=UTC)

_STATES: Mapping[str, TargetState] = {"ok": "done", "unchanged": "done", "gone": "gone", "refused": "refused"}


def instant(day: int, second: int = 0) -> str:
    """The `day`-th night's moment; the first is 2026-03-01T16:00Z."""
    at = FIRST + timedelta(days=day - 1, seconds=second)
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def url_of(name: object) -> str:
    return f"{HOST}/zwgk/{name}.html"


@dataclass(frozen=True)
class Report:
    """A report as it could be read, in the few things that tests vary."""

    text: str = "正文"
    figure: int | None = 5
    published: str = "2026-01-22"
    year: int | None = 2025
    issuer: str = "示范市水利局"
    fields: tuple[str, ...] = ("published", "issuer")
    container: str = "#zoom > div (trs .TRS_Editor)"
    rules: str = "rules-1"

    def reading(self, url: str) -> Reading:
        values = {"published": self.published, "issuer": self.issuer}
        figures = [] if self.figure is None else [self.figure]
        verdict = Verdict("utf-8", "bytes", (), 0, 0.9)
        made = Document(
            url=url,
            title=f"{self.issuer}{self.year}年政府信息公开工作年度报告",
            text=self.text,
            blocks=(),
            tables=(),
            report=Kind("annual_report", "2021", self.year),
            fields=tuple(Field(name, values[name], "", "meta", ()) for name in self.fields),
            figures=tuple(
                Figure("t3.new_received.total", value, str(value), "件", 0, 1, 1) for value in figures
            ),
            checks=(),
            attachments=(),
            links=(),
            flags=(),
            evidence=Evidence(verdict, (), (), Sums(2, 2, 0, 0, 0, 0, 0), self.container),
        )
        return Reading(self.rules, SOFTWARE, made)


ORDINARY = Report()


class Nights:
    """An archive and the run that is on in it."""

    def __init__(self, directory: Path, sites: Sequence[SiteFacts] = (SITE,)) -> None:
        self.archive = Archive.open(directory, {"software": SOFTWARE}, instant(1))
        self.sites, self.day, self.run, self.second = sites, 0, 0, 0

    def begin(self, day: int) -> int:
        self.day, self.second = day, 0
        self.run, _ = self.archive.start_run("crawl", list(self.sites), {}, SOFTWARE, instant(day))
        return self.run

    def end(self, status: RunStatus = "complete") -> None:
        self.archive.finish_run(self.run, instant(self.day, 3600), status, {})

    def list(
        self,
        names: Iterable[object],
        url: str = LIST,
        declared: int | None = None,
        more: Iterable[str] = (),
        outcome: str = "ok",
        dates: Mapping[object, str] | None = None,
        titles: Mapping[object, str] | None = None,
    ) -> None:
        """One list page that names documents and further list pages."""
        listed = tuple(names)
        found = tuple(
            NewTarget(url_of(name), list_date=(dates or {}).get(name, ""), list_title=(titles or {}).get(name, ""))
            for name in listed
        ) + tuple(NewTarget(page, "listing", 1) for page in more)  # fmt: skip
        facts = ListingFacts(declared, len(listed)) if outcome == "ok" else None
        self._settle(url, "listing", outcome, discovered=found if outcome == "ok" else (), listing=facts)

    def page(
        self,
        name: object,
        outcome: str = "ok",
        report: Report = ORDINARY,
        problem: str = "",
        error: str = "",
    ) -> None:
        """One page; a good one is read, or is a problem where `problem` says so."""
        url = url_of(name)
        made = Reading("rules-1", SOFTWARE, problem=problem) if problem else report.reading(url)
        given: dict[str, object] = {"readings": (made,)} if outcome == "ok" else {}
        self._settle(url, "page", outcome, f"{report}{problem}", error, **given)

    def _settle(
        self,
        url: str,
        kind: CaptureKind,
        outcome: str,
        body: str = "",
        error: str = "",
        **given: object,
    ) -> None:
        self.second += 1
        target = self.archive.target(self.sites[0].name, url)
        if target is None:
            new = NewTarget(url, "listing" if kind == "listing" else "page")
            self.archive.add_targets(self.sites[0].name, [new], self.run, instant(self.day))
            target = self.archive.target(self.sites[0].name, url)
        assert target is not None
        status = {"ok": "200 OK", "unchanged": "304 Not Modified", "gone": "404 Not Found"}.get(
            outcome, "403 No"
        )
        response = (
            b"" if error else f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n{url}{body}".encode()
        )
        begun, ended = instant(self.day, self.second), instant(self.day, self.second + 1)
        exchange = Exchange(
            url, "GET", b"GET / HTTP/1.1\r\n\r\n", response, begun, ended, "127.0.0.9", error=error
        )
        self.archive.commit(
            Settlement(
                self.run,
                self.sites[0].name,
                target.id,
                (Labelled(exchange, kind, outcome),),
                _STATES.get(outcome, "failed"),
                begun,
                "" if outcome == "ok" else f"{outcome}: {error or status}",
                **given,  # type: ignore[arg-type]
            )
        )
