"""`gongkai repair`: damaged text in, repaired text out; with --json what was done and what could not be."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from crawler.errors import UsageError
from crawler.verbs import exits
from pipelines.decoding.court import decode
from pipelines.repairs.runner import repair_text


def repair(file: str, as_json: bool) -> int:
    """Repair one text of a file or of stdin ("-"). A damage that cannot be repaired is named on stderr.

    Raises UsageError when the file cannot be read.
    """
    repaired = repair_text(decode(_bytes_of(file)).text)
    if as_json:
        done = [{"name": one.name, "count": one.count} for one in repaired.applied]
        print(
            json.dumps(
                {"text": repaired.text, "repairs": done, "flags": list(repaired.flags)}, ensure_ascii=False
            )
        )
    else:
        sys.stdout.write(repaired.text)
        for flag in repaired.flags:
            print(f"gongkai: {flag}", file=sys.stderr)
    return exits.OK


def _bytes_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        raise UsageError(f"{file}: cannot be read: {fault.strerror}") from None
