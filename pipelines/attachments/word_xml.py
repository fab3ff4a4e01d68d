"""Word documents in Office Open XML (docx): paragraphs, headings and tables in order, straight from the XML.

Source: ECMA-376 part 1, 17. Read with lxml and not through python-docx, which repeats merged cells, shows deleted
text boxes nowhere, and fails on packages with a broken relation; elements are told by their local names, so the
strict and the transitional form read alike.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.attachments.markup import FURNITURE, NOTE, FileBlock, Grid, GridCell, Words
from pipelines.attachments.unsupported import UnsupportedFormat, damaged
from pipelines.attachments.word_numbers import Numbering, numbering_of
from pipelines.attachments.word_styles import Styles, child, children, local, number, styles_of, value
from pipelines.attachments.zipped import Archive, open_archive

DEEPEST = 200
"""Nesting of elements; Word itself nests some dozens."""

_PASSED = frozenset("del moveFrom delText delInstrText instrText pPr rPr Fallback".split())
"""What no reader of the document sees: tracked deletions, field codes, properties, the copy for older programs."""
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_BOX = "txbxContent"


def blocks_of_docx(data: bytes) -> tuple[list[FileBlock], list[str]]:
    """The blocks of a document: running heads, body, notes, running feet. Raises UnsupportedFormat."""
    archive = open_archive(data)
    main = next(name for name in archive.names if name.lower().lstrip("/") == "word/document.xml")
    folder = posixpath.dirname(main)
    body = _parsed(archive, main)
    if body is None:
        raise UnsupportedFormat("The docx file has an empty document.")
    reader = _Reader(
        styles_of(_parsed(archive, f"{folder}/styles.xml")),
        numbering_of(_parsed(archive, f"{folder}/numbering.xml")),
    )
    blocks = _furniture(reader, archive, f"{folder}/header")
    blocks += reader.blocks(body)
    for part in ("footnotes", "endnotes"):
        notes = reader.blocks(_parsed(archive, f"{folder}/{part}.xml"))
        blocks += [Words(b.text, "p", NOTE) if isinstance(b, Words) else b for b in notes]
    blocks += _furniture(reader, archive, f"{folder}/footer")
    hidden = f"{reader.hidden} characters are formatted as hidden and left out." if reader.hidden else ""
    return blocks, [hidden] if hidden else []


def _parsed(archive: Archive, name: str) -> etree._Element | None:
    """The root of a part, None when there is none. Entities stay unresolved and nothing is fetched."""
    data = archive.xml(name)
    if not data:
        return None
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        )
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("docx file", error) from error
    return root


def _furniture(reader: _Reader, archive: Archive, prefix: str) -> list[FileBlock]:
    """The lines of all running heads or feet, each once: documents keep one for odd and one for even pages."""
    parts = sorted(name for name in archive.names if name.startswith(prefix) and name.endswith(".xml"))
    found = [block for name in parts for block in reader.blocks(_parsed(archive, name))]
    lines = dict.fromkeys(block.text for block in found if isinstance(block, Words) and block.text.strip())
    return [Words(line, "p", FURNITURE) for line in lines] + [
        block for block in found if isinstance(block, Grid)
    ]


@dataclass
class _Reader:
    """One document on its way to blocks: the tables it looks things up in, and what it met."""

    styles: Styles
    numbering: Numbering
    hidden: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    """Text boxes anchored in the paragraph being read; they follow it."""

    def blocks(self, parent: etree._Element | None, depth: int = 0) -> list[FileBlock]:
        """The blocks among the children of an element."""
        if depth > DEEPEST:
            raise UnsupportedFormat(f"The docx file nests more than {DEEPEST} elements deep.")
        found: list[FileBlock] = []
        for node in () if parent is None else parent:
            name = local(node)
            if name == "p":
                found += self._paragraph(node, depth)
            elif name == "tbl":
                found.append(Grid(tuple(self._cells(node, depth))))
            elif name not in _PASSED:  # sdt, customXml, ins and whatever else wraps blocks
                found += self.blocks(node, depth + 1)
        return found

    def _paragraph(self, node: etree._Element, depth: int) -> list[FileBlock]:
        outer, self.boxes = self.boxes, []
        text = "".join(self._text(node, depth))
        level = self.styles.level(node)
        mark = self.numbering.next(node, self.styles) if text.strip() else ""
        tag = self.styles.tag(level, self.numbering.is_listed(node, self.styles) and not mark)
        found: list[FileBlock] = [Words(mark + text, tag)] if text.strip() else []
        boxes, self.boxes = self.boxes, outer
        for box in boxes:
            found += self.blocks(box, depth + 1)
        return found

    def _text(self, node: etree._Element, depth: int) -> Iterator[str]:
        """The pieces of a paragraph's text."""
        if depth > DEEPEST:
            raise UnsupportedFormat(f"The docx file nests more than {DEEPEST} elements deep.")
        for part in node:
            name = local(part)
            if name == "t":
                yield part.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == _BOX:
                self.boxes.append(part)
            elif name == "r" and _is_vanished(part):
                self.hidden += sum(len(t.text or "") for t in part if local(t) == "t")
            elif name == "AlternateContent":
                # The same thing twice, for programs of different age; one of them is shown.
                chosen = child(part, "Choice")
                chosen = child(part, "Fallback") if chosen is None else chosen
                if chosen is not None:
                    yield from self._text(chosen, depth + 1)
            elif name not in _PASSED:
                yield from self._text(part, depth + 1)

    def _cells(self, table: etree._Element, depth: int) -> list[GridCell]:
        """The cells of a table: `gridSpan` is a colspan, a `vMerge` that continues lengthens the cell above."""
        cells: list[GridCell] = []
        above: dict[int, int] = {}  # by first column: the index in `cells` of what a vMerge there continues
        for row, tr in enumerate(_wrapped(table, "tr")):
            properties = child(tr, "trPr")
            if properties is not None and child(properties, "del") is not None:
                continue
            column = number(value(properties, "gridBefore"), 0)
            for tc in _wrapped(tr, "tc"):
                about = child(tc, "tcPr")
                span = min(number(value(about, "gridSpan"), 1), 1000)
                merge = child(about, "vMerge") if about is not None else None
                if merge is not None and value(about, "vMerge") != "restart" and column in above:
                    index = above[column]
                    cells[index] = _longer(cells[index], row)
                else:
                    cells.append(self._cell(tc, row, column, max(span, 1), depth))
                    above[column] = len(cells) - 1
                column += max(span, 1)
        return cells

    def _cell(self, tc: etree._Element, row: int, column: int, span: int, depth: int) -> GridCell:
        inside = self.blocks(tc, depth + 1)
        text = "\n".join(block.text.strip() for block in inside if isinstance(block, Words))
        inner = tuple(block for block in inside if isinstance(block, Grid))
        return GridCell(row, column, 1, span, text, inner)


def _longer(cell: GridCell, row: int) -> GridCell:
    return GridCell(cell.row, cell.column, row - cell.row + 1, cell.colspan, cell.text, cell.inner)


def _wrapped(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of one name, also those inside content controls and insertions around them."""
    for node in parent:
        if local(node) == name:
            yield node
        elif local(node) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _wrapped(node, name)


def _is_vanished(run: etree._Element) -> bool:
    properties = child(run, "rPr")
    return bool(children(properties, "vanish")) and value(properties, "vanish") not in ("0", "false", "off")
