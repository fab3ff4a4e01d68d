"""Real pages and texts, where a corpus is at hand; none of them is part of the repository."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipelines.document import Table
from pipelines.figures.checks import check
from pipelines.figures.flattened import flattened_tables
from pipelines.figures.read import read_figures
from pipelines.tables.find import data_tables
from pipelines.tables.piped import piped_tables
from pipelines.tables.read import read_table
from pipelines.tree.flat import parse, plain
from pipelines.tree.page import page_of

ROOT = Path(os.environ.get("GONGKAI_CORPUS", "/nonexistent"))
pytestmark = pytest.mark.skipif(not ROOT.is_dir(), reason="GONGKAI_CORPUS names no folder of real pages")


def seed_tables(number: str) -> list[Table]:
    (file,) = (ROOT / "seeds").glob(f"{number}_*.txt")
    tree = plain(file.read_text("utf-8"))
    return [table for _, _, table in piped_tables(page_of("", tree, tree.texts))]


def test_all_tables_of_the_gold_are_found_and_exact_but_for_line_breaks_in_cells() -> None:
    missed = []
    for gold in sorted((ROOT / "corpus" / "gold").glob("*.json")):
        record = json.loads(gold.read_text("utf-8"))
        if not record["tables"]:
            continue
        html = (ROOT / "corpus" / record["file"]).read_bytes().decode("utf-8")
        tree = parse(html)
        page = page_of("", tree, tree.texts)
        grids = [read_table(page, node).grid for node in data_tables(page, 0, len(tree.tags))]
        for table in record["tables"]:
            wanted = [[cell.replace("\n", "") for cell in row] for row in table["grid"]]
            if wanted not in grids:
                missed.append((gold.stem, wanted[0]))
    assert missed == []


def test_the_three_tables_of_a_cell_a_line_text_have_their_grids_back() -> None:
    assert [(t.rows, t.columns) for t in seed_tables("001")] == [(18, 5), (26, 10), (4, 15)]


def test_a_source_that_contradicts_itself_is_reported_and_not_corrected() -> None:
    reading = read_figures(seed_tables("001"))
    made = check(reading.figures)
    assert (reading.format, len(reading.figures), reading.doubts) == ("2019", 198, ())
    assert [(c.id, c.column, c.left, c.right) for c in made if c.status == "fail"] == [
        ("C2", "natural_person", 13, 14),
        ("C2", "total", 14, 15),
    ]
    assert sum(c.status == "pass" for c in made) == 38
    amount = next(f for f in reading.figures if f.name == "t2.procurement.amount")
    assert (amount.value, amount.unit) == (503.59, "万元")


def test_a_free_form_table_is_a_grid_without_statutory_figures() -> None:
    (table,) = seed_tables("000")
    assert (table.rows, table.columns) == (9, 4)
    assert read_figures([table]).figures == ()


@pytest.mark.parametrize("number", ["002", "003", "004"])
def test_texts_without_piped_tables_give_none(number: str) -> None:
    assert seed_tables(number) == []


def test_a_text_without_marks_between_its_cells_is_read_by_its_windows() -> None:
    (file,) = (ROOT / "seeds").glob("004_*.txt")
    tree = plain(file.read_text("utf-8"))
    page = page_of("", tree, tree.texts)
    whole = flattened_tables(page, range(len(page.lines)))
    reading = read_figures([table for _, _, table in whole.tables])
    assert (reading.format, len(reading.figures), whole.lost) == ("2021", 200, ())
    made = check(reading.figures)
    assert [c.status for c in made] == ["pass"] * 42
    values = {figure.name: figure.value for figure in reading.figures}
    assert (values["t2.licensing.decisions"], values["t2.fees.amount_wan_yuan"]) == (16520, 0)
    assert values["t3.total_processed.total"] == 22


def test_crushed_tables_are_said_to_be_lost() -> None:
    (file,) = (ROOT / "corpus" / "gold" / "pingtan").glob("*.txt")
    tree = plain(file.read_text("utf-8"))
    page = page_of("", tree, tree.texts)
    whole = flattened_tables(page, range(len(page.lines)))
    assert (whole.tables, {lost.table for lost in whole.lost}) == ((), {"t2", "t3"})
