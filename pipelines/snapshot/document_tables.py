"""The tables of documents, their readings, and when each was seen."""

from __future__ import annotations

from pipelines.snapshot.columns import (
    CURRENT,
    FORMAT,
    ISSUER,
    KIND,
    PORTAL,
    PROVENANCE,
    PUBLISHED,
    REGION,
    RUN,
    TITLE,
    TO_VERSION,
    URL,
    VERSION,
    YEAR,
)
from pipelines.snapshot.schema import Column, Reference, TableSchema

DOCUMENTS = TableSchema(
    "documents",
    "A document, by its address, as its current version shows it. Where it came from is said of that version.",
    (
        URL, PORTAL, REGION, VERSION, TITLE, KIND, FORMAT, YEAR, PUBLISHED, ISSUER,
        Column("doc_number", "text", "文号, as printed; null for none."),
        Column("index_number", "text", "索引号, as printed; null for none."),
        Column("source", "text", "来源, as printed; null for none."),
        Column("seen_on", "text", "The page or listing that links it; null where none is known."),
        Column("first_seen", "instant", "The earliest capture that showed it."),
        Column("last_seen", "instant", "The latest capture that showed it."),
        Column("versions", "integer", "Distinct readings in this snapshot.", "versions"),
        Column("figures", "integer", "Figures of the current version.", "figures"),
        Column("checks_passed", "integer", "Checks of the current version that hold.", "checks"),
        Column("checks_failed", "integer", "Checks of the current version that do not hold as printed.", "checks"),
        Column("attachments", "integer", "Files the current version links.", "files"),
        Column("flags", "text", "Doubts about the current version, parted by spaces; DATASHEET.md says what each means."),
        *PROVENANCE,
    ),
    ("url",),
    (
        Reference(("portal",), "portals", ("portal",)),
        Reference(("url", "version"), "versions", ("url", "version")),
        Reference(("record_id",), "outcomes", ("record_id",)),
    ),
)  # fmt: skip
VERSIONS = TableSchema(
    "versions",
    "One distinct reading of a document, with its text.",
    (
        URL, VERSION,
        Column("number", "integer", "From 1, in the order in which complete runs first saw the readings."),
        CURRENT, RUN, TITLE,
        Column("text", "prose", "Body, tables and in-body attachment lines: a paragraph a line, a table row a line with cells joined by ' | '. Not in the CSV file."),
        KIND, FORMAT, YEAR, PUBLISHED,
        Column("last_seen", "instant", "The latest capture that gave this reading."),
        Column("sightings", "integer", "Captures that gave it, its first among them.", "captures"),
        *PROVENANCE,
        Column("read_at", "instant", "When it was read."),
        Column("encoding", "text", "Encoding of the page; mixed pages join theirs with +."),
        Column("encoding_winner", "text", "The witness that was followed."),
        Column("encoding_confidence", "number", "From 0 to 1."),
        Column("characters_lost", "integer", "Characters that no encoding could give; each stands as U+FFFD.", "characters"),
        Column("container", "text", "CSS path of the element taken as the body; empty where none was."),
        Column("confidence", "number", "How sure the choice of the body is, from 0 to 1."),
        Column("believed", "text", "Who was believed about the body: labeller or the second opinion."),
        Column("visible_characters", "integer", "Visible characters other than white space.", "characters"),
        Column("body_characters", "integer", "Of these, those of the article.", "characters"),
        Column("table_characters", "integer", "Of these, those of data tables.", "characters"),
        Column("field_characters", "integer", "Of these, those of title and metadata.", "characters"),
        Column("attachment_characters", "integer", "Of these, those of links to files.", "characters"),
        Column("chrome_characters", "integer", "Of these, those removed as page furniture.", "characters"),
        Column("hidden_characters", "integer", "Characters that the page does not show.", "characters"),
        Column("flags", "text", "Doubts, parted by spaces."),
    ),
    ("url", "version"),
    (
        Reference(("url",), "documents", ("url",)),
        Reference(("run",), "runs", ("run",)),
        Reference(("record_id",), "outcomes", ("record_id",)),
    ),
)  # fmt: skip
SIGHTINGS = TableSchema(
    "sightings",
    "A capture that gave a version: every date on which these words are known to have stood there.",
    (
        URL, VERSION,
        Column("record_id", "text", "WARC-Record-ID of the capture."),
        Column("rules", "text", "Digest of the rules under which it gave that version."),
        Column("seen_at", "instant", "When the capture was begun."),
    ),
    ("url", "version", "record_id", "rules"),
    (*TO_VERSION, Reference(("record_id",), "outcomes", ("record_id",))),
)  # fmt: skip
