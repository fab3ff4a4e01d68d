"""The first schema in SQL: what was asked for and met, and what was read out of it.

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

READING_TABLES = (
    """CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        site_id INTEGER NOT NULL REFERENCES sites(id),
        url TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        format TEXT,
        year INTEGER,
        published TEXT,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        version_id INTEGER REFERENCES versions(id)  -- the version shown by the latest sighting
    ) STRICT""",
    """CREATE TABLE versions (
        id INTEGER PRIMARY KEY,
        document_id INTEGER NOT NULL REFERENCES documents(id),
        capture_id INTEGER NOT NULL REFERENCES captures(id),
        run_id INTEGER NOT NULL REFERENCES runs(id),
        reading_digest TEXT NOT NULL,
        rules TEXT NOT NULL,
        software TEXT NOT NULL,
        read_at TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        kind TEXT NOT NULL, format TEXT, year INTEGER,
        published TEXT,
        encoding TEXT NOT NULL,
        encoding_winner TEXT NOT NULL,
        encoding_confidence REAL NOT NULL,
        encoding_spans TEXT NOT NULL,     -- JSON list of byte start, byte end, codec, for pages of two encodings
        characters_lost INTEGER NOT NULL,
        container TEXT NOT NULL, confidence REAL NOT NULL, believed TEXT NOT NULL,
        visible_characters INTEGER NOT NULL, body_characters INTEGER NOT NULL, table_characters INTEGER NOT NULL,
        field_characters INTEGER NOT NULL, attachment_characters INTEGER NOT NULL,
        chrome_characters INTEGER NOT NULL, hidden_characters INTEGER NOT NULL,
        UNIQUE (document_id, reading_digest)
    ) STRICT""",
    """CREATE TABLE sightings (
        capture_id INTEGER NOT NULL REFERENCES captures(id),
        version_id INTEGER NOT NULL REFERENCES versions(id),
        rules TEXT NOT NULL,              -- under which this capture gave that version
        seen_at TEXT NOT NULL,
        PRIMARY KEY (capture_id, rules)
    ) STRICT""",
    """CREATE TABLE problems (
        id INTEGER PRIMARY KEY,
        capture_id INTEGER NOT NULL REFERENCES captures(id),
        run_id INTEGER NOT NULL REFERENCES runs(id),
        at TEXT NOT NULL,
        sentence TEXT NOT NULL,
        rules TEXT NOT NULL,
        software TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE blocks (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        path TEXT NOT NULL,
        level INTEGER NOT NULL,
        table_ordinal INTEGER,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE tables (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        caption TEXT NOT NULL,
        row_count INTEGER NOT NULL,
        column_count INTEGER NOT NULL,
        path TEXT NOT NULL,
        cells TEXT NOT NULL,              -- JSON list of row, column, rowspan, colspan, text, header; see the view cells
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE figures (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        value ANY,                        -- null for a blank cell and for words that are no number
        raw TEXT NOT NULL,
        unit TEXT NOT NULL,
        table_ordinal INTEGER NOT NULL,
        row_number INTEGER NOT NULL,
        column_number INTEGER NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE checks (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,               -- C1 … C7
        applied_to TEXT,
        left_side ANY, right_side ANY, delta ANY,
        status TEXT NOT NULL,
        nulls_assumed_zero INTEGER NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE fields (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        words TEXT NOT NULL,
        reader TEXT NOT NULL,
        disagreed TEXT NOT NULL,          -- JSON list of reader and value
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE attachments (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, href TEXT NOT NULL, url TEXT,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE links (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, url TEXT NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE repairs (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        application INTEGER NOT NULL,     -- one repair at work on one text: a start counts in the text before it ran
        name TEXT NOT NULL,
        level TEXT NOT NULL,
        start INTEGER NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        note TEXT NOT NULL,
        guess INTEGER NOT NULL CHECK (guess IN (0, 1)),
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE removed (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        rule TEXT NOT NULL,
        text TEXT NOT NULL,
        path TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE witnesses (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, said TEXT, overruled TEXT NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT""",
    """CREATE TABLE flags (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        flag TEXT NOT NULL,
        PRIMARY KEY (version_id, flag)
    ) STRICT""",
)

INDEXES = (
    "CREATE INDEX targets_by_state ON targets (site_id, state, kind, ordinal)",
    "CREATE INDEX targets_by_parent ON targets (parent_id)",
    "CREATE INDEX targets_by_url ON targets (url)",
    "CREATE INDEX captures_by_url ON captures (url, started_at)",
    "CREATE INDEX captures_by_body ON captures (body_digest)",
    "CREATE INDEX captures_by_run ON captures (run_id)",
    "CREATE INDEX captures_by_site ON captures (site_id, outcome)",
    "CREATE INDEX captures_by_target ON captures (target_id)",
    "CREATE INDEX captures_by_reference ON captures (refers_to) WHERE refers_to IS NOT NULL",
    "CREATE INDEX captures_by_file ON captures (warc_file_id, response_offset)",
    "CREATE INDEX captures_to_read ON captures (run_id) WHERE reading = 'pending'",
    "CREATE INDEX versions_by_capture ON versions (capture_id)",
    "CREATE INDEX versions_by_run ON versions (run_id)",
    "CREATE INDEX sightings_by_version ON sightings (version_id)",
    "CREATE INDEX problems_by_capture ON problems (capture_id)",
    "CREATE INDEX documents_by_site ON documents (site_id, kind, year)",
    "CREATE INDEX figures_by_name ON figures (name)",
    "CREATE UNIQUE INDEX alarms_open ON alarms (name, coalesce(site_id, 0)) WHERE closed_at IS NULL",
)

SEARCH_INDEX = """CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, content="documents", content_rowid="id", tokenize="unicode61", detail="none"
)"""
"""See search.py for what is in it and why its one column is called title."""
