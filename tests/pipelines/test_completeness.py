"""What lists name and declare against what is held: every gap with its reason, and absence as two dates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.archive.absence import Absence, absences
from pipelines.archive.completeness import REASONS, Ledger, ledger, year_of
from pipelines.archive.connection import connect_reader
from pipelines.archive.missing_years import missing_years
from pipelines.archive.run_report import run_report
from pipelines.archive.settlement import SiteFacts
from tests.pipelines.nights import HOST, LIST, SITE, Nights, Report, instant, url_of

OTHER = SiteFacts("mofan", "模范市人民政府", "990200", "city", "ucap")


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    made = Nights(tmp_path / "archive", (SITE, OTHER))
    yield made
    made.archive.close()


def held(nights: Nights, site: str | None = None, at: str = "9999") -> Ledger:
    with closing(connect_reader(nights.archive.path)) as connection:
        return ledger(connection, site, at)


def seen(nights: Nights) -> tuple[Absence, ...]:
    with closing(connect_reader(nights.archive.path)) as connection:
        return absences(connection)


def test_each_gap_has_the_reason_of_the_last_look(nights: Nights) -> None:
    nights.begin(1)
    nights.list(["held", "never", "blocked", "gone", "slow", "odd", "moved", "busy"])
    nights.page("held")
    nights.page("blocked", "blocked")
    nights.page("busy", "throttled")
    nights.page("gone", "gone")
    nights.page("slow", "unreachable", error="timeout: no complete answer in time")
    nights.page("odd", problem="No table could be made out.")
    nights.page("moved", "moved")
    found = held(nights)
    assert {gap.url.rsplit("/", 1)[1]: gap.reason for gap in found.missing} == {
        "never.html": "never_asked",
        "blocked.html": "blocked",
        "busy.html": "blocked",
        "gone.html": "gone",
        "slow.html": "failed",
        "odd.html": "unreadable",
        "moved.html": "moved",
    }
    assert {gap.reason for gap in found.missing} <= set(REASONS)
    by_name = {gap.url: gap for gap in found.missing}
    assert by_name[url_of("odd")].sentence == "No table could be made out."
    assert "no complete answer in time" in by_name[url_of("slow")].sentence
    assert by_name[url_of("never")].asked is None and by_name[url_of("gone")].asked == instant(1, 5)


def test_a_page_that_was_held_and_is_blocked_now_is_still_held(nights: Nights) -> None:
    nights.begin(1)
    nights.list(["a"])
    nights.page("a")
    nights.end()
    nights.begin(2)
    nights.page("a", "blocked")
    assert held(nights).missing == ()


def test_a_document_of_another_portal_is_listed_elsewhere(nights: Nights) -> None:
    nights.begin(1)
    nights.list(["a"])
    nights.page("a")
    nights.sites = (OTHER,)
    nights.list(["a"], url=f"{HOST}/other/")
    nights.page("a")
    found = held(nights, "mofan")
    assert [(gap.reason, gap.sentence) for gap in found.missing] == [("elsewhere", "held by shifan")]
    assert held(nights, "shifan").missing == ()


def test_years_are_those_of_the_report_else_of_the_title_else_of_the_list(nights: Nights) -> None:
    nights.begin(1)
    titles = {"b": "示范市水利局2019年政府信息公开工作年度报告", "c": "示范市水利局关于防汛的通知"}
    nights.list(["a", "b", "c", "d"], titles=titles, dates={"b": "2020-01-20", "c": "2021-06-01"})
    nights.page("a", report=Report(year=2018))
    years = {year.year: (year.named, year.held) for year in held(nights).years}
    assert years == {2018: (1, 1), 2019: (1, 0), 2021: (1, 0), None: (1, 0)}


@pytest.mark.parametrize(
    ("title", "date", "year"),
    [
        ("二〇二〇年年度报告", "2021-01-31", 2020),
        ("２０１９年报告", "", 2019),
        ("2019－2020年度工作要点", "", 2019),
        ("文件第2019号", "2022-05-01", 2022),
        ("电话12019年", "", None),
        ("1823年大事记", "", None),
        ("", "unbekannt", None),
    ],
)
def test_the_year_of_a_listed_title(title: str, date: str, year: int | None) -> None:
    row = dict.fromkeys(["year", "published", "above_title", "above_date"])
    assert year_of({**row, "list_title": title, "list_date": date}) == year


def test_a_list_is_short_by_its_total_and_by_pages_that_never_answered(nights: Nights) -> None:
    nights.begin(1)
    second = f"{LIST}2.html"
    nights.list(range(10), declared=25, more=[second])
    nights.list([], url=second, outcome="blocked")
    nights.page(1)
    (one,) = held(nights).listings
    assert (one.url, one.declared, one.listed, one.pages, one.pages_answered, one.held) == (
        LIST,
        25,
        10,
        2,
        1,
        1,
    )
    assert one.sentence == "1 of its 2 pages never answered; it declares 25 and its pages name 10"
    nights.end()
    nights.begin(2)
    nights.list(range(10, 25), url=second)
    (one,) = held(nights).listings
    assert one.sentence == "" and one.listed == 25


def test_a_list_that_declares_nothing_is_never_complete_by_its_total(nights: Nights) -> None:
    nights.begin(1)
    nights.list(range(3))
    (one,) = held(nights).listings
    assert one.declared is None and one.sentence == ""


def test_the_ledger_of_a_moment_does_not_know_what_came_later(nights: Nights) -> None:
    nights.begin(1)
    nights.list(["a", "b"])
    nights.page("a")
    nights.end()
    nights.begin(2)
    nights.list(["a", "b", "c"])
    nights.page("b")
    nights.page("c")
    nights.end()
    then, now = held(nights, at=instant(1, 9000)), held(nights)
    assert (sum(y.named for y in then.years), sum(y.held for y in then.years)) == (2, 1)
    assert (sum(y.named for y in now.years), sum(y.held for y in now.years)) == (3, 3)
    assert [gap.reason for gap in then.missing] == ["never_asked"]


def test_absent_at_its_address_is_two_dates_and_how_often_it_was_looked_for(nights: Nights) -> None:
    for day, outcome in ((1, "ok"), (2, "ok"), (3, "blocked"), (4, "gone"), (5, "gone")):
        nights.begin(day)
        nights.list(["a"])
        nights.page("a", outcome)
        nights.end()
    (one,) = seen(nights)
    assert one.sentence == "at its address seen 2026-03-02, absent 2026-03-04, looked for on 2 days"
    nights.begin(6)
    nights.list(["a"])
    nights.page("a")
    assert seen(nights) == ()


def test_what_was_never_seen_is_not_absent(nights: Nights) -> None:
    nights.begin(1)
    nights.list(["a"])
    nights.page("a", "gone")
    assert seen(nights) == ()


def test_absent_from_the_lists_needs_a_complete_run_that_read_them_all(nights: Nights) -> None:
    second = f"{LIST}2.html"
    nights.begin(1)
    nights.list(["a", "b"], more=[second])
    nights.list(["c"], url=second)
    nights.end()
    nights.begin(2)
    nights.list(["a"], more=[second])
    nights.list([], url=second, outcome="unchanged")
    nights.end()
    assert seen(nights) == (), "the second page was not read: b may stand on it"
    nights.begin(3)
    nights.list(["a"], more=[second])
    nights.list(["c"], url=second)
    nights.end("interrupted")
    assert seen(nights) == (), "an interrupted run is no witness"
    nights.begin(4)
    nights.list(["a"], more=[second])
    nights.list(["c"], url=second)
    nights.end()
    (one,) = seen(nights)
    assert (one.url, one.where, one.seen[:10], one.nights) == (url_of("b"), "lists", "2026-03-01", 1)
    assert one.absent[:10] in ("2026-03-03", "2026-03-04"), "the run began on the third and was continued"


def test_years_without_a_report_between_years_that_have_one(nights: Nights) -> None:
    nights.begin(1)
    for body, years in {"甲局": (2018, 2019, 2021), "乙局": (2019, 2020, 2021), "丙局": (2020,)}.items():
        for year in years:
            nights.page(f"{body}{year}", report=Report(year=year, issuer=body))
    with closing(connect_reader(nights.archive.path)) as connection:
        found = {(one.body, one.year): (one.because, one.sentence) for one in missing_years(connection)}
        assert missing_years(connection, "mofan") == ()
    assert found == {
        ("甲局", 2020): ("years", "2019 and 2021 are held"),
        ("丙局", 2021): ("bodies", "2 of 3 bodies of the portal have it"),
    }


def test_the_report_of_a_run_is_the_same_whenever_it_is_made(nights: Nights) -> None:
    def made(run: int) -> object:
        with closing(connect_reader(nights.archive.path)) as connection:
            return run_report(connection, run)

    nights.begin(1)
    nights.list(["a", "b"])
    nights.page("a")
    nights.page("b")
    nights.end()
    nights.begin(2)
    nights.list(["a", "b", "c"])
    nights.page("a", report=Report("新", 7))
    nights.page("b")
    nights.page("c")
    nights.archive.open_alarm("shifan", "drop", "half of it", nights.run, instant(2, 30))
    nights.end()
    then = made(2)
    (portal,) = then.portals  # type: ignore[attr-defined]
    assert (portal.new, portal.changed, portal.same, portal.requests, portal.held) == (1, 1, 1, 4, 3)
    assert [item.url for item in then.changed] == [url_of("a")]  # type: ignore[attr-defined]
    nights.begin(3)
    nights.list(["a"])
    nights.page("a", "gone")
    nights.archive.close_alarm("shifan", "drop", instant(3, 30))
    nights.end()
    again, later = made(2), made(3)
    assert again == then
    assert [alarm.name for alarm in later.closed] == ["drop"]  # type: ignore[attr-defined]
    assert [one.sentence for one in later.absent if one.where == "address"] == [  # type: ignore[attr-defined]
        "at its address seen 2026-03-02, absent 2026-03-03"
    ]
