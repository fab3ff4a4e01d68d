"""Quality on the golden pages may only rise: `python -m tests.floors` says how the floors are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.floors import cases, digest, document_of, fallen, measured, pinned, qualities, truth_of

RENEW = "the golden pages changed: run `python -m tests.floors` and look at what it says"


def test_the_floors_were_measured_on_these_pages() -> None:
    assert pinned()[0] == digest(), RENEW


def test_no_quality_is_below_its_floor() -> None:
    _, floors = pinned()
    assert floors, RENEW
    assert not fallen(measured(), floors)


def test_a_reader_that_loses_or_leaks_or_misreads_is_seen() -> None:
    case = next(case for case in cases() if case.name == "trs")
    truth, document = truth_of(case), document_of(case)
    good = qualities(truth, document)
    leaking = qualities(truth, replace(document, text=f"{document.text}\n{truth.furniture[0]}"))
    assert leaking["without_furniture"] < good["without_furniture"]
    assert leaking["precision"] < good["precision"]
    assert qualities(truth, replace(document, text=document.text[:-30]))["verbatim"] < good["verbatim"]
    assert qualities(truth, replace(document, tables=()))["tables"] == 0.0
    assert qualities(truth, replace(document, fields=()))["title"] == 0.0


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_page_asks_for_something(case: Path) -> None:
    truth = truth_of(case)
    assert truth.paragraphs or truth.tables or truth.attachments or truth.furniture
    assert not [words for words in truth.kept if words in truth.furniture]
