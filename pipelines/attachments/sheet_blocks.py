"""Pages of print as blocks: paragraphs, headings, ruled tables at their place, and the lines every page repeats, marked as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.attachments.markup import FURNITURE, FileBlock, Words
from pipelines.attachments.sheet import RULINGS, Letter, Sheet
from pipelines.attachments.sheet_furniture import furniture
from pipelines.attachments.sheet_grids import RuledGrid, grids_of
from pipelines.attachments.sheet_lines import TextLine, lines_of
from pipelines.attachments.sheet_paragraphs import (
    SetLine,
    paragraphs_of,
    set_lines,
    title_length,
    words_of,
)
from pipelines.attachments.sheet_tables import SheetTable, continued, is_continued, table_of

Item = SetLine | SheetTable | Words
"""What stands on a page, in order; Words are furniture."""
Title = tuple[SetLine, ...]


def blocks_of_sheets(sheets: Sequence[Sheet]) -> list[FileBlock]:
    """The blocks of all pages, in reading order."""
    return _blocks(_titled(_connected(_items(sheets))))


def _items(sheets: Sequence[Sheet]) -> list[Item]:
    """Lines and tables of all pages in order."""
    pages = [_split(sheet, number) for number, sheet in enumerate(sheets)]
    repeated = furniture([(sheet.height, lines) for sheet, (lines, _) in zip(sheets, pages, strict=True)])
    items: list[Item] = []
    for number, ((lines, tables), marked) in enumerate(zip(pages, repeated, strict=True)):
        text = set_lines(
            [line for index, line in enumerate(lines) if index not in marked], number, sheets[number].width
        )
        margin = [lines[index] for index in sorted(marked)]
        middle = sheets[number].height / 2
        items += [Words(line.text, "p", FURNITURE, sure=line.sure) for line in margin if line.middle < middle]
        items += _placed(text, tables)
        items += [
            Words(line.text, "p", FURNITURE, sure=line.sure) for line in margin if line.middle >= middle
        ]
    return items


def _split(sheet: Sheet, number: int) -> tuple[list[TextLine], list[tuple[float, SheetTable]]]:
    """The lines outside tables, and the tables with the height at which each begins. Every letter is in one of them."""
    grids = grids_of(sheet.rulings) if len(sheet.rulings) < RULINGS else []
    inside: list[list[Letter]] = [[] for _ in grids]
    outside: list[Letter] = []
    for letter in sheet.letters:
        index = _grid_around(letter, grids)
        (outside if index is None else inside[index]).append(letter)
    tables = [
        (grid.ys[0], table_of(grid, held, number))
        for grid, held in zip(grids, inside, strict=True)
        if any(held)
    ]
    return lines_of(outside), tables


def _grid_around(letter: Letter, grids: Sequence[RuledGrid]) -> int | None:
    x, y = (letter.left + letter.right) / 2, letter.middle
    return next((index for index, grid in enumerate(grids) if grid.slot(x, y) is not None), None)


def _placed(lines: Sequence[SetLine], tables: Sequence[tuple[float, SheetTable]]) -> list[Item]:
    """Each table before the first line that stands below its upper edge."""
    items: list[Item] = []
    waiting = list(tables)
    for line in lines:
        while waiting and waiting[0][0] < line.line.middle:
            items.append(waiting.pop(0)[1])
        items.append(line)
    return [*items, *(table for _, table in waiting)]


def _connected(items: Sequence[Item]) -> list[Item]:
    """Tables that go on over a page made one; the furniture that stood between the parts follows the whole."""
    found: list[Item] = []
    for item in items:
        last = next((i for i in range(len(found) - 1, -1, -1) if not isinstance(found[i], Words)), None)
        if isinstance(item, SheetTable) and last is not None:
            above = found[last]
            if isinstance(above, SheetTable) and is_continued(above, item):
                found[last] = continued(above, item)
                continue
        found.append(item)
    return found


def _titled(items: Sequence[Item]) -> list[Item | Title]:
    """The title's lines replaced by the title."""
    lines = [item for item in items if isinstance(item, SetLine)]
    count = title_length(lines)
    if not count:
        return list(items)
    title = lines[:count]
    first = next(index for index, item in enumerate(items) if item is title[0])
    rest = [item for item in items[first:] if not any(item is line for line in title)]
    return [*items[:first], tuple(title), *rest]


def _blocks(items: Sequence[Item | Title]) -> list[FileBlock]:
    """Runs of lines as paragraphs. Furniture between two pages does not end one: it follows it.

    It follows a table too that begins the next page, or it would part the table from its heading.
    """
    blocks: list[FileBlock] = []
    lines: list[SetLine] = []
    aside: list[Words] = []

    def close(*last: FileBlock) -> None:
        blocks.extend([*(words_of(paragraph) for paragraph in paragraphs_of(lines)), *last, *aside])
        lines.clear()
        aside.clear()

    for item in items:
        if isinstance(item, SetLine):
            if lines and aside and len(paragraphs_of([lines[-1], item])) > 1:
                close()
            lines.append(item)
        elif isinstance(item, Words):
            aside.append(item)
        else:
            close(item.grid if isinstance(item, SheetTable) else replace(words_of(item), tag="h1"))
    close()
    return blocks


def doubts_about(sheets: Sequence[Sheet]) -> list[str]:
    """Sentences about pages that could not be read, and characters nobody can name."""
    empty = [str(n) for n, sheet in enumerate(sheets, 1) if sheet.pictures and not sheet.shown]
    lost = sum(letter.char == "\ufffd" for sheet in sheets for letter in sheet.letters)
    drawings = [str(n) for n, sheet in enumerate(sheets, 1) if len(sheet.rulings) >= RULINGS]
    doubts = {
        f"Pages without text, only pictures: {', '.join(empty)}.": empty,
        f"{lost} characters have no known meaning in their font.": lost,
        f"Pages with too many lines to look for tables: {', '.join(drawings)}.": drawings,
    }
    return [sentence for sentence, true in doubts.items() if true]
