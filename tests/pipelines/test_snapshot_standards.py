"""What other people's programs say of a snapshot: validators accept it and find tampering, readers read it in one line.

The programs are those of the extra `snapshot-check`; a test that needs one that is not installed is skipped.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipelines.snapshot.cells import TYPED
from pipelines.snapshot.tables import DELTA_TABLES, TABLES
from pipelines.snapshot.take import take_snapshot
from pipelines.snapshot.writing import arrow_schema
from tests.pipelines.snapshot_case import HOST, LATER, REPORT, Case, four_runs, rows

DOCS = Path(__file__).parents[2] / "docs" / "snapshot.md"


def library(name: str) -> Any:
    """A module of the extra, or a skip that says how to have it."""
    return pytest.importorskip(name, reason=f"{name} is not installed: pip install 'gongkai[snapshot-check]'")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot with a delta, so that every table there is has rows."""
    folder = tmp_path_factory.mktemp("standards")
    case: Case = four_runs(folder / "archive")
    take_snapshot(case.directory, folder / "earlier")
    with case.run(5) as night:
        night.read(REPORT, 2023, total=15)
        night.read(LATER, 2024)
        night.read(f"{HOST}/2016.html", 2016, format="2014")
        night.read(f"{HOST}/2020.html", 2020, format="2019")
    take_snapshot(case.directory, folder / "snapshot", folder / "earlier")
    return folder / "snapshot"


@pytest.fixture
def tampered(snapshot: Path, tmp_path: Path) -> Path:
    """The same with one digit of one figure changed; its size stays."""
    copy: Path = shutil.copytree(snapshot, tmp_path / "tampered")
    path = copy / "data" / "figures_long.csv"
    path.write_bytes(path.read_bytes().replace(b"503.59", b"503.58", 1))
    return copy


# Validators


