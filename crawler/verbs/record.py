"""The record of a repair as JSON: enough to take it back, by this program or by another."""

from __future__ import annotations

import json
from typing import Any

from crawler.errors import UsageError
from pipelines.evidence import AppliedRepair, Change
from pipelines.repairs.runner import Repaired


def record_of(repaired: Repaired) -> dict[str, Any]:
    """`{text, repairs: [{name, level, count, changes: [{start, before, after, note, guess}]}], flags}`.

    The starts of one repair count in the text before that repair ran. Undoing goes backwards: from the last repair to
    the first, and in each every `after` gives way to its `before`.
    """
    return {
        "text": repaired.text,
        "repairs": [
            {
                "name": one.name,
                "level": one.level,
                "count": one.count,
                "changes": [change._asdict() for change in one.changes],
            }
            for one in repaired.applied
        ],
        "flags": list(repaired.flags),
    }


def read_record(name: str, data: bytes) -> tuple[str, tuple[AppliedRepair, ...]]:
    """The text and the repairs of a record. Raises UsageError when `data` is no such record; `name` is its file."""
    try:
        record = json.loads(data)
        applied = tuple(
            AppliedRepair(one["name"], one["level"], tuple(Change(**change) for change in one["changes"]))
            for one in record["repairs"]
        )
        return str(record["text"]), applied
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{name}: this is not what `gongkai repair --json` writes") from None
