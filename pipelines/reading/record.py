"""The public shape of a reading: one JSON object a page (docs/contract.md). Keys are added, never changed."""

from __future__ import annotations

from typing import Any

from pipelines.document import Block, Check, Document
from pipelines.evidence import Verdict


def record(identity: str, document: Document) -> dict[str, Any]:
    """What `gongkai read` writes for one document; plain dicts, lists, strings, numbers and None."""
    evidence = document.evidence
    sums = evidence.sums
    return {
        "id": identity,
        "url": document.url or None,
        "title": document.title,
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
        "tables": [{"caption": table.caption, "grid": table.grid} for table in document.tables],
        "report": {
            "kind": document.report.kind,
            "format": document.report.format,
            "year": document.report.year,
        },
        "figures": {figure.name: figure.value for figure in document.figures},
        "checks": [_check(check) for check in document.checks],
        "not_recoverable": [
            {"table": lost.table, "row": lost.row or None, "reason": lost.reason}
            for lost in document.not_recoverable
        ],
        "published": document.value("published"),
        "source": document.value("source"),
        "issuer": document.value("issuer"),
        "doc_number": document.value("doc_number"),
        "index_number": document.value("index_number"),
        "region": document.value("region"),
        "attachments": [{"name": a.name, "href": a.href, "url": a.url} for a in document.attachments],
        "encoding": _encoding(evidence.verdict),
        "repairs": [{"name": repair.name, "count": repair.count} for repair in evidence.repairs],
        "removed": [{"rule": r.rule, "text": r.text, "path": r.path} for r in evidence.removed],
        "flags": list(document.flags),
        "origin": [{"name": sign.name, "says": sign.says, "words": sign.words} for sign in evidence.origin],
        "sums": {
            "visible": sums.visible,
            "body": sums.body,
            "table": sums.table,
            "field": sums.field,
            "attachment": sums.attachment,
            "chrome": sums.chrome,
            "hidden": sums.hidden,
        },
    }


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, "text": block.text, "path": block.path}


def _check(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "column": check.column,
        "left": check.left,
        "right": check.right,
        "delta": check.delta,
        "status": check.status,
        "nulls_assumed_zero": check.nulls_assumed_zero,
    }


def _encoding(verdict: Verdict) -> dict[str, Any]:
    witnesses = [
        {"name": w.name, "said": w.said, "overruled": w.overruled or None} for w in verdict.witnesses
    ]
    return {"used": verdict.used, "witnesses": witnesses, "lost": verdict.lost}
