"""`gongkai repair`: damaged text in, repaired text out; or what was changed and why; or the record that undoes it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from crawler.errors import UsageError
from crawler.verbs import batch, exits
from crawler.verbs.changes import counted
from crawler.verbs.damages import SOFT, in_words
from crawler.verbs.record import read_record, record_of
from crawler.verbs.streams import bytes_of, name_of, put
from pipelines.decoding.court import decode
from pipelines.repairs.runner import Repaired, undo

Mend = Callable[[str], Repaired]
"""`repair_text`, or `repair_extract` for what somebody's extractor made of a page."""


def print_text(file: str, mend: Mend) -> int:
    """The repaired text on stdout, what could not be repaired on stderr. Raises UsageError for an unreadable file."""
    repaired = mend(decode(bytes_of(file)).text)
    put(repaired.text)
    if sys.stderr.isatty():
        hint = " (--diff shows each)" if repaired.applied else ""
        print(f"gongkai: {counted(repaired.applied)}{hint}", file=sys.stderr)
    for flag in repaired.flags:
        print(f"gongkai: {in_words(flag)}", file=sys.stderr)
    return exits.OK


def print_diff(file: str, mend: Mend) -> int:
    """Every change with place, rule and reason, then the flags. Raises UsageError for an unreadable file."""
    # What prints in colour takes longer to load than a batch to begin.
    from crawler.verbs.diff import print_diff as run

    return run(file, mend)


def print_record(file: str, mend: Mend) -> int:
    """Text, every change and the flags as one JSON object. Raises UsageError for an unreadable file."""
    record = record_of(mend(decode(bytes_of(file)).text))
    put(json.dumps(record, ensure_ascii=False) + "\n")
    return exits.OK


def print_undone(file: str, mend: Mend) -> int:
    """The text as it was, from a record of `--json`. Raises UsageError when it is none or does not fit its text."""
    text, applied = read_record(name_of(file), bytes_of(file))
    try:
        put(undo(text, applied))
    except ValueError as fault:
        raise UsageError(f"{name_of(file)}: {fault}") from None
    return exits.OK


def answer_lines(file: str, mend: Mend) -> int:
    """JSON lines: `text` of each is one plain document. Raises UsageError for an unreadable file."""

    def answer(asked: batch.Asked) -> batch.Answer:
        repaired = mend(batch.string(asked, "text"))
        return batch.Answer(repaired.text, _evidence(repaired))

    return batch.run(file, answer)


def _evidence(repaired: Repaired) -> dict[str, object]:
    return {
        "flag": not SOFT.issuperset(repaired.flags),
        "flags": list(repaired.flags),
        "repairs": [{"name": one.name, "count": one.count} for one in repaired.applied],
        "guesses": sum(change.guess for one in repaired.applied for change in one.changes),
    }


FORMS = {
    "text": print_text,
    "diff": print_diff,
    "json": print_record,
    "undo": print_undone,
    "batch": answer_lines,
}
"""What can be asked for, by the name of its option; `text` without one."""
