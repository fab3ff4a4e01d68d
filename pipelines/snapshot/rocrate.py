"""`ro-crate-metadata.json`: the snapshot as a research object (RO-Crate 1.1), every file with its digest."""

from __future__ import annotations

from typing import Any

from pipelines.snapshot.facts import DESCRIPTION, KEYWORDS, LICENCE, TITLE, Facts, Files

FILE_NAME = "ro-crate-metadata.json"
_LICENCE = "#licence"
_MEDIA = {
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
}


def ro_crate(facts: Facts, files: Files) -> dict[str, Any]:
    """The crate of the payload; `files` are all of it but the crate's own file."""
    tables = {schema.name: schema.description for schema in facts.schemas}
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": FILE_NAME,
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "identifier": facts.name,
                "name": TITLE,
                "description": DESCRIPTION,
                "datePublished": facts.date,
                "license": {"@id": _LICENCE},
                "keywords": ", ".join(KEYWORDS),
                "hasPart": [{"@id": name} for name in sorted(files)],
                "mentions": [{"@id": _run_id(run.name)} for run in facts.runs],
            },
            {"@id": _LICENCE, "@type": "CreativeWork", "name": "Rights", "description": LICENCE},
            *(
                {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name}
                for name in sorted({facts.software, *(run.row["software"] for run in facts.runs)})
            ),
            *(
                {
                    "@id": name,
                    "@type": "File",
                    "name": name,
                    "description": tables.get(name.rpartition(".")[0], "A description of the snapshot."),
                    "encodingFormat": _MEDIA[name.rpartition(".")[2]],
                    "contentSize": str(files[name].bytes),
                    "sha256": files[name].sha256,
                }
                for name in sorted(files)
            ),
            *(
                {
                    "@id": _run_id(run.name),
                    "@type": "CreateAction",
                    "name": f"{run.row['command']}, begun {run.row['started_at']}",
                    "startTime": run.row["started_at"],
                    "endTime": run.row["ended_at"],
                    "instrument": {"@id": f"#{run.row['software']}"},
                    "result": {"@id": "./"},
                }
                for run in facts.runs
            ),
        ],
    }


def _run_id(name: str) -> str:
    return "#run-" + name.replace(" ", "-")
