"""What makes the questions of this package quick, and the index of words."""

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
    "CREATE INDEX problems_by_run ON problems (run_id)",
    "CREATE INDEX documents_by_site ON documents (site_id, kind, year)",
    "CREATE INDEX figures_by_name ON figures (name)",
    "CREATE UNIQUE INDEX alarms_open ON alarms (name, coalesce(site_id, 0)) WHERE closed_at IS NULL",
)

SEARCH_INDEX = """CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, content="documents", content_rowid="id", tokenize="unicode61", detail="none"
)"""
"""See search_words.py for what is in it and why its one column is called title."""

DATES = (
    # holds all that a walk from the newest document back asks of one
    "CREATE INDEX documents_by_published ON documents (published, site_id, kind, year, version_id)",
    "CREATE INDEX documents_by_site_date ON documents (site_id, published, version_id)",
    """CREATE INDEX documents_by_year
           ON documents (coalesce(year, CAST(substr(published, 1, 4) AS INTEGER)), published, version_id)""",
)
"""See search_newest.py."""
