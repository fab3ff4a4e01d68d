"""A snapshot holds what complete runs saw, leads back to the records, and is the same bytes whenever it is taken."""

from __future__ import annotations

import csv
import hashlib
import resource
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import text

from pipelines.archive.errors import ArchiveError
from pipelines.archive.reader import ArchiveReader
from pipelines.archive.settlement import NewTarget
from pipelines.snapshot.cells import FORMULA_STARTS, GUARD, guarded
from pipelines.snapshot.errors import SnapshotError
from pipelines.snapshot.tables import TABLES
from pipelines.snapshot.take import Taken, take_snapshot
from tests.pipelines.snapshot_case import (
    BLOCKED,
    FEES,
    HOST,
    ISSUER,
    LATER,
    LIMITED,
    LIST,
    OLDER,
    REPORT,
    RULES,
    SECRET,
    TOTAL,
    UNREADABLE,
    Case,
    four_runs,
    instant,
    json_rows,
    rows,
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return four_runs(tmp_path_factory.mktemp("case") / "archive")


@pytest.fixture(scope="module")
def snapshot(case: Case) -> Path:
    out = case.directory.parent / "snapshot"
    take_snapshot(case.directory, out)
    return out


def _files(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


# What enters


def test_only_what_complete_runs_saw_is_there(snapshot: Path) -> None:
    assert [row["started_at"] for row in rows(snapshot, "runs")] == [instant(1), instant(3)]
    assert [row["url"] for row in rows(snapshot, "documents")] == [OLDER, REPORT]
    assert [(row["url"], row["number"], row["current"]) for row in rows(snapshot, "versions")] == [
        (OLDER, 1, True),
        (REPORT, 1, True),
    ]
    assert {row["run"] for row in rows(snapshot, "outcomes")} == {instant(1), instant(3)}
    everything = "".join(path.read_text("utf-8") for path in (snapshot / "data").glob("*.jsonl"))
    assert (
        LIMITED not in everything
        and "只有不完整的一次看到" not in everything
        and "unfinished" not in everything
    )


def test_a_reading_that_an_incomplete_run_made_enters_when_a_complete_run_sees_it(tmp_path: Path) -> None:
    case = Case(tmp_path / "archive")
    with case.run(1, "limited") as night:
        night.read(REPORT, 2023)
    with case.run(2) as night:
        night.read(REPORT, 2023)
    take_snapshot(case.directory, tmp_path / "out")
    (version,) = rows(tmp_path / "out", "versions")
    assert (version["captured_at"], version["sightings"]) == (instant(2, 1), 1)
    assert version["record_id"] != version["body_record_id"]
    (attempt,) = rows(tmp_path / "out", "outcomes")
    assert (attempt["record_id"], attempt["refers_to"]) == (version["record_id"], version["body_record_id"])


def test_the_current_version_is_that_of_the_latest_complete_look(tmp_path: Path) -> None:
    case = Case(tmp_path / "archive")
    for day, words in enumerate(("甲。", "乙。", "甲。"), 1):
        with case.run(day) as night:
            night.read(REPORT, 2023, text=words)
    with case.run(4, "limited") as night:
        night.read(REPORT, 2023, text="丙。")
    take_snapshot(case.directory, tmp_path / "out")
    assert [(v["number"], v["text"], v["current"], v["sightings"]) for v in rows(tmp_path / "out", "versions")] == [
        (1, "甲。", True, 2),
        (2, "乙。", False, 1),
    ]  # fmt: skip
    (document,) = rows(tmp_path / "out", "documents")
    assert (document["versions"], document["first_seen"], document["last_seen"]) == (
        2,
        instant(1, 1),
        instant(3, 1),
    )
    assert {row["current"] for row in rows(tmp_path / "out", "figures_long")} == {True, False}
    assert len(rows(tmp_path / "out", "figures_wide_2021")) == 1


def test_every_attempt_is_a_dated_fact(snapshot: Path) -> None:
    met = [
        (row["started_at"], row["url"], row["outcome"], row["reading"]) for row in rows(snapshot, "outcomes")
    ]
    assert met == [
        (instant(1, 1), LIST, "ok", None),
        (instant(1, 2), REPORT, "ok", "version"),
        (instant(1, 3), OLDER, "ok", "version"),
        (instant(1, 4), UNREADABLE, "ok", "problem"),
        (instant(1, 5), BLOCKED, "blocked", None),
        (instant(3, 1), REPORT, "ok", "sighting"),
        (instant(3, 2), OLDER, "gone", None),
    ]
    problem = next(row for row in rows(snapshot, "outcomes") if row["url"] == UNREADABLE)
    assert problem["problem"] == "No text layer."


def test_gaps_say_what_is_missing_and_why(snapshot: Path) -> None:
    assert [(row["what"], row["url"], row["year"], row["reason"]) for row in rows(snapshot, "gaps")] == [
        ("listing_short", LIST, None, "declares 9 documents and names 2"),
        ("not_met", BLOCKED, None, "blocked: status 521"),
        ("not_met", UNREADABLE, None, "No text layer."),
        ("year_missing", None, 2022, "2021 and 2023 are held"),
    ]
    assert rows(snapshot, "gaps")[-1]["issuer"] == ISSUER


def test_rows_lead_back_to_the_records(case: Case, snapshot: Path) -> None:
    attempts = {row["record_id"]: row for row in rows(snapshot, "outcomes")}
    with ArchiveReader.read(case.directory) as reader:
        for table in ("documents", "versions"):
            for row in rows(snapshot, table):
                assert attempts[row["record_id"]]["url"] == row["url"]
                assert row["body_digest"] == attempts[row["body_record_id"]]["body_digest"]
                assert (case.directory / "warc" / row["body_warc_file"]).is_file()
                assert row["rules"] == "rules-1" and row["software"] == "gongkai/0.1.0"
                shown = reader.show(row["url"])
                assert shown and (shown.at if row["url"] == OLDER else instant(1, 2)) == row["captured_at"]


def test_a_portal_that_was_refused_as_a_whole_is_a_portal_with_gaps(tmp_path: Path) -> None:
    case = Case(tmp_path / "archive")
    with case.run(1) as night:
        night.archive.add_targets("shifan", [NewTarget(BLOCKED)], night.number, instant(1))
        target = night.archive.target("shifan", BLOCKED)
        assert target
        night.archive.settle(target.id, "refused", night.number, "refused(robots): Disallow: /")
    take_snapshot(case.directory, tmp_path / "out")
    (portal,), (gap,) = rows(tmp_path / "out", "portals"), rows(tmp_path / "out", "gaps")
    assert (portal["portal"], portal["captures"], portal["last_seen"]) == ("shifan", 0, None)
    assert (gap["what"], gap["reason"]) == ("not_met", "refused(robots): Disallow: /")


def test_no_row_number_of_the_archive_is_in_it() -> None:
    names = {column.name for schema in TABLES for column in schema.columns}
    assert not {name for name in names if name.endswith("_id")} - {"record_id", "body_record_id"}


# Values


def test_a_blank_is_null_and_a_zero_is_zero_in_every_file(snapshot: Path) -> None:
    for found in (rows(snapshot, "figures_long"), json_rows(snapshot, "figures_long")):
        values = {row["name"]: (row["value"], row["raw"]) for row in found if row["url"] == REPORT}
        assert values == {
            TOTAL: (12.0, "12"),
            RULES: (0.0, "0"),
            SECRET: (None, ""),
            FEES: (503.59, "+503.59"),
        }
    for found in (rows(snapshot, "figures_wide_2021"), json_rows(snapshot, "figures_wide_2021")):
        wide = next(row for row in found if row["url"] == REPORT)
        assert (wide[TOTAL], wide[RULES], wide[SECRET], wide[FEES]) == (12.0, 0.0, None, 503.59)
        assert wide["money_units"] == f"{FEES}=万元"
    long = [row for row in csv_rows(snapshot, "figures_long") if row["url"] == REPORT]
    assert {row["name"]: row["value"] for row in long} == {
        TOTAL: "12.0",
        RULES: "0.0",
        SECRET: "",
        FEES: "503.59",
    }
    wide_csv = next(row for row in csv_rows(snapshot, "figures_wide_2021") if row["url"] == REPORT)
    assert (wide_csv[RULES], wide_csv[SECRET]) == ("0.0", "")


def csv_rows(snapshot: Path, table: str) -> list[dict[str, str]]:
    with (snapshot / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_cell_of_a_csv_file_begins_as_a_formula(snapshot: Path) -> None:
    for schema in TABLES:
        texts = [column.name for column in schema.in_csv if column.kind == "text"]
        for row in csv_rows(snapshot, schema.name):
            assert not [row[name] for name in texts if row[name][:1] in tuple("=+-@\t\r\n＝＋－＠")]
    raw = {row["name"]: row["raw"] for row in csv_rows(snapshot, "figures_long")}
    assert raw[FEES] == "'+503.59"
    assert {row["issuer"] for row in csv_rows(snapshot, "documents")} == {f"'{ISSUER}"}
    assert {row["issuer"] for row in rows(snapshot, "documents")} == {ISSUER}


@given(text())
def test_what_is_guarded_is_no_formula_and_comes_back(words: str) -> None:
    cell = guarded(words)
    assert not cell.startswith(FORMULA_STARTS)
    assert cell.removeprefix(GUARD) == words


def test_the_three_files_of_a_table_say_the_same(snapshot: Path) -> None:
    for schema in TABLES:
        assert json_rows(snapshot, schema.name) == rows(snapshot, schema.name)
        cells = [[row[column.name] for column in schema.in_csv] for row in csv_rows(snapshot, schema.name)]
        whole = [[row[column.name] for column in schema.in_csv] for row in rows(snapshot, schema.name)]
        assert [[_bare(cell) for cell in row] for row in cells] == [
            [_printed(v) for v in row] for row in whole
        ]


def _bare(cell: str) -> str:
    return cell.removeprefix("'")


def _printed(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


# The same, again and again


def test_the_same_archive_gives_the_same_bytes_wherever_and_whenever(
    case: Case, snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.chdir(tmp_path)
    moved = shutil.copytree(case.directory, tmp_path / "elsewhere")
    take_snapshot(moved, Path("again"))
    assert _files(tmp_path / "again") == _files(snapshot)


def test_taking_one_leaves_the_archive_as_it_was(case: Case, tmp_path: Path) -> None:
    before = _files(case.directory)
    take_snapshot(case.directory, tmp_path / "out")
    assert _files(case.directory) == before


def test_a_run_that_is_not_complete_changes_nothing(tmp_path: Path) -> None:
    case = four_runs(tmp_path / "archive")
    take_snapshot(case.directory, tmp_path / "before")
    with case.run(9, "limited") as night:
        night.read(REPORT, 2023, text="再来一次。")
    take_snapshot(case.directory, tmp_path / "after")
    assert _files(tmp_path / "after") == _files(tmp_path / "before")


# What goes wrong


def test_a_place_that_is_taken_is_refused(case: Case, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("out", "link"):
        with pytest.raises(SnapshotError, match="there already"):
            take_snapshot(case.directory, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "out"]


def test_an_archive_without_a_complete_run_gives_none(tmp_path: Path) -> None:
    case = Case(tmp_path / "archive")
    with case.run(1, "limited") as night:
        night.read(REPORT, 2023)
    with pytest.raises(SnapshotError, match="no complete run"):
        take_snapshot(case.directory, tmp_path / "out")
    with pytest.raises(ArchiveError, match="no archive"):
        take_snapshot(tmp_path / "nothing", tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]


def test_a_folder_that_cannot_be_written_is_a_sentence(case: Case, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be written"):
        take_snapshot(case.directory, tmp_path / "file" / "out")


def test_a_failure_on_the_way_leaves_nothing_behind(case: Case, tmp_path: Path) -> None:
    """A file that may not grow beyond a few kilobytes, as a full disk looks to a program."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(ArchiveError, match="No more can be written"):
            take_snapshot(case.directory, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_nothing_but_attempts_is_a_snapshot_too(tmp_path: Path) -> None:
    case = Case(tmp_path / "archive")
    with case.run(1) as night:
        night.meet(BLOCKED, "blocked", state="failed")
    taken = take_snapshot(case.directory, tmp_path / "out")
    assert isinstance(taken, Taken) and taken.rows["documents"] == 0 and taken.rows["outcomes"] == 1
    assert "No document." in (tmp_path / "out" / "data" / "DATASHEET.md").read_text("utf-8")


# The difference from an earlier one


def test_the_delta_names_new_and_changed_documents_and_figures(
    case: Case, snapshot: Path, tmp_path: Path
) -> None:
    later = Case(shutil.copytree(case.directory, tmp_path / "archive"))
    with later.run(5) as night:
        night.read(REPORT, 2023, total=15)
        night.read(LATER, 2024)
        night.meet(OLDER, "gone", state="gone")
    taken = take_snapshot(later.directory, tmp_path / "out", snapshot)
    assert taken.delta
    assert taken.delta.counts == {"new": 1, "changed": 1, "same": 1, "withdrawn": 0}
    assert [(row["url"], row["what"]) for row in rows(tmp_path / "out", "delta")] == [
        (REPORT, "changed"),
        (LATER, "new"),
    ]
    changed = rows(tmp_path / "out", "delta")[0]
    old, new = rows(snapshot, "documents")[1], rows(tmp_path / "out", "documents")[1]
    assert (changed["before"], changed["after"]) == (old["version"], new["version"])
    (figure,) = rows(tmp_path / "out", "delta_figures")
    assert (figure["name"], figure["value_before"], figure["value_after"]) == (TOTAL, 12.0, 15.0)
    assert (figure["raw_before"], figure["raw_after"], figure["printed_before"]) == ("12", "15", True)
    sheet = (tmp_path / "out" / "data" / "DATASHEET.md").read_text("utf-8")
    assert "| changed | 1 |" in sheet and "| figures of changed documents that differ | 1 |" in sheet


def test_a_document_that_is_no_longer_given_out_is_withdrawn(snapshot: Path, tmp_path: Path) -> None:
    case = Case(tmp_path / "archive")
    with case.run(1) as night:
        night.read(REPORT, 2023)
    take_snapshot(case.directory, tmp_path / "out", snapshot)
    (row,) = rows(tmp_path / "out", "delta")
    assert (row["url"], row["what"], row["after"], row["body_changed"]) == (OLDER, "withdrawn", None, None)


def test_other_rules_alone_are_told_from_other_bytes(case: Case, snapshot: Path, tmp_path: Path) -> None:
    later = Case(shutil.copytree(case.directory, tmp_path / "archive"))
    with later.run(5) as night:
        night.read(REPORT, 2023, total=15, rules="rules-2")
    take_snapshot(later.directory, tmp_path / "out", snapshot)
    (row,) = rows(tmp_path / "out", "delta")
    assert (row["rules_before"], row["rules_after"], row["body_changed"]) == ("rules-1", "rules-2", False)


@pytest.mark.parametrize("fault", ["none", "foreign", "changed", "layout"])
def test_what_is_no_snapshot_is_not_compared_with(
    fault: str, case: Case, snapshot: Path, tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier"
    if fault == "foreign":
        earlier.mkdir()
        (earlier / "manifest-sha256.txt").write_text("")
    elif fault != "none":
        shutil.copytree(snapshot, earlier)
    if fault == "changed":
        with (earlier / "data" / "documents.parquet").open("ab") as file:
            file.write(b" ")
    elif fault == "layout":
        package = earlier / "data" / "datapackage.json"
        package.write_text(package.read_text("utf-8").replace('"layout": 1', '"layout": 99'), "utf-8")
    words = {"changed": "is not the file that its manifest names", "layout": "has layout 99"}
    with pytest.raises(SnapshotError, match=words.get(fault, "is no snapshot that gongkai made")):
        take_snapshot(case.directory, tmp_path / "out", earlier)
    assert not (tmp_path / "out").exists()


def test_addresses_sort_alike_in_sqlite_and_here(tmp_path: Path) -> None:
    """The walk over two snapshots rests on it: by bytes, whatever the script."""
    case = Case(tmp_path / "archive")
    urls = [f"{HOST}/{name}" for name in ("Z", "a", "~", "报", "\U00020000", "\uff21")]
    with case.run(1) as night:
        for url in urls:
            night.read(url, 2023, text=url)
    take_snapshot(case.directory, tmp_path / "one")
    taken = take_snapshot(case.directory, tmp_path / "two", tmp_path / "one")
    assert taken.delta and taken.delta.counts["same"] == len(urls)
    assert [row["url"] for row in rows(tmp_path / "one", "documents")] == sorted(urls)
