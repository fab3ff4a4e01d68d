"""`gongkai gaps`: the ledger as a person and as a machine meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawler.conftest import Gongkai
from tests.pipelines.nights import SITE, Nights, Report


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Nights(tmp_path_factory.mktemp("gaps") / "archive")
    titles = {"a": "示范市水利局2019年年报", "b": "示范市水利局2020年年报", "c": "示范市水利局2021年年报[/b]"}
    made.begin(1)
    made.list(titles, declared=5, titles=titles)
    made.page("a", report=Report(year=2019))
    made.page("b", "blocked")
    made.page("c", report=Report(year=2021))
    made.end()
    made.begin(2)
    made.list(titles, declared=5)
    made.page("c", "gone")
    made.end()
    made.archive.close()
    return made.archive.directory


def test_a_person_reads_years_reasons_and_what_was_observed(gongkai: Gongkai, archive: Path) -> None:
    shown = gongkai("gaps", "--archive", archive)
    words = " ".join(shown.stdout.split())
    assert shown.returncode == 0
    for told in (
        "shifan 2020 1 0 0% 1 asked, and the portal did not let us in",
        "shifan 2019, 2021 2 2 100%",
        "it declares 5 and its pages name 3",
        "示范市水利局 2020 2019 and 2021 are held",
        "at its address seen 2026-03-01, absent 2026-03-02",
    ):
        assert told in words, shown.stdout
    assert "https://www.shifan.example/zwgk/b.html" in words, "addresses are never cut short"
    assert "delet" not in shown.stdout


def test_a_machine_reads_all_of_it(gongkai: Gongkai, archive: Path) -> None:
    found = json.loads(gongkai("gaps", SITE.name, "--archive", archive, "--json").stdout)
    assert found["ledger"]["missing"][0]["reason"] == "blocked"
    assert found["missing_years"][0]["year"] == 2020 and found["absent"][0]["where"] == "address"


def test_a_portal_the_archive_does_not_know(gongkai: Gongkai, archive: Path) -> None:
    refused = gongkai("gaps", "nirgends", "--archive", archive)
    assert refused.returncode == 2 and "knows no site 'nirgends'" in refused.stderr
