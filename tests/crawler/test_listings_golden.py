"""Golden listings: the bytes of a listing page beside what its family reads in it.

A case is `<family>/<name>.<suffix>` with `<name>.expected.json`. A file whose expectation lacks the answer gets it
written there, and the test fails so that somebody looks at it.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from crawler.spiders.families import FAMILIES
from crawler.spiders.listing import ListPage
from pipelines.decoding.court import decode

GOLDEN = Path(__file__).parents[1] / "golden" / "listings"
CASES = sorted(p for p in GOLDEN.glob("*/*") if not p.name.endswith(".expected.json"))


def read_case(path: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """The listing of one case, as JSON holds it."""
    spider = FAMILIES[path.parent.name]
    decoded = decode(path.read_bytes(), expected["content_type"])
    page = ListPage(expected["url"], decoded.text, decoded.verdict.used)
    listing = spider.read_listing(page, spider.keys_type(**expected["keys"]))
    entries = [{**asdict(entry), "kind": entry.kind} for entry in listing.entries]
    return {"entries": entries, "more": list(listing.more), "declared": listing.declared}


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_listing_is_read_as_expected(path: Path) -> None:
    beside = path.with_suffix(".expected.json")
    expected = json.loads(beside.read_text("utf-8"))
    found = read_case(path, expected)
    if "entries" not in expected:
        beside.write_text(json.dumps(expected | found, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"{beside.name} had no answer; what was read is written there: review it")
    assert found == {key: expected[key] for key in found}


def test_every_family_has_a_case_that_goes_on_and_one_that_ends() -> None:
    for family in FAMILIES:
        answers = [json.loads(p.read_text("utf-8")) for p in (GOLDEN / family).glob("*.expected.json")]
        assert any(a["more"] for a in answers) and any(not a["more"] for a in answers), family
