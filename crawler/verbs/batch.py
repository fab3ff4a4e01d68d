"""JSON lines for other programs: one document in a line, one line out for each line in, in order, at once.

In: ``{"id", "data" (base64) or "text", "declared": {"content_type": string or null}}``. Out: ``{"id", "text", "evidence"}``.
Each answer is flushed, so the verb can be kept running and asked line by line. A line that cannot be answered gets an
empty text and ``{"flag": true, "error"}``, never silence: whoever counts lines stays in step.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from crawler.verbs import exits
from crawler.verbs.streams import lines_of, stdout_may_close


class Answer(NamedTuple):
    """A text, and what is known of how it came about; `evidence["flag"]` is true for damage that stays."""

    text: str
    evidence: dict[str, Any]


Asked = dict[str, Any]


def run(file: str, answer: Callable[[Asked], Answer]) -> int:
    """Answer every line of `file` ("-": stdin) on stdout; always exit code 0. Raises UsageError for no such file."""
    lines = lines_of(file)
    with stdout_may_close():
        _answer_all(lines, answer)
    return exits.OK


def _answer_all(lines: Iterable[bytes], answer: Callable[[Asked], Answer]) -> None:
    out = sys.stdout.buffer
    for line in lines:
        out.write(json.dumps(_answered(line, answer)).encode("ascii") + b"\n")
        out.flush()


def _answered(line: bytes, answer: Callable[[Asked], Answer]) -> Asked:
    """The line that goes out. JSON's own escapes carry what UTF-8 cannot, such as half of a surrogate pair."""
    identity = None
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            raise ValueError("the line is not a JSON object")
        identity = asked.get("id")
        text, evidence = answer(asked)
    except Exception as fault:  # noqa: BLE001 (whatever a line holds, the lines behind it want their answers)
        text, evidence = "", {"flag": True, "error": f"{type(fault).__name__}: {fault}"}
    return {"id": identity, "text": text, "evidence": evidence}


def string(asked: Asked, name: str) -> str:
    """A member that must be a string. Raises ValueError, with a sentence, when it is missing or something else."""
    value = asked.get(name)
    if not isinstance(value, str):
        raise ValueError(f'"{name}" is missing' if name not in asked else f'"{name}" is not a string')
    return value


def content_type(asked: Asked) -> str | None:
    """The declared Content-Type, None where nothing is declared. Raises ValueError for anything but a string."""
    declared = asked.get("declared")
    if declared is None:
        return None
    if not isinstance(declared, dict):
        raise ValueError('"declared" is not an object')
    return None if declared.get("content_type") is None else string(declared, "content_type")
