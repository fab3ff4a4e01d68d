"""`croissant.json`: the same tables for machine learning tools (MLCommons Croissant 1.0)."""

from __future__ import annotations

from typing import Any

from pipelines.snapshot.facts import DESCRIPTION, KEYWORDS, LICENCE, TITLE, Facts, Files
from pipelines.snapshot.schema import Column, Kind, TableSchema

_TYPES: dict[Kind, str] = {
    "text": "sc:Text",
    "prose": "sc:Text",
    "instant": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}
_TERMS = (
    "column equivalentProperty extract field fileProperty fileObject fileSet format includes isLiveDataset jsonPath key md5 parentField "
    "path recordSet references regex repeated replace samplingRate separator source subField transform citeAs"
).split()
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}


def croissant(facts: Facts, files: Files) -> dict[str, Any]:
    """The Parquet files with a record set for each table."""
    tables = [(schema, f"{schema.name}.parquet") for schema in facts.schemas]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": facts.name,
        "description": f"{TITLE}. {DESCRIPTION}",
        "url": f"urn:{facts.name}",
        "license": LICENCE,
        "version": "1.0.0",
        "datePublished": facts.date[:10],
        "keywords": list(KEYWORDS),
        "citeAs": f"{facts.name} ({facts.software})",
        "creator": {"@type": "sc:Organization", "name": facts.software},
        "isLiveDataset": False,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file,
                "name": file,
                "description": schema.description,
                "contentUrl": file,
                "contentSize": f"{files[file].bytes} B",
                "encodingFormat": "application/x-parquet",
                "sha256": files[file].sha256,
            }
            for schema, file in tables
        ],
        "recordSet": [_record_set(schema, file) for schema, file in tables],
    }


def _record_set(schema: TableSchema, file: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": schema.name,
        "name": schema.name,
        "description": schema.description,
        "key": [{"@id": f"{schema.name}/{column}"} for column in schema.key],
        "field": [_field(schema, column, file) for column in schema.columns],
    }


def _field(schema: TableSchema, column: Column, file: str) -> dict[str, Any]:
    """References between tables stand in datapackage.json alone: readers of Croissant join whole tables along them."""
    unit = f" Unit: {column.unit}." if column.unit else ""
    return {
        "@type": "cr:Field",
        "@id": f"{schema.name}/{column.name}",
        "name": column.name,
        "description": column.description + unit,
        "dataType": _TYPES[column.kind],
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }
