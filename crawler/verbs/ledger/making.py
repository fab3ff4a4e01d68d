"""What is below both sides: how the bytes became this text."""

from __future__ import annotations

from collections import Counter

from crawler.verbs.ledger.markup import NONE, Markup, element, join, rows, text
from crawler.verbs.ledger.words import LABELS, counted
from pipelines.archive.explain import Explanation
from pipelines.evidence import AppliedRepair, Change, OriginSign, Verdict
from pipelines.repairs.table import REPAIRS

CHANGES_SHOWN = 200
"""Different changes of one repair that are shown; `gongkai explain --json` gives all."""

_WHY = {repair.name: repair.why for repair in REPAIRS}


def repairs(applied: tuple[AppliedRepair, ...]) -> Markup:
    """Every repair as before → after, with its rule and why."""
    if not applied:
        return element("p", NONE, text("Nothing needed repair."))
    return join(_repair(one) for one in applied)


def _repair(repair: AppliedRepair) -> Markup:
    times = Counter((one.before, one.after, one.note, one.guess) for one in repair.changes)
    first: dict[tuple[str, str, str, bool], Change] = {}
    for one in repair.changes:
        first.setdefault((one.before, one.after, one.note, one.guess), one)
    lines = [
        (
            text(str(change.start)),
            element("del", NONE, text(change.before)),
            text("→"),
            element("ins", NONE, text(change.after)),
            text(f"{times[key]} ×" if times[key] > 1 else ""),
            text(f"{change.note}{' (a guess)' if change.guess else ''}"),
        )
        for key, change in list(first.items())[:CHANGES_SHOWN]
    ]
    rest = len(first) - CHANGES_SHOWN
    more = element("p", NONE, text(f"… and {rest} more kinds of change (--json shows all)"))
    return join(
        (
            element(
                "h3",
                NONE,
                element("code", NONE, text(repair.name)),
                text(f" · {repair.count} changes · {repair.level} level"),
            ),
            element(
                "p", NONE, text(f"Why: {_WHY.get(repair.name, 'a rule that is no longer in the table')}.")
            ),
            rows(("at", "before", "", "after", "", "how"), lines, "repairs"),
            more if rest > 0 else text(""),
        )
    )


def court(verdict: Verdict) -> Markup:
    """The decision on the encoding and every witness."""
    said = (
        f"Read as {verdict.used}, as {verdict.winner} says (confidence {verdict.confidence:.2f}); "
        f"{verdict.lost} characters lost."
    )
    spans = [f"bytes {start}–{stop}: {codec}" for start, stop, codec in verdict.spans]
    lines = [
        (
            text(one.name),
            text(one.said or "—"),
            text(one.overruled or ("followed" if one.name == verdict.winner else "")),
        )
        for one in verdict.witnesses
    ]
    table = rows(("witness", "says", "overruled because"), lines) if lines else text("")
    return join((element("p", NONE, text(said)), *(element("p", NONE, text(span)) for span in spans), table))


def origin(signs: tuple[OriginSign, ...]) -> Markup:
    """What speaks for and against the authority that the page names."""
    if not signs:
        return element("p", NONE, text("No sign was seen either way."))
    lines = [(text(one.says), text(one.name), text(one.words)) for one in signs]
    return rows(("says", "sign", "words"), lines)


def sums(explanation: Explanation) -> Markup:
    """The label sum, and where the body was taken from."""
    evidence = explanation.document.evidence
    lines = [(text(LABELS[label]), text(str(number))) for label, number in counted(evidence.sums)]
    added = " + ".join(str(number) for label, number in counted(evidence.sums) if label != "hidden")
    return join(
        (
            rows(("label", "characters"), lines, "sums"),
            element(
                "p",
                NONE,
                text(
                    f"{added} = {evidence.sums.visible} visible characters (white space apart), counted again by a "
                    f"walk that knows no labels: {'the sum holds' if evidence.sums.balanced else '✗ THE SUM DOES NOT HOLD'}."
                ),
            ),
            element(
                "p",
                NONE,
                text(
                    f"Body taken from {evidence.container or 'the whole page'}; confidence {evidence.confidence:.2f}; "
                    f"{evidence.believed} believed."
                ),
            ),
        )
    )


def kept(explanation: Explanation) -> Markup:
    """Where the bytes lie."""
    e, capture, body = explanation, explanation.capture, explanation.body_capture
    where = body.locator
    number = [one.id for one in e.versions].index(e.version.id) + 1
    facts = [
        (
            "asked",
            f"{capture.method} {capture.url} at {capture.started_at} from {capture.remote_address or '—'}",
        ),
        (
            "answered",
            f"{capture.outcome} {capture.status or ''}, {body.body_length} bytes, {body.body_digest or '—'}",
        ),
        ("record", f"{where.record_id} in warc/{where.file} at byte {where.offset}" if where else "—"),
        ("digests", str(body.digests)),
        *(
            (f"page {number}", f"{page.url}, {page.outcome} {page.started_at}, capture {page.id}")
            for number, page in enumerate(e.pages, 2)
        ),
        ("read", f"version {number} of {len(e.versions)}, {e.version.read_at} by {e.version.software}"),
        ("rules", e.version.rules),
        ("reading", e.version.reading_digest),
    ]
    return rows(("", ""), [(text(name), text(value)) for name, value in facts], "kept")
