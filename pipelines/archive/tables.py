"""What was asked for and met, in SQL; reading_tables.py holds what was read out of it.

Instants are UTC text ending in Z, dates of a portal are as printed, digests are `sha256:` and hex unless said
otherwise. Numbers that are printed with and without decimals stand in ANY columns, so that 5 stays 5.
"""

CRAWL_TABLES = (
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        sites TEXT NOT NULL,              -- JSON list of site names, sorted
        settings TEXT NOT NULL,           -- JSON object
        software TEXT NOT NULL,
        limited INTEGER NOT NULL CHECK (limited IN (0, 1)),
        status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'limited', 'interrupted', 'failed')),
        started_at TEXT NOT NULL,
        continued INTEGER NOT NULL DEFAULT 0,
        continued_at TEXT,
        ended_at TEXT,
        summary TEXT                      -- JSON object
    ) STRICT""",
    """CREATE TABLE sites (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        region TEXT NOT NULL,             -- GB/T 2260
        level TEXT NOT NULL,
        family TEXT NOT NULL,
        first_seen TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE targets (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        url TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('listing', 'page', 'attachment', 'robots')),
        state TEXT NOT NULL CHECK (state IN ('due', 'leased', 'fetched', 'done', 'gone', 'refused', 'failed')),
        reason TEXT NOT NULL DEFAULT '',
        ordinal INTEGER NOT NULL DEFAULT 0,
        parent_id INTEGER REFERENCES targets(id),
        list_title TEXT NOT NULL DEFAULT '',
        list_date TEXT NOT NULL DEFAULT '',
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        next_due TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        etag TEXT,
        last_modified TEXT,
        last_digest TEXT,
        run_id INTEGER REFERENCES runs(id),         -- of the last attempt, or of the lease
        leased_at TEXT,
        UNIQUE (site_id, url)
    ) STRICT""",
    """CREATE TABLE warc_files (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,        -- without the .open it bears while it is written
        first_at TEXT NOT NULL,
        bytes INTEGER,                    -- null until it is closed
        cut_bytes INTEGER NOT NULL DEFAULT 0        -- torn tail cut off after a hard stop
    ) STRICT""",
    """CREATE TABLE captures (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs(id),
        site_id INTEGER NOT NULL REFERENCES sites(id),
        target_id INTEGER REFERENCES targets(id),
        url TEXT NOT NULL,
        method TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('page', 'listing', 'robots', 'attachment', 'redirect', 'other')),
        outcome TEXT NOT NULL,
        outcome_detail TEXT NOT NULL,
        status INTEGER,
        redirect_to TEXT,
        content_type TEXT,
        etag TEXT,
        last_modified TEXT,
        body_digest TEXT,                 -- body without transfer coding; null when no answer came, or none with a body
        body_length INTEGER NOT NULL,
        wire_length INTEGER NOT NULL,     -- head and body as received
        truncated INTEGER NOT NULL CHECK (truncated IN (0, 1)),
        error TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT NOT NULL,
        remote_address TEXT NOT NULL,
        revisit TEXT CHECK (revisit IN ('server', 'digest')),     -- who said that the body is an earlier one
        refers_to INTEGER REFERENCES captures(id),                -- the capture that holds that body
        reading TEXT CHECK (reading IN ('pending', 'version', 'sighting', 'problem')),
        warc_file_id INTEGER NOT NULL REFERENCES warc_files(id),
        response_offset INTEGER, response_length INTEGER, response_record TEXT, response_digest TEXT,
        payload_digest TEXT,              -- WARC-Payload-Digest, sha1 in base 32
        request_offset INTEGER, request_length INTEGER, request_record TEXT, request_digest TEXT,
        note_offset INTEGER, note_length INTEGER, note_record TEXT, note_digest TEXT,
        CHECK ((revisit IS NULL) = (refers_to IS NULL))
    ) STRICT""",
    """CREATE TABLE robots (
        capture_id INTEGER PRIMARY KEY REFERENCES captures(id),
        origin TEXT NOT NULL,
        outcome TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE listings (
        capture_id INTEGER PRIMARY KEY REFERENCES captures(id),
        target_id INTEGER REFERENCES targets(id),
        page INTEGER NOT NULL,
        declared INTEGER,                 -- what the portal says it holds; null when it does not say
        listed INTEGER NOT NULL,          -- links to documents found on this page
        new INTEGER NOT NULL              -- of these not known before
    ) STRICT""",
    """CREATE TABLE alarms (
        id INTEGER PRIMARY KEY,
        site_id INTEGER REFERENCES sites(id),
        name TEXT NOT NULL,
        sentence TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        opened_run_id INTEGER REFERENCES runs(id),
        closed_at TEXT
    ) STRICT""",
)
