"""`gongkai verify`: is everything still as it was written?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from crawler.verbs import exits
from crawler.verbs.console import watched
from pipelines.archive.connection import connect_reader
from pipelines.archive.verify import verify as verify_archive


def verify(archive: Path, as_json: bool) -> int:
    """Check digests, locators and the database; DAMAGED when anything contradicts itself."""
    connect_reader(archive / "archive.sqlite").close()
    report = verify_archive(archive, lambda records: watched(records, "checking records"))
    if as_json:
        print(json.dumps({**asdict(report), "damaged": report.damaged}, ensure_ascii=False, indent=1))
    else:
        print(f"records: {report.passed} passed, {report.failed} failed, {report.not_checked} not checked")
        for finding in report.findings:
            print(f"{finding.severity}: {finding.place}: {finding.sentence}")
        print("damaged" if report.damaged else "sound")
    return exits.DAMAGED if report.damaged else exits.OK
