"""What was read out of captures, in SQL. See tables.py for the conventions.

The parts of a version are keyed by it and their order in the document; small rows stand in the key (WITHOUT ROWID).
"""

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
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE checks (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,               -- C1 … C7
        applied_to TEXT,
        left_side ANY, right_side ANY, delta ANY,
        status TEXT NOT NULL,
        nulls_assumed_zero INTEGER NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE fields (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        words TEXT NOT NULL,
        reader TEXT NOT NULL,
        disagreed TEXT NOT NULL,          -- JSON list of reader and value
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE attachments (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, href TEXT NOT NULL, url TEXT,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE links (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, url TEXT NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
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
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE removed (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        rule TEXT NOT NULL,
        text TEXT NOT NULL,
        path TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE witnesses (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, said TEXT, overruled TEXT NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE flags (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        flag TEXT NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
)

ORIGIN_AND_LAYERS = (
    """CREATE TABLE origin_signs (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL, says TEXT NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE not_recoverable (
        version_id INTEGER NOT NULL REFERENCES versions(id),
        ordinal INTEGER NOT NULL,
        table_name TEXT NOT NULL,         -- t2, t3, t4, s14
        row_name TEXT NOT NULL,           -- '' for the whole table
        reason TEXT NOT NULL,
        PRIMARY KEY (version_id, ordinal)
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE versions ADD COLUMN encoding_hint TEXT",
    # '' for versions read before this column was
    "ALTER TABLE versions ADD COLUMN decoded_digest TEXT NOT NULL DEFAULT ''",
)

PAGES_OF_ARTICLES = (
    # 2 and up: a later page of the article of parent_id
    "ALTER TABLE targets ADD COLUMN part INTEGER NOT NULL DEFAULT 0",
    # the page whose article this one may continue, by its address: it is asked and read first
    "ALTER TABLE targets ADD COLUMN after_id INTEGER REFERENCES targets(id)",
    """CREATE TABLE reading_parts (
        capture_id INTEGER NOT NULL REFERENCES captures(id),        -- of the first page
        part INTEGER NOT NULL,            -- 2 and up
        part_capture_id INTEGER NOT NULL REFERENCES captures(id),
        PRIMARY KEY (capture_id, part)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reading_parts_by_part ON reading_parts (part_capture_id)",
    """CREATE TABLE pages (                  -- of a version on several pages the second and all later ones
        version_id INTEGER NOT NULL REFERENCES versions(id),
        page INTEGER NOT NULL,
        url TEXT NOT NULL,
        body_digest TEXT NOT NULL,
        encoding TEXT NOT NULL, encoding_winner TEXT NOT NULL, encoding_confidence REAL NOT NULL,
        encoding_spans TEXT NOT NULL,     -- as in versions
        characters_lost INTEGER NOT NULL,
        container TEXT NOT NULL, confidence REAL NOT NULL, believed TEXT NOT NULL,
        decoded_digest TEXT NOT NULL,
        visible_characters INTEGER NOT NULL, body_characters INTEGER NOT NULL, table_characters INTEGER NOT NULL,
        field_characters INTEGER NOT NULL, attachment_characters INTEGER NOT NULL,
        chrome_characters INTEGER NOT NULL, hidden_characters INTEGER NOT NULL,
        PRIMARY KEY (version_id, page)
    ) STRICT, WITHOUT ROWID""",
    *(
        f"ALTER TABLE {table} ADD COLUMN page INTEGER NOT NULL DEFAULT 1"
        for table in ("blocks", "tables", "repairs", "removed", "witnesses")
    ),
    # where the article goes on, when that is not in this version
    "ALTER TABLE versions ADD COLUMN continues TEXT NOT NULL DEFAULT ''",
)

SEVERAL_DOCUMENTS = (
    "ALTER TABLE sightings RENAME TO sightings_of_one_document",
    """CREATE TABLE sightings (
        capture_id INTEGER NOT NULL REFERENCES captures(id),
        version_id INTEGER NOT NULL REFERENCES versions(id),
        rules TEXT NOT NULL,              -- under which this capture gave that version
        seen_at TEXT NOT NULL,
        PRIMARY KEY (capture_id, version_id, rules)
    ) STRICT""",
    """INSERT INTO sightings (capture_id, version_id, rules, seen_at)
       SELECT capture_id, version_id, rules, seen_at FROM sightings_of_one_document""",
    "DROP TABLE sightings_of_one_document",
    "CREATE INDEX sightings_by_version ON sightings (version_id)",
    # the address that could not be read: the capture's own, or that of a member of an archive
    "ALTER TABLE problems ADD COLUMN url TEXT NOT NULL DEFAULT ''",
    "UPDATE problems SET url = (SELECT url FROM captures WHERE id = capture_id)",
)
