"""All tables of a snapshot in their order, the same in every snapshot."""

from __future__ import annotations

from pipelines.snapshot.attempt_tables import GAPS, OUTCOMES, PORTALS, RUNS
from pipelines.snapshot.delta_tables import DELTA_TABLES
from pipelines.snapshot.document_tables import DOCUMENTS, SIGHTINGS, VERSIONS
from pipelines.snapshot.part_tables import ATTACHMENTS, CHECKS, FIGURES_LONG, NOT_RECOVERABLE
from pipelines.snapshot.schema import TableSchema
from pipelines.snapshot.wide import WIDE_TABLES

TABLES: tuple[TableSchema, ...] = (
    RUNS,
    PORTALS,
    DOCUMENTS,
    VERSIONS,
    SIGHTINGS,
    FIGURES_LONG,
    *WIDE_TABLES,
    CHECKS,
    NOT_RECOVERABLE,
    ATTACHMENTS,
    OUTCOMES,
    GAPS,
)

__all__ = ["DELTA_TABLES", "TABLES"]
