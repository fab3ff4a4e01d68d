"""`gongkai decode`: bytes in; out comes how the court of witnesses read them, or the text, or both as JSON."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from functools import partial
from typing import NamedTuple

from crawler.verbs import batch, exits
from crawler.verbs.streams import bytes_of, put
from pipelines.decoding.court import decode
from pipelines.evidence import Verdict


class Claims(NamedTuple):
    """What is said of the bytes from outside: the Content-Type header and the encoding named by a site's file."""

    content_type: str | None = None
    hint: str | None = None


def print_verdict(file: str, claims: Claims) -> int:
    """The court's record for a person. Raises UsageError for an unreadable file."""
    # What prints in colour takes longer to load than a batch to begin.
    from crawler.verbs.verdict import print_verdict as run

    return run(file, *claims)


def print_text(file: str, claims: Claims) -> int:
    """The decoded text, unrepaired and with its markup. Raises UsageError for an unreadable file."""
    put(decode(bytes_of(file), *claims).text)
    return exits.OK


def print_record(file: str, claims: Claims) -> int:
    """Text and verdict as one JSON object. Raises UsageError for an unreadable file."""
    decoded = decode(bytes_of(file), *claims)
    record = {"text": decoded.text, **asdict(decoded.verdict)}
    put(json.dumps(record, ensure_ascii=False) + "\n")
    return exits.OK


def answer_lines(file: str, claims: Claims) -> int:
    """JSON lines: `data` of each is the bytes in base64. A line's own declaration stands before `claims`."""
    return batch.run(file, partial(_answer, claims))


def _answer(claims: Claims, asked: batch.Asked) -> batch.Answer:
    data = base64.b64decode(batch.string(asked, "data"), validate=True)
    decoded = decode(data, batch.content_type(asked) or claims.content_type, claims.hint)
    return batch.Answer(decoded.text, _evidence(decoded.verdict))


def _evidence(verdict: Verdict) -> dict[str, object]:
    return {
        "flag": verdict.lost > 0,
        "lost": verdict.lost,
        "encoding": verdict.used,
        "winner": verdict.winner,
        "confidence": verdict.confidence,
    }


FORMS = {"verdict": print_verdict, "text": print_text, "json": print_record, "batch": answer_lines}
"""What can be asked for, by the name of its option; `verdict` without one."""
