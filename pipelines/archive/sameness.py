"""When two readings are the same: the digest that decides between a new version and a sighting."""

from __future__ import annotations

import hashlib
import json

from pipelines.document import Document


def reading_digest(document: Document) -> str:
    """`sha256:` over title, text, tables with their spans, and figures.

    Left out are the fields (a page's view counter and print date are among them), addresses, and all evidence:
    another rule that arrives at the same words has read the same document.
    """
    parts = {
        "title": document.title,
        "text": document.text,
        "tables": [
            [table.caption, [[c.row, c.column, c.rowspan, c.colspan, c.text] for c in table.cells]]
            for table in document.tables
        ],
        "figures": [[figure.name, figure.value, figure.raw, figure.unit] for figure in document.figures],
    }
    canonical = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
