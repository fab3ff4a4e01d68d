"""The tables of what changed since an earlier snapshot."""

from __future__ import annotations

from pipelines.snapshot.columns import TITLE, URL
from pipelines.snapshot.schema import Column, Reference, TableSchema

DELTA_TABLES: tuple[TableSchema, ...] = (
    TableSchema(
        "delta",
        "A document whose current version differs from that of the earlier snapshot. Documents that are the same have no row.",
        (
            URL,
            Column("what", "text", "new; changed; withdrawn: in the earlier snapshot and not in this one, whose archive no longer gives it out."),
            TITLE,
            Column("before", "text", "Reading digest in the earlier snapshot; null for a new document."),
            Column("after", "text", "Reading digest in this one; null for a withdrawn document."),
            Column("rules_before", "text", "Digest of the rules that gave the earlier reading; null for a new document."),
            Column("rules_after", "text", "Digest of the rules that gave the later reading; null for a withdrawn document."),
            Column("body_changed", "boolean", "Whether the bytes of the page differ, and not the rules alone; null unless changed."),
        ),
        ("url",),
    ),
    TableSchema(
        "delta_figures",
        "A figure of a changed document whose printed words, number or unit differ. Where its cell stands does not count.",
        (
            URL,
            Column("name", "text", "Canonical name of the figure."),
            Column("printed_before", "boolean", "Whether the earlier reading prints it."),
            Column("value_before", "number", "Its number there; null for a blank cell."),
            Column("raw_before", "text", "Its words there; null where it is not printed."),
            Column("unit_before", "text", "Its unit there; null where it is not printed."),
            Column("printed_after", "boolean", "Whether the later reading prints it."),
            Column("value_after", "number", "Its number there; null for a blank cell."),
            Column("raw_after", "text", "Its words there; null where it is not printed."),
            Column("unit_after", "text", "Its unit there; null where it is not printed."),
        ),
        ("url", "name"),
        (Reference(("url",), "delta", ("url",)),),
    ),
)  # fmt: skip
