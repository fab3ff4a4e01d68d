"""`gongkai read`: files from disk into documents, one JSON object a line, without a network."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from crawler.errors import UsageError
from crawler.spiders.listing import ATTACHMENT_SUFFIXES
from crawler.verbs import exits
from crawler.verbs.console import watched
from pipelines.attachments.members import FRAGMENT, member_of
from pipelines.capture import Capture, capture_of_file
from pipelines.reading.read_all import read_all
from pipelines.reading.record import record

PAGE_SUFFIXES = frozenset({".html", ".htm", ".shtml", ".txt", ".xml"})


def read_paths(paths: Sequence[Path], out: Path | None) -> int:
    """Read every page below `paths` and write its record to `out` or stdout; the exit code.

    Raises UsageError when a path does not exist or holds nothing to read.
    """
    pages, skipped = find_pages(paths)
    if not pages:
        raise UsageError(f"nothing to read in {', '.join(map(str, paths))} ({skipped} files skipped)")
    done = failed = 0
    with _lines(out) as lines:
        for identity, path in watched(pages, "reading"):
            for row in read_file(identity, path):
                done += "error" not in row
                failed += "error" in row
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{done} read, {failed} failed, {skipped} files skipped", file=sys.stderr)
    if not done:
        return exits.USAGE
    return exits.PARTIAL if failed else exits.OK


def read_file(identity: str, path: Path) -> Iterator[dict[str, Any]]:
    """The records of one file, of the members of an archive behind its own; {"id", "error"} where one cannot be read."""
    try:
        attempts = read_all(capture_of(path))
    except (OSError, ValueError) as fault:
        yield {"id": identity, "error": str(fault) or type(fault).__name__}
        return
    for attempt in attempts:
        member = member_of(attempt.url)
        name = f"{identity}{FRAGMENT}{member}" if member else identity
        if attempt.document is None:
            yield {"id": name, "error": attempt.problem}
        else:
            yield record(name, attempt.document)


def capture_of(path: Path) -> Capture:
    """A file with what its sidecar `NAME.meta.json` tells: url, headers, fetched_at, each of which may be missing.

    Raises ValueError naming the sidecar when that is not the JSON object it should be.
    """
    sidecar = path.with_name(path.stem + ".meta.json")
    if not sidecar.exists():
        sidecar = path.with_name(path.name + ".meta.json")
    facts: dict[str, Any] = {}
    if sidecar.exists():
        try:
            facts = json.loads(sidecar.read_text("utf-8"))
        except ValueError as fault:
            raise ValueError(f"{sidecar.name} is not JSON: {fault}") from None
        if not isinstance(facts, dict) or not isinstance(facts.get("headers") or {}, dict):
            raise ValueError(f"{sidecar.name} is not an object with url, headers and fetched_at")
    headers = {str(name): str(value) for name, value in (facts.get("headers") or {}).items()}
    if path.suffix.lower() == ".txt" and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = "text/plain"
    return capture_of_file(
        path.read_bytes(), str(facts.get("url") or ""), headers, str(facts.get("fetched_at") or "")
    )


def find_pages(paths: Sequence[Path]) -> tuple[list[tuple[str, Path]], int]:
    """Pages as (id, path) in path order, and how many other files were passed over.

    The id is the stem, or the path without suffix, relative to the folder named, where stems collide.
    """
    found: list[tuple[Path, Path]] = []
    skipped = 0
    for root in paths:
        if not root.exists():
            raise UsageError(f"{root}: there is no such file or folder")
        files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
        for path in files:
            if path.name.endswith(".meta.json"):
                continue
            if path.suffix.lower() in PAGE_SUFFIXES | ATTACHMENT_SUFFIXES:
                found.append((root if root.is_dir() else root.parent, path))
            else:
                skipped += 1
    return _identified(found), skipped


def _identified(found: list[tuple[Path, Path]]) -> list[tuple[str, Path]]:
    """Each file under the shortest name that is its own: stem, path below its folder, the same with suffix."""
    forms = [
        [path.stem for _, path in found],
        [path.relative_to(root).with_suffix("").as_posix() for root, path in found],
        [path.relative_to(root).as_posix() for root, path in found],
        [path.as_posix() for _, path in found],
    ]
    counts = [Counter(form) for form in forms]
    names = zip(*forms, strict=True)
    return [
        (next((name for name, count in zip(row, counts, strict=True) if count[name] == 1), row[-1]), path)
        for row, (_, path) in zip(names, found, strict=True)
    ]


@contextmanager
def _lines(out: Path | None) -> Iterator[TextIO]:
    """Where records go: stdout, or a file that appears only when it is complete."""
    if out is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    part = out.with_name(out.name + ".part")
    try:
        stream = part.open("w", encoding="utf-8", newline="\n")
    except OSError as fault:
        raise UsageError(f"{out}: cannot be written: {fault.strerror}") from None
    try:
        with stream:
            yield stream
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
