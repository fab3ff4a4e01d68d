"""The readers that are compared: gongkai as anyone runs it, and its peers as the scorer runs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bench.pages.cases import Case
from bench.pages.folder import Benchmark, Page, rows
from bench.programs import NotReady

OURS = "gongkai"
_COMMAND = (sys.executable, "-c", "from crawler.verbs.cli import main; main()", "read")
_PARTIAL = 3


class Peer(NamedTuple):
    """Another reader: its name for people, the module it needs, its name in the scorer."""

    shown: str
    module: str
    name: str

    @property
    def installed(self) -> bool:
        return find_spec(self.module) is not None

    @property
    def heading(self) -> str:
        """Name and installed version, or that it is missing."""
        if not self.installed:
            return f"{self.shown} (not installed)"
        return f"{self.shown} {version(packages_distributions()[self.module][0])}"


PEERS = (
    Peer("trafilatura", "trafilatura", "trafilatura"),
    Peer("readability-lxml", "readability", "readability"),
    Peer("resiliparse", "resiliparse", "resiliparse"),
    Peer("gne", "gne", "gne"),
    Peer("magic-html", "magic_html", "magic_html"),
)
NOTES = (
    "gne is under the GPL: it is measured where a person installed it, and no extra of this package brings it.",
    "magic-html is in no package index; it is measured where a person installed it.",
)


def read_by_us(cases: Sequence[Case], scratch: Path) -> dict[str, Page]:
    """What `gongkai read` says of the pages, by name. Raises NotReady when it did not run through."""
    out = scratch / "gongkai.jsonl"
    files = [str(case.file) for case in cases]
    done = subprocess.run([*_COMMAND, *files, "--out", out], capture_output=True, text=True, check=False)
    if not out.is_file() or done.returncode not in (0, _PARTIAL):
        raise NotReady(f"gongkai read failed:\n{done.stderr[-2000:]}")
    return {row["id"]: row for row in rows(out)}


def read_by(peer: Peer, bench: Benchmark, cases: Sequence[Case]) -> dict[str, Page]:
    """What a peer says of the pages, by name; a page on which it raises has no text."""
    run = bench.peer(peer.name)
    found: dict[str, Page] = {}
    for case in cases:
        try:
            found[case.name] = run(case.file.read_bytes())
        except Exception as fault:  # noqa: BLE001 - a peer that fails on a page has simply not read it
            found[case.name] = {"text": "", "error": repr(fault)}
    return found
