"""The public shape of a reading: one JSON object a page (docs/contract.md). Keys are added, never changed."""

from __future__ import annotations

from typing import Any

from pipelines.attachments.members import FRAGMENT, member_of
from pipelines.document import Block, Check, Document
from pipelines.evidence import Sums, Verdict


def record(identity: str, document: Document) -> dict[str, Any]:
    """What `gongkai read` writes for one document; plain dicts, lists, strings, numbers and None."""
    evidence = document.evidence
    return {
        "id": identity,
        "url": None if document.url.startswith(FRAGMENT) else document.url or None,
        "member": member_of(document.url) or None,
        "title": document.title,
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
        "tables": [
            {"caption": table.caption, "grid": table.grid, **_page(table.page)} for table in document.tables
        ],
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
        "repairs": [
            {"name": repair.name, "count": repair.count, **_page(repair.page)} for repair in evidence.repairs
        ],
        "removed": [
            {"rule": r.rule, "text": r.text, "path": r.path, **_page(r.page)} for r in evidence.removed
        ],
        "flags": list(document.flags),
        **_pages(document),
        "origin": [{"name": sign.name, "says": sign.says, "words": sign.words} for sign in evidence.origin],
        "sums": _sums(evidence.sums),
    }


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind, "text": block.text, "path": block.path, **_page(block.page)}


def _page(number: int) -> dict[str, Any]:
    """The page of a part of an article on several; the first goes without saying."""
    return {"page": number} if number > 1 else {}


def _pages(document: Document) -> dict[str, Any]:
    """Of an article on several pages: where it goes on, and its later pages; nothing of any other."""
    found: dict[str, Any] = {"continues": document.continues} if document.continues else {}
    if document.evidence.pages:
        found["pages"] = [
            {"page": one.page, "url": one.url, "encoding": _encoding(one.verdict), "sums": _sums(one.sums)}
            for one in document.evidence.pages
        ]
    return found


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


def _sums(sums: Sums) -> dict[str, int]:
    return {
        "visible": sums.visible,
        "body": sums.body,
        "table": sums.table,
        "field": sums.field,
        "attachment": sums.attachment,
        "chrome": sums.chrome,
        "hidden": sums.hidden,
    }


def _encoding(verdict: Verdict) -> dict[str, Any]:
    witnesses = [
        {"name": w.name, "said": w.said, "overruled": w.overruled or None} for w in verdict.witnesses
    ]
    return {"used": verdict.used, "witnesses": witnesses, "lost": verdict.lost}
