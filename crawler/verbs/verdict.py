"""`gongkai decode` for a person: the encoding, every witness and its fate, what was lost, what is in another encoding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rich.console import Console
from rich.text import Text

from crawler.verbs import exits
from crawler.verbs.console import console, sheet
from crawler.verbs.streams import bytes_of, name_of, stdout_may_close
from crawler.verbs.visible import CLOSE, OPEN, Places, before, behind, shortened, visible
from pipelines.decoding.court import Decoded, decode
from pipelines.decoding.readers import REPLACEMENT, read
from pipelines.decoding.unpack import unpacked
from pipelines.evidence import Verdict, Witness

SHOWN = 5
"""Losses and foreign spans that are printed; --json gives all spans, and the text shows every loss."""
CONTEXT = 12
SPAN = 48
"""Characters shown of a span in another encoding."""


def print_verdict(file: str, content_type: str | None, hint: str | None) -> int:
    """The court's record. Raises UsageError for an unreadable file."""
    data = bytes_of(file)
    decoded = decode(data, content_type, hint)
    out = console()
    with stdout_may_close():
        _print_head(out, name_of(file), len(data), decoded)
        _print_witnesses(out, decoded.verdict)
        _print_losses(out, decoded)
        _print_spans(out, unpacked(data).data, decoded.verdict)
    return exits.OK


def _print_head(out: Console, name: str, size: int, decoded: Decoded) -> None:
    verdict = decoded.verdict
    out.print(Text.assemble((name, "bold"), f": {size:,} bytes, {len(decoded.text):,} characters"))
    lost = f"{verdict.lost:,} character{'s' * (verdict.lost > 1)} lost" if verdict.lost else "nothing lost"
    out.print(
        Text.assemble(
            "read as ", (verdict.used, "bold green"),
            f" on the word of the {verdict.winner}; confidence {verdict.confidence:.2f}; {lost}",
        )
    )  # fmt: skip


def _print_witnesses(out: Console, verdict: Verdict) -> None:
    table = sheet("witness", "said", "")
    for witness in verdict.witnesses:
        table.add_row(Text(witness.name), Text(visible(witness.said or "—")), Text(_fate(witness, verdict)))
    out.print(table)


def _fate(witness: Witness, verdict: Verdict) -> str:
    if witness.name == verdict.winner:
        return "followed"
    if witness.said is None:
        return witness.overruled or "nothing to say"
    return f"not followed: {witness.overruled}" if witness.overruled else "agrees"


def _print_losses(out: Console, decoded: Decoded) -> None:
    if not decoded.verdict.lost:
        return
    out.print("Lost, shown as U+FFFD in the text, at line:column")
    places = Places(decoded.text)
    for at in islice(_losses(decoded.text), SHOWN):
        line = Text.assemble("  ", (places(at), "bold"), "  ", visible(before(decoded.text, at, CONTEXT)))
        line.append(f"{OPEN}{REPLACEMENT}{CLOSE}", "red")
        line.append(visible(behind(decoded.text, at + 1, CONTEXT)))
        out.print(line, soft_wrap=True)
    _print_rest(out, decoded.verdict.lost)


def _losses(text: str) -> Iterator[int]:
    at = text.find(REPLACEMENT)
    while at >= 0:
        yield at
        at = text.find(REPLACEMENT, at + 1)


def _print_spans(out: Console, data: bytes, verdict: Verdict) -> None:
    if not verdict.spans:
        return
    out.print("In another encoding, at byte")
    for start, end, codec in verdict.spans[:SHOWN]:
        words = visible(shortened(read(data[start:end], codec).strip(), SPAN))
        out.print(
            Text.assemble("  ", (f"{start:,}–{end:,}", "bold"), "  ", (codec, "green"), f"  {words}"),
            soft_wrap=True,
        )
    _print_rest(out, len(verdict.spans))


def _print_rest(out: Console, count: int) -> None:
    if count > SHOWN:
        out.print(f"  … and {count - SHOWN:,} more")
