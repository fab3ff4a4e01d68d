"""Columns that several tables of a snapshot have, each described once."""

from __future__ import annotations

from pipelines.snapshot.schema import Column, Reference

URL = Column(
    "url",
    "text",
    "Address of the document, as it was crawled; of a member of a ZIP with #member= and its name.",
)
VERSION = Column(
    "version",
    "text",
    "Reading digest: SHA-256 over title, text, tables and figures. The same words, the same digest.",
)
ORDINAL = Column("ordinal", "integer", "Place in the document, from 0.")
CURRENT = Column("current", "boolean", "Whether this is the reading that the latest complete look showed.")
PORTAL = Column("portal", "text", "Name of the portal in `portals`.")
REGION = Column(
    "region",
    "text",
    "GB/T 2260 code of the division: that of the document where it says so, else the portal's.",
)
RUN = Column("run", "text", "Name of the run in `runs`.")
KIND = Column(
    "kind",
    "text",
    "annual_report, annual_summary_of_locality, website_report, work_plan_notice, news, listing or other.",
)
FORMAT = Column(
    "format",
    "text",
    "Statutory format the tables follow: 2014, 2019, 2021; free where they follow none; else null.",
)
YEAR = Column("year", "integer", "The year an annual report is about; null for other kinds.")
PUBLISHED = Column(
    "published",
    "text",
    "Date of publication as far as it is printed: YYYY-MM-DD or with time and +08:00; else null.",
)
TITLE = Column("title", "text", "Title of the document.")
ISSUER = Column("issuer", "text", "The body that issued it (发布机构); null where none is named.")

PROVENANCE = (
    Column("captured_at", "instant", "When the capture was begun from which this snapshot holds the reading first."),
    Column("warc_file", "text", "WARC file of the archive that holds the record of that capture."),
    Column("record_id", "text", "WARC-Record-ID of that capture; also in `outcomes`."),
    Column("body_warc_file", "text", "WARC file that holds the bytes: another one where the capture is a revisit."),
    Column("body_record_id", "text", "WARC-Record-ID of the response with the bytes."),
    Column("body_digest", "text", "SHA-256 of the body without transfer coding."),
    Column("rules", "text", "Digest of the rules that read it: code, data and libraries."),
    Column("software", "text", "Name and version of what read it."),
)  # fmt: skip

TO_VERSION = (Reference(("url", "version"), "versions", ("url", "version")),)
OF_VERSION = (URL, VERSION, ORDINAL, CURRENT)
VERSION_KEY = ("url", "version", "ordinal")
