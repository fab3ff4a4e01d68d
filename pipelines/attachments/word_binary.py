"""Word documents in the binary format (doc, and wps files that are one): paragraphs, headings, tables with spans.

Source: MS-DOC 2.4.1, 2.4.3 (tables), 2.8.25 (fields). No system package is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pipelines.attachments.compound import open_compound
from pipelines.attachments.markup import FURNITURE, NOTE, FileBlock, Grid, GridCell, Words, heading
from pipelines.attachments.unsupported import damaged
from pipelines.attachments.word_paragraphs import CellPlace, Paragraphs, Properties
from pipelines.attachments.word_pieces import Pieces, pieces_of

_NEAR = 30
"""Twips: edges nearer than this are one edge; a cell is hundreds wide."""
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_SHOWN = {"\x0b": "\n", "\x1e": "-", "\x1f": "", "\xa0": " ", "\t": " "}


class Paragraph(NamedTuple):
    """The text up to a mark, the mark (paragraph, cell or page), and the properties of the paragraph."""

    text: str
    mark: str
    properties: Properties


class Row(NamedTuple):
    texts: list[str]
    places: tuple[CellPlace, ...]


def blocks_of_doc(data: bytes) -> tuple[list[FileBlock], list[str]]:
    """The blocks of a document: running heads and feet, body, text boxes, notes. Raises UnsupportedFormat."""
    try:
        pieces = pieces_of(open_compound(data))
        paragraphs = Paragraphs(pieces)
        heads = dict.fromkeys(p.text.strip() for p in _paragraphs(pieces, paragraphs, "headers"))
        blocks: list[FileBlock] = [Words(line, "p", FURNITURE) for line in heads if line]
        blocks += _blocks(_paragraphs(pieces, paragraphs, "main"))
        blocks += _blocks(_paragraphs(pieces, paragraphs, "boxes"))
        for part in ("footnotes", "endnotes"):
            blocks += [Words(p.text, "p", NOTE) for p in _paragraphs(pieces, paragraphs, part)]
    except (struct.error, IndexError) as error:
        raise damaged("doc file", error) from error
    return blocks, []


def _paragraphs(pieces: Pieces, properties: Paragraphs, part: str) -> Iterator[Paragraph]:
    """The paragraphs of one part of the document, field codes passed over, pictures and anchors left out."""
    start, end = pieces.parts[part]
    shown: list[str] = []
    fields: list[bool] = []  # of each field around: True while its code is being passed
    for position in range(start, min(end, len(pieces.text))):
        char = pieces.text[position]
        if char == _FIELD:
            fields.append(True)
        elif char == _RESULT and fields:
            fields[-1] = False
        elif char == _FIELD_END and fields:
            fields.pop()
        elif char in "\r\x07\x0c":
            yield Paragraph("".join(shown), char, properties.at(pieces.offset(position)))
            shown.clear()
        elif not any(fields):
            shown.append(_SHOWN.get(char, char))
    if shown:
        yield Paragraph("".join(shown), "\r", Properties())


def _blocks(paragraphs: Iterator[Paragraph]) -> list[FileBlock]:
    blocks: list[FileBlock] = []
    rows: list[Row] = []
    texts: list[str] = []  # of the cells of the row so far
    lines: list[
        FileBlock
    ] = []  # since the last cell or row ended: a cell's paragraphs, or text between tables

    def close_table() -> None:
        if rows:
            blocks.append(_grid(rows))
            rows.clear()

    for text, mark, properties in paragraphs:
        if mark != "\x07":
            lines.append(_words(text, properties))
            if not properties.in_table:
                close_table()
                blocks += lines
                lines.clear()
        elif properties.row_end:
            rows.append(Row(texts, properties.cells))
            texts = []
        else:
            texts.append("\n".join([*(line.text for line in lines if isinstance(line, Words)), text]).strip())
            lines.clear()
    if texts:  # damaged: a row that never ends
        rows.append(Row(texts, ()))
    close_table()
    return [*blocks, *lines]


def _words(text: str, properties: Properties) -> Words:
    return Words(text, heading(properties.style + 1) if 1 <= properties.style <= 9 else "p")


def _grid(rows: list[Row]) -> Grid:
    """The rows with spans, from the edges of their cells; side by side without spans where edges are not known."""
    if any(len(row.texts) != len(row.places) for row in rows):
        return Grid(
            tuple(GridCell(y, x, 1, 1, t) for y, row in enumerate(rows) for x, t in enumerate(row.texts))
        )
    edges = _edges([edge for row in rows for place in row.places for edge in (place.left, place.right)])
    cells: list[GridCell] = []
    above: dict[int, int] = {}  # by first column: the index in `cells` of the last cell there
    for y, row in enumerate(rows):
        for text, place in zip(row.texts, row.places, strict=True):
            left, right = edges[place.left], edges[place.right]
            index = above.get(left)
            if place.merged_left and cells and cells[-1].row == y:
                cells[-1] = replace(cells[-1], colspan=right - cells[-1].column)
            elif place.continues and index is not None and cells[index].row + cells[index].rowspan == y:
                cells[index] = replace(cells[index], rowspan=y + 1 - cells[index].row)
            else:
                above[left] = len(cells)
                cells.append(GridCell(y, left, 1, max(right - left, 1), text))
    return Grid(tuple(cells))


def _edges(positions: list[int]) -> dict[int, int]:
    """By position: the number of its grid line, positions near one another sharing one."""
    numbers: dict[int, int] = {}
    number, last = -1, None
    for position in sorted(set(positions)):
        if last is None or position - last > _NEAR:
            number += 1
        numbers[position] = number
        last = position
    return numbers
