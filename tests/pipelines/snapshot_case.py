"""An archive of four runs for the tests of snapshots: two complete ones, a limited one between them, one that still runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipelines.archive.settlement import (
    CaptureKind,
    Labelled,
    ListingFacts,
    NewTarget,
    Reading,
    RunStatus,
    Settlement,
    SiteFacts,
    TargetKind,
    TargetState,
)
from pipelines.archive.store import Archive
from pipelines.document import (
    Attachment,
    Check,
    Document,
    Evidence,
    Field,
    Figure,
    NotRecoverable,
    Number,
    Report,
)
from pipelines.evidence import Sums, Verdict
from pipelines.exchange import Exchange

HOST = "http://www.shifan.example"
SITE = SiteFacts("shifan", "示范市人民政府", "990100", "city", "trs")
SOFTWARE = "gongkai/0.1.0"
ISSUER = "=示范市教育局"
"""Begins as a formula does: the cell of a CSV file must not."""

LIST, REPORT, OLDER, UNREADABLE, LIMITED, LATER = (
    f"{HOST}/{name}" for name in ("list.html", "2023.html", "2021.html", "scan.pdf", "only-limited.html", "2024.html")
)  # fmt: skip
BLOCKED = f"{HOST}/blocked.html"
TOTAL, FEES, RULES, SECRET = (
    "t3.new_received.total",
    "t2.fees.amount_wan_yuan",
    "t2.rules.issued",
    "t3.denied.state_secret.total",
)


def instant(day: int, second: int = 0) -> str:
    return f"2026-03-{day:02d}T01:00:{second:02d}.000000Z"


def document(
    url: str, year: int, total: Number = 12, text: str = "全年情况如下。", format: str = "2021"
) -> Document:
    """A report whose figures are a count, a printed 0, a blank, a sum of money, and words that begin as formulas do."""
    return Document(
        url=url,
        title=f"示范市教育局{year}年政府信息公开工作年度报告",
        text=text,
        blocks=(),
        tables=(),
        report=Report("annual_report", format, year),
        fields=(
            Field("issuer", ISSUER, ISSUER, "meta"),
            Field("published", f"{year + 1}-01-20", "", "meta"),
        ),
        figures=(
            Figure(TOTAL, total, str(total), "件", 0, 1, 1),
            Figure(RULES, 0, "0", "件", 0, 2, 1),
            Figure(SECRET, None, "", "件", 0, 3, 1),
            Figure(FEES, 503.59, "+503.59", "万元", 0, 4, 1),
        ),
        checks=(
            Check("C1", "total", 12, 12, 0, "pass"),
            Check("C2", "total", 12, 11.5, 0.5, "fail"),
            Check("C7", None, None, None, None, "not_assessable", 1),
        ),
        attachments=(Attachment("-附件.pdf", "./a.pdf", f"{HOST}/a.pdf"),),
        links=(),
        flags=("low_confidence", "pinyin_gloss"),
        evidence=Evidence(Verdict("utf-8", "bytes", (), 0), (), (), Sums(9, 9)),
        not_recoverable=(NotRecoverable("t4", "", "labels without numbers"),),
    )


class Case:
    """An archive, filled run by run."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @contextmanager
    def run(self, day: int, status: RunStatus | None = "complete") -> Iterator[Night]:
        """One run on one day; None leaves it unfinished, as a killed one is."""
        with Archive.open(self.directory, {"software": SOFTWARE}, instant(day)) as archive:
            command = "crawl" if status else "refetch"
            number, _ = archive.start_run(
                command, [SITE], {}, SOFTWARE, instant(day), limited=status == "limited"
            )
            yield Night(archive, number, day)
            if status:
                archive.finish_run(number, instant(day, 59), status, {})


class Night:
    """One run at work."""

    def __init__(self, archive: Archive, run: int, day: int) -> None:
        self.archive, self.number, self.day, self.second = archive, run, day, 0

    def meet(
        self,
        url: str,
        outcome: str = "ok",
        kind: TargetKind = "page",
        reading: Reading | None = None,
        listing: ListingFacts | None = None,
        state: TargetState = "done",
        reason: str = "",
    ) -> None:
        """Ask for an address and keep what came; the body is that of the reading's text, so equal texts are revisits."""
        self.second += 1
        body = reading.document.text if reading and reading.document else outcome
        status = {"ok": "200 OK", "gone": "404 Not Found"}.get(outcome, "521 ")
        exchange = Exchange(
            url,
            "GET",
            f"GET {url} HTTP/1.1\r\n\r\n".encode(),
            f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n{body}".encode(),
            instant(self.day, self.second),
            instant(self.day, self.second),
            "127.0.0.9",
        )
        self.archive.add_targets("shifan", [NewTarget(url, kind)], self.number, instant(self.day))
        target = self.archive.target("shifan", url)
        assert target
        capture: CaptureKind = "listing" if kind == "listing" else "page"
        self.archive.commit(
            Settlement(
                self.number,
                "shifan",
                target.id,
                (Labelled(exchange, capture, outcome),),
                state,
                instant(self.day),
                reason,
                listing=listing,
                readings=(reading,) if reading else (),
            )
        )

    def read(
        self,
        url: str,
        year: int,
        total: Number = 12,
        text: str = "全年情况如下。",
        rules: str = "rules-1",
        format: str = "2021",
    ) -> None:
        """Meet a report."""
        self.meet(url, reading=Reading(rules, SOFTWARE, document(url, year, total, text, format)))


def four_runs(directory: Path) -> Case:
    """Two complete runs; between them a limited one that saw another text of a report, and a document of its own."""
    case = Case(directory)
    with case.run(1) as night:
        night.meet(LIST, kind="listing", listing=ListingFacts(declared=9, listed=2))
        night.read(REPORT, 2023)
        night.read(OLDER, 2021, text="又一年。")
        night.meet(UNREADABLE, reading=Reading("rules-1", SOFTWARE, problem="No text layer."))
        night.meet(BLOCKED, "blocked", state="failed", reason="blocked: status 521")
    with case.run(2, "limited") as night:
        night.read(REPORT, 2023, total=13, text="只有不完整的一次看到。")
        night.read(LIMITED, 2022)
    with case.run(3) as night:
        night.read(REPORT, 2023)
        night.meet(OLDER, "gone", state="gone", reason="gone: status 404")
    with case.run(4, None) as night:
        night.read(f"{HOST}/unfinished.html", 2022)
    return case


def rows(snapshot: Path, table: str) -> list[dict[str, Any]]:
    """A table as its Parquet file has it."""
    found: list[dict[str, Any]] = pq.read_table(snapshot / "data" / f"{table}.parquet").to_pylist()
    return found


def json_rows(snapshot: Path, table: str) -> list[dict[str, Any]]:
    lines = (snapshot / "data" / f"{table}.jsonl").read_text("utf-8").split("\n")
    return [json.loads(line) for line in lines if line]
