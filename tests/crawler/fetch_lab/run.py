"""Starts a lab crawl and hands back its result as values."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.fetch.settings import fetch_settings
from pipelines.exchange import Exchange

SCRIPT = Path(__file__).with_name("crawl.py")
ROOT = SCRIPT.parents[3]


@dataclass(frozen=True)
class Result:
    """`recorded` is what the signal delivered, in its order, robots.txt included."""

    recorded: list[Exchange]
    kinds: list[str]
    answers: list[dict[str, Any]]
    failures: list[dict[str, Any]]
    log: str

    @property
    def pages(self) -> list[Exchange]:
        """The recorded exchanges without those of robots.txt."""
        return [
            exchange for exchange, kind in zip(self.recorded, self.kinds, strict=True) if kind != "robots"
        ]


def crawl(
    *urls: str,
    connect: dict[str, Any] | None = None,
    hosts: dict[str, list[str]] | None = None,
    meta: dict[str, Any] | None = None,
    fail_to_keep: bool = False,
    **settings: Any,
) -> Result:
    """Fetch the addresses with the settings of a real crawl, without its pauses and retries unless asked for."""
    chosen = fetch_settings(
        contact="https://www.shifan.example/bot", connect=connect, hosts=hosts, delay=0, timeout=10
    )
    chosen |= {"RETRY_TIMES": 0, "GONGKAI_THROTTLE_RETRIES": 0, **settings}
    job = {"urls": urls, "settings": chosen, "meta": meta, "fail_to_keep": fail_to_keep}
    done = subprocess.run(
        [sys.executable, str(SCRIPT)], input=json.dumps(job).encode(), capture_output=True, timeout=90, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    found = json.loads(done.stdout)
    kinds = [row.pop("kind") for row in found["exchanges"]]
    assert all(row.pop("in_meta") for row in found["exchanges"])
    recorded = [
        Exchange(
            **{
                **row,
                "request": base64.b64decode(row["request"]),
                "response": base64.b64decode(row["response"]),
            }
        )
        for row in found["exchanges"]
    ]
    for answer in found["answers"]:
        answer["body"] = base64.b64decode(answer["body"])
    return Result(
        recorded, kinds, found["answers"], found["failures"], done.stderr.decode("utf-8", "replace")
    )
