"""Alarms open when a portal differs from its own past, close by themselves, and stay shut on ordinary nights."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.archive.alarm_rules import RULES
from pipelines.archive.alarms import DISK_LEAST, dead_man, judge, judge_disk, settle_alarms
from pipelines.archive.connection import connect_reader
from tests.pipelines.nights import SITE, Nights, Report, instant

ROOM = 1 << 40


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    made = Nights(tmp_path / "archive")
    yield made
    made.archive.close()


def standing(nights: Nights, day: int | None = None) -> dict[str, str]:
    """Sentences of the alarms that would stand, by name."""
    with closing(connect_reader(nights.archive.path)) as connection:
        alarms = judge(connection, SITE.name, nights.run, instant(day or nights.day))
    return {alarm.name: alarm.sentence for alarm in alarms if alarm.sentence}


def undecided(nights: Nights) -> set[str]:
    with closing(connect_reader(nights.archive.path)) as connection:
        return {
            a.name
            for a in judge(connection, SITE.name, nights.run, instant(nights.day))
            if a.sentence is None
        }


def ordinary(nights: Nights, day: int, pages: int = 12, new: int = 0) -> None:
    """A night on which nothing is wrong: the lists name everything, some of it is asked, one page is new."""
    nights.begin(day)
    nights.list([*range(pages), *(f"n{day}-{one}" for one in range(new))])
    for one in range(pages):
        nights.page(one)
    for one in range(new):
        nights.page(f"n{day}-{one}")


def test_every_rule_says_what_opens_and_what_closes_it() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.opens and rule.closes for rule in RULES)


def test_a_first_night_and_ordinary_nights_raise_nothing(nights: Nights) -> None:
    for day in range(1, 10):
        ordinary(nights, day, new=1)
        assert standing(nights) == {}
        nights.end()


def test_an_alarm_opens_once_is_refreshed_and_closes(nights: Nights) -> None:
    def night(day: int, bad: int) -> tuple[str, ...]:
        nights.begin(day)
        nights.list(range(12))
        for one in range(12):
            nights.page(one, "blocked" if one < bad else "ok")
        given = [
            settle_alarms(nights.archive, [SITE.name], nights.run, instant(day, 99), ROOM) for _ in range(2)
        ]
        assert given[0] == given[1], "settling twice is settling once"
        nights.end()
        return given[0]

    night(1, 0)
    assert night(2, 7) == ("shifan: of 13 addresses 7 were blocked or throttled (54%; as a rule 0%)",)
    assert night(3, 6) == ("shifan: of 13 addresses 6 were blocked or throttled (46%; as a rule 0%)",)
    night(4, 0)
    with closing(connect_reader(nights.archive.path)) as connection:
        rows = [
            tuple(r)
            for r in connection.execute("SELECT name, opened_at, opened_run_id, closed_at FROM alarms")
        ]
    assert rows[0][:3] == ("blocked", instant(2, 99), 2)
    assert all(row[3] is not None for row in rows) and nights.archive.status().alarms == ()


def test_few_blocked_pages_and_those_a_portal_always_blocks_are_no_alarm(nights: Nights) -> None:
    for day, bad in ((1, 6), (2, 6), (3, 7), (4, 2)):
        nights.begin(day)
        nights.list(range(20))
        for one in range(20):
            nights.page(one, "blocked" if one < bad else "ok")
        if day > 1:
            assert standing(nights) == {}
        nights.end()


def test_a_blocked_first_list_is_an_alarm_although_it_is_one_request(nights: Nights) -> None:
    ordinary(nights, 1)
    nights.end()
    nights.begin(2)
    nights.list([], outcome="blocked")
    assert standing(nights) == {
        "blocked": "no list page could be read (1 asked): they were blocked or throttled"
    }
    assert {"drop", "empty_lists", "silence"} <= undecided(nights), "what could not be seen is not judged"


def test_what_cannot_be_judged_leaves_an_open_alarm_as_it_is(nights: Nights) -> None:
    ordinary(nights, 1, pages=30)
    nights.end()
    nights.begin(2)
    nights.list(range(5))
    assert set(standing(nights)) == {"drop"}
    settle_alarms(nights.archive, [SITE.name], nights.run, instant(2, 99), ROOM)
    nights.end()
    nights.begin(3)
    nights.list([], outcome="blocked")
    settle_alarms(nights.archive, [SITE.name], nights.run, instant(3, 99), ROOM)
    assert {alarm.name for alarm in nights.archive.status().alarms} == {"drop", "blocked"}
    nights.end()
    nights.begin(4)
    nights.list(range(30))
    settle_alarms(nights.archive, [SITE.name], nights.run, instant(4, 99), ROOM)
    assert nights.archive.status().alarms == ()


def test_a_lower_number_becomes_the_rule(nights: Nights) -> None:
    for day in range(1, 20):
        nights.begin(day)
        nights.list(range(30 if day < 4 else 6))
        if 4 <= day < 7:
            assert "drop" in standing(nights), day
        if day > 8:
            assert "drop" not in standing(nights), day
        nights.end()


def test_lists_that_name_nothing_are_an_alarm_on_the_first_night(nights: Nights) -> None:
    nights.begin(1)
    nights.list([])
    assert set(standing(nights)) == {"empty_lists"}


def dated(nights: Nights, day: int, dates: list[str]) -> None:
    nights.begin(day)
    nights.list(range(len(dates)), dates=dict(enumerate(dates)))


def test_a_portal_that_publishes_weekly_is_silent_after_weeks(nights: Nights) -> None:
    weekly = [str(date(2026, 2, 28) - timedelta(days=7 * n)) for n in range(20)]
    dated(nights, 1, weekly)
    nights.end()
    for day, silent in ((14, False), (40, True)):
        dated(nights, day, weekly)
        assert ("silence" in standing(nights)) is silent, day
        nights.end()
    dated(nights, 41, ["2026-04-09", *weekly])
    assert "silence" not in standing(nights)


def test_a_portal_with_three_documents_a_year_is_not_silent_after_months(nights: Nights) -> None:
    seldom = [f"{year}-{month}-15" for year in (2024, 2025) for month in ("02", "06", "11")] + ["2026-02-15"]
    dated(nights, 1, seldom)
    nights.end()
    for day, silent in ((30, False), (150, False), (260, True)):
        dated(nights, day, seldom)
        assert ("silence" in standing(nights)) is silent, day
        nights.end()


def test_reports_once_a_year_are_the_rhythm_of_a_portal(nights: Nights) -> None:
    yearly = [f"{year}-01-{day}" for year in (2024, 2025, 2026) for day in (10, 15, 20, 25)]
    dated(nights, 1, yearly)
    nights.end()
    dated(nights, 340, yearly)
    assert standing(nights) == {}


def test_a_portal_quiet_since_before_it_was_asked_and_one_without_dates_are_not_silent(
    nights: Nights,
) -> None:
    dated(nights, 1, [str(date(2024, 6, 1) + timedelta(days=n)) for n in range(10)])
    assert standing(nights) == {}
    nights.end()
    dated(nights, 200, ["", "", "unbekannt"])
    assert "silence" in standing(nights), "and then its days count from the first night"


def test_a_clock_that_went_backwards_and_dates_in_the_future_raise_nothing(nights: Nights) -> None:
    dated(nights, 50, [str(date(2026, 2, 28) - timedelta(days=7 * n)) for n in range(20)] + ["2999-01-01"])
    assert standing(nights, day=-300) == {}
    nights.end()
    dated(nights, 120, ["2999-01-01"])
    assert "2026-02-21" in standing(nights)["silence"]


def test_a_portal_that_never_answered_is_named_after_three_runs(nights: Nights) -> None:
    for day in (1, 2, 3):
        nights.begin(day)
        nights.list([], outcome="unreachable")
        assert ("never_succeeded" in standing(nights)) is (day == 3)
        nights.end()
    ordinary(nights, 4)
    assert "never_succeeded" not in standing(nights)


def test_a_failed_certificate_is_told_with_the_servers_words(nights: Nights) -> None:
    ordinary(nights, 1)
    nights.end()
    nights.begin(2)
    nights.list(range(12))
    nights.page(3, "tls_failed", error="tls: certificate has expired")
    assert "certificate has expired" in standing(nights)["certificate"]
    nights.end()
    nights.begin(3)
    nights.list([], outcome="unreachable")
    assert "certificate" in undecided(nights)
    nights.end()
    ordinary(nights, 4)
    assert "certificate" not in standing(nights) and "certificate" not in undecided(nights)


def test_pages_that_vanish_together_are_an_alarm_and_one_is_not(nights: Nights) -> None:
    ordinary(nights, 1)
    nights.end()
    for day, gone, alarm in ((2, 1, False), (3, 8, True)):
        nights.begin(day)
        nights.list(range(12))
        for one in range(12):
            nights.page(one, "gone" if one < gone else "ok")
        assert ("vanished" in standing(nights)) is alarm
        nights.end()


def test_unreadable_pages_are_an_alarm_when_there_are_suddenly_many(nights: Nights) -> None:
    ordinary(nights, 1)
    nights.end()
    nights.begin(2)
    nights.list(range(12))
    for one in range(12):
        nights.page(one, problem="no table could be made out" if one < 6 else "")
    assert standing(nights)["unreadable"].startswith("of 12 kept pages 6 could not be read")


def test_a_new_template_is_told_with_the_old_and_the_new_place(nights: Nights) -> None:
    ordinary(nights, 1, pages=40)
    nights.end()
    nights.begin(2)
    nights.list([*range(40), *(f"b{n}" for n in range(6))])
    for n in range(6):
        nights.page(f"b{n}", report=Report(container="body > div:nth-of-type(3)"))
    found = standing(nights)
    assert set(found) == {"layout"}
    assert "body > div:nth-of-type(3)" in found["layout"] and "trs .TRS_Editor" in found["layout"]


def test_a_portal_of_many_templates_keeps_its_peace(nights: Nights) -> None:
    places = [f"#zoom > div (trs .kind{n})" for n in range(6)]
    for day in range(1, 9):
        nights.begin(day)
        nights.list(range(40))
        for n in range(40 if day == 1 else 3):
            nights.page(f"{day}-{n}", report=Report(container=places[(n + day) % 6]))
        assert standing(nights) == {}, day
        nights.end()


def test_a_field_that_new_pages_lack_is_missed(nights: Nights) -> None:
    ordinary(nights, 1, pages=40)
    nights.end()
    nights.begin(2)
    nights.list(range(40))
    for n in range(10):
        nights.page(f"b{n}", report=Report(fields=("published",), figure=None))
    assert standing(nights)["fields"] == (
        "fields found on the newest pages: figures of annual_report 0% (before 100%), "
        "issuer of annual_report 0% (before 100%)"
    )


def test_a_figure_that_changes_without_a_word_is_told_for_a_week(nights: Nights) -> None:
    ordinary(nights, 1)
    nights.end()
    nights.begin(2)
    nights.list(range(12))
    nights.page(4, report=Report("正文二", 9))
    assert "t3.new_received.total 5 → 9" in standing(nights)["figure_changed"]
    assert "figure_changed" in standing(nights, day=8)
    assert "figure_changed" not in standing(nights, day=10)


@pytest.mark.parametrize(
    "noticed",
    [
        Report("正文二", 9, published="2026-03-05"),
        Report("更正：总计应为9", 9),
        Report("正文二", 9, rules="rules-2"),
    ],
)
def test_a_correction_that_is_announced_and_one_of_our_own_rules_are_no_alarm(
    nights: Nights, noticed: Report
) -> None:
    ordinary(nights, 1)
    nights.end()
    nights.begin(2)
    nights.list(range(12))
    nights.page(4, report=noticed)
    assert "figure_changed" not in standing(nights)


def test_the_disk_is_measured_by_the_nights_before(nights: Nights) -> None:
    ordinary(nights, 1)
    nights.end()
    with closing(connect_reader(nights.archive.path)) as connection:
        assert judge_disk(connection, ROOM).sentence == ""
        assert "512 MiB are free" in str(judge_disk(connection, DISK_LEAST // 2).sentence)


def test_the_dead_mans_check_with_the_clock_moved(nights: Nights) -> None:
    def check(day: int, second: int = 0) -> str | None:
        with closing(connect_reader(nights.archive.path)) as connection:
            return dead_man(connection, instant(day, second)).sentence

    ordinary(nights, 1)
    nights.end()
    assert check(300) is None, "one run makes no rhythm"
    for day in range(2, 8):
        ordinary(nights, day)
        nights.end()
    assert check(8) == "" and check(8, 12 * 3600) == ""
    assert (
        check(10) == "the last run ended 2026-03-07T17:00Z, 71 hours ago; as a rule one begins every 24 hours"
    )
    assert check(-50) == "", "a clock that went backwards is not a dead man"
    nights.begin(20)
    assert check(20, 7200) == "", "a run that is on is alive"
    assert "began" in str(check(23)), "for a while"
    settle_alarms(nights.archive, [SITE.name], nights.run, instant(23), ROOM)
    assert all(alarm.name != "no_run" for alarm in nights.archive.status().alarms)


def test_a_weekly_run_is_not_missed_after_three_days(nights: Nights) -> None:
    for day in (1, 8, 15):
        ordinary(nights, day)
        nights.end()
    with closing(connect_reader(nights.archive.path)) as connection:
        assert dead_man(connection, instant(20)).sentence == ""
        assert dead_man(connection, instant(27)).sentence
