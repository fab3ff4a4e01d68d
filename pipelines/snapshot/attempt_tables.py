"""The tables of runs, portals, attempts and gaps."""

from __future__ import annotations

from pipelines.snapshot.columns import ISSUER, PORTAL, RUN, YEAR
from pipelines.snapshot.schema import Column, Reference, TableSchema

RUNS = TableSchema(
    "runs",
    "A complete run. Runs that were limited, interrupted or failed are not in the snapshot, nor is what only they saw.",
    (
        Column("run", "text", "Name of the run: the instant it began."),
        Column("command", "text", "The verb that ran."),
        Column("portals", "text", "Names of the portals it visited, parted by spaces."),
        Column("started_at", "instant", "When it began."),
        Column("ended_at", "instant", "When it ended."),
        Column("continued", "integer", "How often it was started again after a break.", "times"),
        Column("software", "text", "Name and version of what ran."),
        Column("captures", "integer", "Attempts it made.", "attempts"),
        Column("rules", "text", "Digests of the rules under which its captures were read, parted by spaces."),
    ),
    ("run",),
)  # fmt: skip
PORTALS = TableSchema(
    "portals",
    "A portal that complete runs have visited, or had addresses of.",
    (
        Column("portal", "text", "Name of the portal's site file."),
        Column("title", "text", "Name of the authority whose portal it is."),
        Column("region", "text", "GB/T 2260 code."),
        Column("level", "text", "Administrative level: province, city, county …"),
        Column("family", "text", "Content management system, as the crawler knows it."),
        Column("first_seen", "instant", "First attempt; null for none."),
        Column("last_seen", "instant", "Latest attempt; null for none."),
        Column("last_success", "instant", "Latest attempt that was answered well; null for none."),
        Column("captures", "integer", "Attempts in all.", "attempts"),
        Column("documents", "integer", "Documents in this snapshot.", "documents"),
    ),
    ("portal",),
)  # fmt: skip
OUTCOMES = TableSchema(
    "outcomes",
    "One attempt to fetch an address: a dated observation, whatever it met. Nothing here says that a page was deleted.",
    (
        Column("record_id", "text", "WARC-Record-ID: of the response, else of the note about the failure, else of the request."),
        Column("started_at", "instant", "When it was begun."),
        Column("ended_at", "instant", "When it ended."),
        RUN, PORTAL,
        Column("url", "text", "The address that was asked for."),
        Column("kind", "text", "What was expected there: page, listing, robots, attachment, redirect or other."),
        Column("outcome", "text", "ok, unchanged, moved, blocked, throttled, gone, unreachable, tls_failed, soft_404, truncated, too_large …"),
        Column("detail", "text", "More exactly, e.g. which kind of block; empty for none."),
        Column("http_status", "integer", "Status of the answer; null without one."),
        Column("redirect_to", "text", "Where it sends to; null for nowhere."),
        Column("content_type", "text", "Header of the answer; null for none."),
        Column("body_digest", "text", "SHA-256 of the body, for a 304 that of the body it speaks of; null for none."),
        Column("body_length", "integer", "Body without transfer coding.", "bytes"),
        Column("wire_length", "integer", "Head and body as received.", "bytes"),
        Column("truncated", "boolean", "Whether the transfer ended early."),
        Column("error", "text", "The failure in a sentence; empty for none."),
        Column("revisit", "text", "server or digest: who said that the body is an earlier one; null for a body of its own."),
        Column("refers_to", "text", "WARC-Record-ID of the earlier response with that body; null for a body of its own."),
        Column("reading", "text", "What reading it gave: version, sighting, problem, pending; null for answers that are not read."),
        Column("problem", "text", "Why it could not be read, a sentence a line; null where it could."),
        Column("warc_file", "text", "WARC file that holds the record."),
    ),
    ("record_id",),
    (Reference(("run",), "runs", ("run",)), Reference(("portal",), "portals", ("portal",))),
)  # fmt: skip
GAPS = TableSchema(
    "gaps",
    "Something that is known to be missing, and why.",
    (
        Column("gap", "text", "Name of the gap: what is missing, and where."),
        Column("what", "text", "listing_short: a listing names fewer documents than it declares. not_met: an address is known and no document of it is held. year_missing: a body has reports for years before and after, and none for this one."),
        PORTAL,
        Column("url", "text", "The listing, or the address; null for a missing year."),
        ISSUER, YEAR,
        Column("declared", "integer", "Documents that the listing declares; null otherwise.", "documents"),
        Column("listed", "integer", "Documents that its pages name; null otherwise.", "documents"),
        Column("reason", "text", "Why, as far as it is known."),
    ),
    ("gap",),
    (Reference(("portal",), "portals", ("portal",)),),
)  # fmt: skip
