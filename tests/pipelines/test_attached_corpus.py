"""Real reports as files: every figure of tables 二, 三 and 四 against numbers checked by hand, keyed by the file's digest."""

import hashlib
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from pipelines.attachments.content import UnsupportedFormat, page_of_file
from pipelines.document import Table
from pipelines.figures.checks import check
from pipelines.figures.read import read_figures
from pipelines.tables.find import data_tables
from pipelines.tables.read import read_table
from pipelines.tree.flat import parse
from pipelines.tree.page import page_of

pytest.importorskip("pypdfium2", reason="the docs extra is not installed")

GOLD = json.loads((Path(__file__).parents[1] / "golden" / "attached" / "figures.json").read_text("utf-8"))


def corpus() -> dict[str, bytes]:
    root = os.environ.get("GONGKAI_CORPUS")
    if not root:
        pytest.skip("GONGKAI_CORPUS does not name a folder of real files")
    files = [path.read_bytes() for path in sorted(Path(root, "corpus", "docs").iterdir())]
    return {hashlib.sha256(data).hexdigest(): data for data in files}


def tables_of(data: bytes) -> tuple[Table, ...]:
    tree = parse(page_of_file(data).html)
    page = page_of("", tree, tree.texts)
    return tuple(read_table(page, node) for node in data_tables(page, 0, len(tree.tags)))


@pytest.mark.parametrize("digest", sorted(GOLD))
def test_every_figure_of_a_real_report_is_right(digest: str) -> None:
    files = corpus()
    if digest not in files:
        pytest.skip("the folder does not hold this file")
    figures = read_figures(tables_of(files[digest])).figures
    assert {figure.name: figure.value for figure in figures} == GOLD[digest]["figures"]
    statuses = Counter(f"{result.id} {result.status}" for result in check(figures))
    assert dict(statuses) == GOLD[digest]["checks"]


def test_every_real_file_is_read_or_refused_with_a_sentence() -> None:
    kinds: Counter[str] = Counter()
    for data in corpus().values():
        if data[:3] in (b"\xe4\xb8\x80", b"- 4"):
            continue  # notes about the files, as text
        try:
            kinds[page_of_file(data).kind] += 1
        except UnsupportedFormat as error:
            assert str(error).endswith(".")
            kinds["refused"] += 1
    assert kinds == {"pdf": 4, "docx": 3, "doc": 2, "xls": 2, "xlsx": 1, "refused": 1}
