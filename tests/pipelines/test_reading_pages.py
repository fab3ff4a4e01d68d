"""Golden pages: a folder is a case (bytes, headers, expectation), a field of the expectation is a test."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.capture import capture_of_file
from pipelines.reading.read import read

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/page.html"))
FIELDS = ("title", "text", "kinds", "tables", "fields", "attachments", "flags", "chrome", "container")


@cache
def reading(case: str) -> dict[str, Any]:
    """The parts of a document that golden pages pin, as plain values."""
    asked = json.loads((GOLDEN / case / "headers.json").read_text("utf-8"))
    page = (GOLDEN / case / "page.html").read_bytes()
    document = read(capture_of_file(page, asked["url"], asked["headers"]))
    chrome: dict[str, list[str]] = {}
    for removed in document.evidence.removed:
        chrome.setdefault(removed.rule, []).append(removed.text)
    return {
        "title": document.title,
        "text": document.text.split("\n"),
        "kinds": [block.kind for block in document.blocks],
        "tables": [table.grid for table in document.tables],
        "fields": {field.name: field.value for field in document.fields},
        "attachments": [[attachment.name, attachment.url] for attachment in document.attachments],
        "flags": list(document.flags),
        "chrome": chrome,
        "container": document.evidence.container,
    }


@cache
def expected(case: str) -> dict[str, Any] | None:
    path = GOLDEN / case / "expected.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("case", CASES)
def test_golden_page(case: str, field: str) -> None:
    want = expected(case)
    if want is None:
        path = GOLDEN / case / "expected.json"
        path.write_text(json.dumps(reading(case), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{path} was written from what the reader says now: review it, then run again")
    assert reading(case)[field] == want[field]