def test_frictionless_accepts_every_file_and_finds_a_changed_digit(snapshot: Path, tampered: Path) -> None:
    frictionless = library("frictionless")
    report = frictionless.validate(str(snapshot / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == 3 * len((*TABLES, *DELTA_TABLES))
    found = frictionless.validate(str(tampered / "data" / "datapackage.json"))
    assert [title for title, *_ in found.flatten(["type"])] == ["hash-count"]


def test_frictionless_finds_a_figure_of_a_version_that_is_not_there(snapshot: Path, tmp_path: Path) -> None:
    """The keys and references of the package are live: they are not there for show."""
    frictionless = library("frictionless")
    copy = shutil.copytree(snapshot, tmp_path / "copy")
    package = json.loads((copy / "data" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        for name in ("hash", "bytes", "rows"):
            resource.pop(name, None)
    (copy / "data" / "datapackage.json").write_text(json.dumps(package), "utf-8")
    path = copy / "data" / "checks.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, re.sub(r"sha256:\w{8}", "sha256:00000000", lines[1])]), "utf-8")
    report = frictionless.validate(str(copy / "data" / "datapackage.json"))
    assert {kind for kind, *_ in report.flatten(["type"])} == {"foreign-key"}


def test_bagit_accepts_the_bag_and_finds_a_changed_digit(snapshot: Path, tampered: Path) -> None:
    bagit = library("bagit")
    bag = bagit.Bag(str(snapshot))
    assert bag.validate()
    assert bag.info["Bagging-Date"] == "2026-03-05"
    assert bag.info["Gongkai-Run"] == [row["run"] for row in rows(snapshot, "runs")]
    assert bag.info["Gongkai-Rules"] == "rules-1"
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tampered)).validate()


def test_mlcroissant_accepts_the_description_and_reads_every_table(snapshot: Path) -> None:
    mlcroissant = library("mlcroissant")
    dataset = mlcroissant.Dataset(jsonld=str(snapshot / "data" / "croissant.json"))
    assert (dataset.metadata.issues.errors, dataset.metadata.issues.warnings) == (set(), set())
    assert {found.id for found in dataset.metadata.record_sets} == {
        schema.name for schema in (*TABLES, *DELTA_TABLES)
    }
    for schema in (*TABLES, *DELTA_TABLES):
        assert len(list(dataset.records(schema.name))) == len(rows(snapshot, schema.name))


def test_rocrate_reads_the_crate_and_finds_what_the_profile_asks_for(snapshot: Path) -> None:
    crate = library("rocrate.rocrate").ROCrate(str(snapshot / "data"))
    root = crate.root_dataset
    assert crate.metadata.get("conformsTo").startswith("https://w3id.org/ro/crate/1.1")
    assert all(root.get(name) for name in ("name", "description", "datePublished", "license"))
    assert root.get("license").get("description")
    assert {entity.id for entity in crate.data_entities} == {
        path.name for path in (snapshot / "data").iterdir()
    } - {"ro-crate-metadata.json"}


def test_our_own_schema_is_that_of_every_parquet_file(snapshot: Path) -> None:
    for schema in (*TABLES, *DELTA_TABLES):
        path = snapshot / "data" / f"{schema.name}.parquet"
        assert pq.read_schema(path).equals(arrow_schema(schema), check_metadata=True), schema.name
        found = rows(snapshot, schema.name)
        assert found, f"{schema.name} has no row here, so nothing of it is tested"
        keys = [tuple(row[name] for name in schema.key) for row in found]
        assert len(set(keys)) == len(keys) and None not in {part for key in keys for part in key}


def test_every_reference_of_the_schema_leads_to_a_row(snapshot: Path) -> None:
    for schema in (*TABLES, *DELTA_TABLES):
        for reference in schema.references:
            there = {tuple(row[name] for name in reference.there) for row in rows(snapshot, reference.table)}
            here = {tuple(row[name] for name in reference.columns) for row in rows(snapshot, schema.name)}
            assert here <= there, (schema.name, reference)


def test_a_table_that_the_next_one_describes_is_described_once() -> None:
    for schema in (*TABLES, *DELTA_TABLES):
        assert len(set(schema.names)) == len(schema.names)
        assert set(schema.key) <= set(schema.names)
        assert {column.kind for column in schema.columns} <= set(TYPED)
        assert all(
            column.description.endswith((".", "…")) or ". " in column.description for column in schema.columns
        )


# Readers, as docs/snapshot.md shows them


def example(tool: str) -> str:
    """The line with which the docs load a table by this tool."""
    (line,) = [line for line in DOCS.read_text("utf-8").splitlines() if line.startswith(f"import {tool};")]
    return line.partition("; ")[2]


@pytest.mark.parametrize("tool", ["duckdb", "pandas", "polars", "datasets"])
def test_one_line_reads_a_table(
    tool: str, snapshot: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    module = library(tool)
    monkeypatch.chdir(snapshot.parent)
    table = eval(example(tool), {tool: module})
    length = len(table) if tool != "duckdb" else len(table.fetchall())
    assert length == len(rows(snapshot, "figures_long"))


def test_the_json_lines_read_alike(snapshot: Path) -> None:
    polars, duckdb = library("polars"), library("duckdb")
    path = snapshot / "data" / "figures_long.jsonl"
    assert polars.read_ndjson(path)["value"].to_list() == [
        row["value"] for row in rows(snapshot, "figures_long")
    ]
    values = duckdb.sql(f"SELECT value FROM '{path}'").fetchall()
    assert [value for (value,) in values] == [row["value"] for row in rows(snapshot, "figures_long")]


def test_the_names_of_columns_need_no_quotes_in_sql(snapshot: Path) -> None:
    duckdb = library("duckdb")
    for schema in (*TABLES, *DELTA_TABLES):
        names = ", ".join(name for name in schema.names if "." not in name)
        found = duckdb.sql(f"SELECT {names} FROM '{snapshot}/data/{schema.name}.parquet'").fetchall()
        assert len(found) == len(rows(snapshot, schema.name))


def test_what_the_datasheet_shows_runs(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(snapshot)
    sheet = (snapshot / "data" / "DATASHEET.md").read_text("utf-8")
    lines = [line for line in sheet.splitlines() if line.startswith("import ")]
    assert len(lines) == 4
    for line in lines:
        tool, _, expression = line.removeprefix("import ").partition("; ")
        assert len(eval(expression, {tool: library(tool)})) > 0


# The docs


def test_the_docs_name_every_table_and_say_what_a_row_is() -> None:
    text = DOCS.read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (.+?) \| (?:.+) \|$", text, re.MULTILINE))
    assert told == {schema.name: schema.description for schema in (*TABLES, *DELTA_TABLES)}


def test_the_docs_name_the_key_of_every_table() -> None:
    text = DOCS.read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| .+? \| (.+) \|$", text, re.MULTILINE))
    assert told == {
        schema.name: ", ".join(f"`{name}`" for name in schema.key) for schema in (*TABLES, *DELTA_TABLES)
    }
