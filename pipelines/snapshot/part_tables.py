"""The tables of what a reading holds: figures, checks, lost tables, attachments."""

from __future__ import annotations

from pipelines.snapshot.columns import FORMAT, OF_VERSION, PORTAL, REGION, TO_VERSION, VERSION_KEY, YEAR
from pipelines.snapshot.schema import Column, TableSchema

FIGURES_LONG = TableSchema(
    "figures_long",
    "One figure as printed: its canonical name, its number, its cell. A number is never corrected; a figure that is not printed has no row.",
    (
        *OF_VERSION, PORTAL, REGION, YEAR, FORMAT,
        Column("name", "text", "Canonical name in the statutory format, e.g. t3.new_received.total."),
        Column("value", "number", "The number in its printed unit; null for a blank cell and for words that are no number, which is not 0.", "see `unit`"),
        Column("raw", "text", "The cell as printed; empty for a blank one."),
        Column("unit", "text", "Unit that the cell or its header prints; empty for none. Nothing is converted."),
        Column("table_number", "integer", "Which table of the document, from 0."),
        Column("row_number", "integer", "Row on the expanded grid, from 0."),
        Column("column_number", "integer", "Column on the expanded grid, from 0."),
    ),
    VERSION_KEY,
    TO_VERSION,
)  # fmt: skip
CHECKS = TableSchema(
    "checks",
    "One rule of consistency (勾稽关系) evaluated over the figures as printed.",
    (
        *OF_VERSION,
        Column("name", "text", "C1 to C4, C7, S1 to S7; see DATASHEET.md."),
        Column("applied_to", "text", "The row, column or block it was made for; null where there is one only."),
        Column("left_side", "number", "Left side; null where it cannot be had."),
        Column("right_side", "number", "Right side; null where it cannot be had."),
        Column("delta", "number", "Left less right; null where either is null."),
        Column("status", "text", "pass, fail, not_assessable, or differs for the soft checks."),
        Column("nulls_assumed_zero", "integer", "Blank cells that were counted as 0.", "cells"),
    ),
    VERSION_KEY,
    TO_VERSION,
)  # fmt: skip
NOT_RECOVERABLE = TableSchema(
    "not_recoverable",
    "A statutory table, or a row of one, that is evidently there and whose figures nothing proves.",
    (
        *OF_VERSION,
        Column("table_name", "text", "t2, t3, t4 or s14."),
        Column("row_name", "text", "The row as in the names of figures; empty for the whole table."),
        Column("reason", "text", "Why it gives no figures."),
    ),
    VERSION_KEY,
    TO_VERSION,
)  # fmt: skip
ATTACHMENTS = TableSchema(
    "attachments",
    "A file that a version links to.",
    (
        *OF_VERSION,
        Column("name", "text", "Its name for people."),
        Column("href", "text", "The link as written."),
        Column("attachment_url", "text", "Its address; in `documents` where it was fetched and read. Null where the link leads nowhere."),
    ),
    VERSION_KEY,
    TO_VERSION,
)  # fmt: skip
