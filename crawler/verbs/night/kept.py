"""Where reports are kept: `reports/RUN.html` and `.json` beside the archive, written whole or not at all."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from crawler.errors import UsageError
from crawler.verbs.night.page import page
from pipelines.archive.connection import connect_reader
from pipelines.archive.run_report import RunReport, run_report


def report_of(archive: Path, run: int | None) -> RunReport:
    """Raises ArchiveError for an unknown run and where there is no archive."""
    with closing(connect_reader(archive / "archive.sqlite")) as connection:
        return run_report(connection, run)


def keep(report: RunReport, html: Path) -> Path:
    """Write the page to `html` and the same facts as JSON beside it. Raises UsageError when they cannot be written."""
    try:
        html.parent.mkdir(parents=True, exist_ok=True)
        _write(html.with_suffix(".json"), as_json(report))
        _write(html, page(report))
    except OSError as fault:
        raise UsageError(f"{html}: the report cannot be written: {fault.strerror}") from fault
    return html


def place(archive: Path, report: RunReport) -> Path:
    return archive / "reports" / f"{report.run}.html"


def as_json(report: RunReport) -> str:
    return json.dumps(asdict(report), ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.part")
    draft.write_bytes(text.encode("utf-8", "replace"))
    draft.replace(path)
