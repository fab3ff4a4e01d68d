"""`gongkai diff`: what differs between two readings of a document, paragraph by paragraph, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.console import console
from crawler.verbs.history import past_of
from crawler.verbs.streams import stdout_may_close
from crawler.verbs.visible import shortened
from pipelines.archive.history import History, Stage
from pipelines.archive.reader import ArchiveReader
from pipelines.comparison.cells import CellChange
from pipelines.comparison.compare import Comparison, FigureChange, ValueChange, compare
from pipelines.comparison.paragraphs import ParagraphChange
from pipelines.comparison.words import stretches

LONGEST = 200
"""Characters of a paragraph that went or came before its middle is left out; --json has all of it."""
_CONTEXT = 20
"""Characters of unchanged text shown between two changes of a paragraph."""
_STYLES = {"kept": "", "gone": "red strike", "new": "green"}
_BRACKETS = {"kept": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def print_differences(archive: Path, url: str, numbers: Sequence[int], as_json: bool) -> int:
    """The comparison of two versions, by default the last two. Raises UsageError for what is not there."""
    past = past_of(archive, url)
    one, other = _asked(past, numbers)
    with ArchiveReader.read(archive) as reader:
        comparison = compare(reader.document(one.version), reader.document(other.version))
    if as_json:
        told = {"url": url, "earlier": one, "later": other, **vars(comparison)}
        print(json.dumps(plain(told), ensure_ascii=False))
        return exits.OK
    out = console()
    with stdout_may_close():
        out.print(Text.assemble((url, "bold")), soft_wrap=True)
        for sign, stage in (("-", one), ("+", other)):
            out.print(f"{sign} version {stage.number}, first seen {stage.first_seen}: {stage.cause}")
        for line in lines_of(comparison):
            out.print(line, soft_wrap=True)
    return exits.OK


def plain(value: Any) -> Any:
    """A value as JSON takes it: records as objects by the names of their fields."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        named = getattr(value, "_fields", None)
        return (
            {n: plain(v) for n, v in zip(named, value, strict=True)} if named else [plain(v) for v in value]
        )
    return value


def _asked(past: History, numbers: Sequence[int]) -> tuple[Stage, Stage]:
    """The two stages meant: none named, the last two; one named, that and the current one."""
    stages = {stage.number: stage for stage in past.stages}
    wanted = list(numbers) or [len(stages) - 1, len(stages)]
    if len(wanted) == 1:
        wanted.append(past.current)
    if len(stages) < 2 and not numbers:
        raise UsageError(f"{past.url}: there is one version only, seen since {past.stages[0].first_seen}")
    for number in wanted:
        if number not in stages:
            raise UsageError(f"{past.url}: there is no version {number}; there are 1 to {len(stages)}")
    return stages[wanted[0]], stages[wanted[1]]


def lines_of(comparison: Comparison) -> Iterator[Text]:
    """The comparison as lines for a terminal: a heading for each part that has changes."""
    if comparison.same:
        yield Text(
            "Nothing that is read differs: the versions differ in how they were made (gongkai explain)."
        )
    for heading, lines in (
        ("Fields", [_value(change) for change in comparison.fields]),
        ("Figures", [_figure(change) for change in comparison.figures]),
        (
            "Checks",
            [_value(ValueChange(f"{c.id} {c.column or ''}", c.before, c.after)) for c in comparison.checks],
        ),
        ("Tables", [_cell(change) for change in comparison.tables]),
        ("Text", [_paragraph(change) for change in comparison.paragraphs]),
        ("Attachments", [_value(change) for change in comparison.attachments]),
        ("Flags", [_value(change) for change in comparison.flags]),
    ):
        if lines:
            yield Text(f"\n{heading}", "bold")
            yield from lines


def _value(change: ValueChange) -> Text:
    return Text.assemble("  ", change.name, ": ", _became(change.before, change.after))


def _figure(change: FigureChange) -> Text:
    before = None if change.before is None else change.before.raw or "(blank)"
    after = None if change.after is None else change.after.raw or "(blank)"
    return Text.assemble("  ", change.name, ": ", _became(before, after))


def _cell(change: CellChange) -> Text:
    place = " / ".join(label for label in (change.row, change.column) if label)
    head = f"  table {change.table + 1}, {change.part}{': ' + shortened(place, 60) if place else ''}  "
    if change.part == "cell":
        return Text.assemble(head, _became(change.before, change.after))
    return Text.assemble(head, _became(change.before or None, change.after or None))


def _became(before: str | None, after: str | None) -> Text:
    if before is None:
        return Text.assemble(("+ ", "green"), (shortened(after or "(present)", LONGEST), "green"))
    if after is None:
        return Text.assemble(("- ", "red"), (shortened(before or "(present)", LONGEST), "red"))
    return Text.assemble(
        (shortened(before or "(blank)", LONGEST), "red"),
        " → ",
        (shortened(after or "(blank)", LONGEST), "green"),
    )


def _paragraph(change: ParagraphChange) -> Text:
    place = f"  ¶{change.later or change.earlier}  "
    if change.what == "new":
        return Text.assemble(place, ("+ " + shortened(change.after, LONGEST), "green"))
    if change.what == "gone":
        return Text.assemble(place, ("- " + shortened(change.before, LONGEST), "red"))
    if change.what == "moved":
        return Text.assemble(place, f"moved from ¶{change.earlier}: {shortened(change.after, 60)}")
    line = Text(place)
    for what, text in stretches(change.before, change.after):
        opening, closing = _BRACKETS[what]
        told = shortened(text, 3 * _CONTEXT) if what == "kept" else text
        line.append(f"{opening}{told}{closing}", _STYLES[what])
    return line
