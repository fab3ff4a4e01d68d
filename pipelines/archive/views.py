"""Views for people who open the database in Datasette or sqlite-utils."""

VIEWS = (
    """CREATE VIEW documents_latest AS
    SELECT d.id, d.title, d.kind, d.format, d.year, d.published, s.name AS site, s.title AS portal,
           d.url, d.first_seen, d.last_seen, v.text, v.id AS version_id, v.encoding, v.rules, v.software,
           iif(instr(d.url, '#member='), substr(d.url, 1, instr(d.url, '#member=') - 1), NULL) AS archive_url,
           (SELECT p.url FROM captures c JOIN targets t ON t.id = c.target_id JOIN targets p ON p.id = t.parent_id
             WHERE c.id = v.capture_id) AS seen_on,
           (SELECT count(*) FROM versions WHERE document_id = d.id) AS versions,
           (SELECT count(*) FROM repairs WHERE version_id = v.id) AS repairs,
           (SELECT count(*) FROM removed WHERE version_id = v.id) AS removed,
           (SELECT count(*) FROM figures WHERE version_id = v.id) AS figures,
           (SELECT count(*) FROM checks WHERE version_id = v.id AND status = 'pass') AS checks_passed,
           (SELECT count(*) FROM checks WHERE version_id = v.id AND status = 'fail') AS checks_failed,
           (SELECT group_concat(flag, ' ') FROM flags WHERE version_id = v.id) AS flags
      FROM documents d
      JOIN sites s ON s.id = d.site_id
      JOIN versions v ON v.id = d.version_id""",
    """CREATE VIEW cells AS
    SELECT t.version_id, t.ordinal AS table_ordinal,
           json_extract(c.value, '$[0]') AS row_number, json_extract(c.value, '$[1]') AS column_number,
           json_extract(c.value, '$[2]') AS rowspan, json_extract(c.value, '$[3]') AS colspan,
           json_extract(c.value, '$[4]') AS text, json_extract(c.value, '$[5]') AS header
      FROM tables t, json_each(t.cells) c""",
    """CREATE VIEW figures_wide AS
    SELECT s.title AS portal, s.region, d.title, d.year, d.format, f.name, f.value, f.unit, f.raw,
           f.table_ordinal, f.row_number, f.column_number, d.url, f.version_id, d.id AS document_id
      FROM figures f
      JOIN documents d ON d.version_id = f.version_id
      JOIN sites s ON s.id = d.site_id""",
    """CREATE VIEW run_summary AS
    SELECT r.id, r.command, r.sites, r.status, r.started_at, r.ended_at, r.continued, r.software,
           (SELECT count(*) FROM captures WHERE run_id = r.id) AS captures,
           (SELECT count(*) FROM captures WHERE run_id = r.id AND outcome = 'ok') AS captures_ok,
           (SELECT count(*) FROM captures WHERE run_id = r.id AND outcome = 'unchanged') AS captures_unchanged,
           (SELECT count(*) FROM captures WHERE run_id = r.id AND outcome NOT IN ('ok', 'unchanged')) AS captures_other,
           (SELECT count(*) FROM versions WHERE run_id = r.id) AS versions,
           (SELECT count(*) FROM sightings g JOIN captures c ON c.id = g.capture_id WHERE c.run_id = r.id) AS sightings,
           (SELECT count(*) FROM problems WHERE run_id = r.id) AS problems
      FROM runs r""",
    """CREATE VIEW readings AS
    SELECT v.document_id, v.id AS version_id, v.capture_id, c.started_at AS at, v.rules, 'version' AS what
      FROM versions v JOIN captures c ON c.id = v.capture_id
    UNION ALL
    SELECT v.document_id, v.id, g.capture_id, g.seen_at, g.rules, 'sighting'
      FROM sightings g JOIN versions v ON v.id = g.version_id""",
    """CREATE VIEW listing_gaps AS
    SELECT s.name AS site, t.url, l.declared, h.held, c.started_at AS at
      FROM listings l
      JOIN captures c ON c.id = l.capture_id
      JOIN targets t ON t.id = l.target_id
      JOIN sites s ON s.id = c.site_id
      JOIN (SELECT site_id, count(*) AS held FROM targets WHERE kind = 'page' AND part = 0 GROUP BY site_id) h
        ON h.site_id = c.site_id
     WHERE l.capture_id IN (SELECT max(capture_id) FROM listings WHERE declared IS NOT NULL GROUP BY target_id)
       AND h.held < l.declared""",
)
