"""Where each part of an archived document lies in its source: entries of the reading paired with marks of the page.

Of an article on several pages the first is drawn; entries of the others have no place in it.

The page is read again to be drawn. Under the rules of the archived reading every entry finds its own mark; under newer
rules those that are still the same do, and `complete` is False.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.document import Document
from pipelines.reading.marked import Marked


@dataclass(frozen=True)
class Places:
    """The mark of each block, removal and attachment of a document, in their order; None where there is none."""

    blocks: tuple[int | None, ...]
    removed: tuple[int | None, ...]
    files: tuple[int | None, ...]
    fields: dict[str, tuple[int, ...]]
    """By field name, in document order."""
    tables: tuple[int | None, ...]
    """For each table its ordinal among those of the page as it is read now."""
    complete: bool
    """True when every block, removal and table of the archived reading was found again."""


def places_of(document: Document, today: Document, marked: Marked) -> Places:
    """Pair an archived document with `marked`, which was made of the reading `today`."""
    tables = _paired(
        [(one.page, one.text) for one in document.tables], [(1, one.text) for one in today.tables]
    )
    blocks = _paired(
        [(one.page, one.kind == "table", one.text) for one in document.blocks],
        [(1, one.kind == "table", one.text) for one in today.blocks],
    )
    removed = _paired(
        [(one.page, one.rule, one.text) for one in document.evidence.removed],
        [(1, one.rule, one.text) for one in today.evidence.removed],
    )
    drawn = [
        at
        for found, parts in (
            (tables, document.tables),
            (blocks, document.blocks),
            (removed, document.evidence.removed),
        )
        for at, part in zip(found, parts, strict=True)
        if part.page == 1
    ]
    files = _paired([one.href for one in document.attachments], [one.href for one in today.attachments])
    fields: dict[str, list[int]] = defaultdict(list)
    for number, mark in enumerate(marked.marks):
        if mark.label == "field":
            fields[mark.rule].append(number)
    return Places(
        blocks=tuple(None if at is None else marked.blocks[at] for at in blocks),
        removed=tuple(None if at is None else marked.removed[at] for at in removed),
        files=tuple(None if at is None else marked.files[at] for at in files),
        fields={name: tuple(numbers) for name, numbers in fields.items()},
        tables=tuple(at if at is not None and marked.cells[at] else None for at in tables),
        complete=None not in drawn
        and len(drawn) == len(today.tables) + len(today.blocks) + len(today.evidence.removed),
    )


def _paired(wanted: Sequence[object], there: Iterable[object]) -> list[int | None]:
    """For each entry the position of its equal, the first of several for the first."""
    positions: dict[object, deque[int]] = defaultdict(deque)
    for position, one in enumerate(there):
        positions[one].append(position)
    return [positions[one].popleft() if positions[one] else None for one in wanted]
