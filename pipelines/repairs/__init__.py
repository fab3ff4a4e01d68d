"""Mending text: `repair_page`, `repair_runs`, `repair_text`, `repair_extract` and `undo` of `pipelines.repairs.runner`."""

from pipelines.repairs.runner import (
    Repaired,
    RunsRepaired,
    repair_extract,
    repair_page,
    repair_runs,
    repair_text,
    undo,
)

__all__ = ["Repaired", "RunsRepaired", "repair_extract", "repair_page", "repair_runs", "repair_text", "undo"]
