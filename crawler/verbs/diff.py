"""`gongkai repair --diff`: every change with its place, what became what, by which rule and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.text import Text

from crawler.verbs import exits
from crawler.verbs.changes import Hunk, counted, hunks
from crawler.verbs.console import console
from crawler.verbs.damages import MEANINGS
from crawler.verbs.streams import bytes_of, name_of, stdout_may_close
from crawler.verbs.visible import CLOSE, OPEN, Places, before, behind, shortened, visible
from pipelines.decoding.court import decode
from pipelines.repairs.runner import Repaired
from pipelines.repairs.table import REPAIRS

CONTEXT = 12
"""Characters shown on either side of a change."""
LONGEST = 80
"""Characters of one changed text before its middle is left out."""

WHY = {repair.name: repair.why for repair in REPAIRS}


def print_diff(file: str, mend: Callable[[str], Repaired]) -> int:
    """Every change in the order of the text, then the flags. Raises UsageError for an unreadable file."""
    given = decode(bytes_of(file)).text
    repaired = mend(given)
    places = Places(given)
    out = console()
    with stdout_may_close():
        for hunk in hunks(given, repaired.applied):
            out.print(printed(hunk, places), soft_wrap=True)
        out.print(Text(f"{name_of(file)}: {counted(repaired.applied)}"), soft_wrap=True)
        _print_flags(out, repaired.flags)
    return exits.OK


def _print_flags(out: Console, flags: Sequence[str]) -> None:
    for flag in flags:
        says, advice = MEANINGS.get(flag, ("", ""))
        out.print(Text.assemble((f"{flag}: ", "yellow"), says), soft_wrap=True)
        if advice:
            out.print(Text(f"    what to do: {advice}"), soft_wrap=True)


def printed(hunk: Hunk, places: Places) -> Text:
    """Three lines: places and rule; what stood there; what stands there now."""
    first = hunk.changes[0]
    many = len(hunk.changes)
    where = places(hunk.origins[0]) + (f" … {places(hunk.origins[-1])}" if many > 1 else "")
    number = f", {many} changes" if many > 1 else ""
    head = Text.assemble((where, "bold"), "  ", (hunk.name, "cyan"), f"{number}: {WHY.get(hunk.name, '')}")
    if first.note:
        head.append(f" ({visible(first.note)})")
    if first.guess:
        head.append("; a guess", "yellow")
    return Text("\n").join(
        (
            head,
            _line("- ", "red", hunk, [change.before for change in hunk.changes]),
            _line("+ ", "green", hunk, [change.after for change in hunk.changes]),
        )
    )


def _line(sign: str, style: str, hunk: Hunk, texts: Sequence[str]) -> Text:
    """The stretch of a hunk with `texts` in the places of its changes."""
    line = Text.assemble("    ", (sign, style))
    at = hunk.changes[0].start
    line.append(visible(before(hunk.text, at, CONTEXT)))
    for change, text in zip(hunk.changes, texts, strict=True):
        line.append(visible(hunk.text[at : change.start]))
        line.append(f"{OPEN}{visible(shortened(text, LONGEST))}{CLOSE}", style)
        at = change.start + len(change.before)
    line.append(visible(behind(hunk.text, at, CONTEXT)))
    return line
