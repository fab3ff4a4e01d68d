"""`datapackage.json`: the Frictionless data package, with the schema of every file."""

from __future__ import annotations

from typing import Any

from pipelines.snapshot.bag import FileDigests
from pipelines.snapshot.cells import FORMULA_STARTS
from pipelines.snapshot.earlier import LAYOUT
from pipelines.snapshot.facts import DESCRIPTION, KEYWORDS, LICENCE, TITLE, Facts, Files, table_files
from pipelines.snapshot.schema import Column, Kind, TableSchema

_TYPES: dict[Kind, str] = {
    "text": "string",
    "prose": "string",
    "instant": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
_MEDIA = {
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
}
_CSV_NOTE = (
    " In this file a text that begins with "
    + ", ".join(
        {"\t": "a tab", "\r": "a return", "\n": "a newline"}.get(start, start) for start in FORMULA_STARTS
    )
    + " or ' has one ' in front, so that no spreadsheet takes it for a formula; take one away to get it back. "
    "Empty texts and nulls are both empty cells."
)


def data_package(facts: Facts, files: Files) -> dict[str, Any]:
    """The package: a resource for each file, `type` table for the CSV files, which every reader of packages can check."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": facts.name,
        "title": TITLE,
        "description": f"{DESCRIPTION} {LICENCE}",
        "version": facts.date,
        "created": facts.date,
        "keywords": list(KEYWORDS),
        "gongkai": {
            "layout": LAYOUT,
            "software": facts.software,
            "runs": [run.name for run in facts.runs],
            "rules": list(facts.rules),
            "compared_with": facts.delta.name if facts.delta else None,
        },
        "resources": [
            _resource(schema, name, of, facts.coverage.rows[schema.name])
            for schema in facts.schemas
            for name, of in table_files(schema, files)
        ],
    }


def _resource(schema: TableSchema, file: str, of: FileDigests, rows: int) -> dict[str, Any]:
    suffix = file.rpartition(".")[2]
    is_csv = suffix == "csv"
    return {
        "name": file.replace(".", "-"),
        "path": file,
        "type": "table" if is_csv else "file",
        "title": schema.name,
        "description": schema.description + (_CSV_NOTE if is_csv else ""),
        "format": suffix,
        "mediatype": _MEDIA[suffix],
        **({} if suffix == "parquet" else {"encoding": "utf-8"}),
        "bytes": of.bytes,
        "hash": f"sha256:{of.sha256}",
        **({"rows": rows} if is_csv else {}),
        "schema": table_schema(schema, suffix),
    }


def table_schema(schema: TableSchema, suffix: str) -> dict[str, Any]:
    """The Table Schema of one file of a table; references lead to the file of the other table in the same format."""
    columns = schema.in_csv if suffix == "csv" else schema.columns
    return {
        "fields": [_field(column, column.name in schema.key) for column in columns],
        "primaryKey": list(schema.key),
        "foreignKeys": [
            {
                "fields": list(reference.columns),
                "reference": {"resource": f"{reference.table}-{suffix}", "fields": list(reference.there)},
            }
            for reference in schema.references
        ],
        "missingValues": [""],
    }


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if is_key else {}
    if column.kind == "instant":
        constraints["pattern"] = _INSTANT
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }
