"""From labels to the document's text: blocks in document order, with nothing of ours in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipelines.document import Block, BlockKind
from pipelines.reading.pieces import Labels
from pipelines.reading.placed import Placed
from pipelines.reading.zones import Zones, is_date_line
from pipelines.tree.page import Page, tidy

_NUMBERS = "一二三四五六七八九十百"
_HEADINGS = (
    (1, re.compile(rf"第[{_NUMBERS}\d]+[章节部分]|[{_NUMBERS}]{{1,3}}[、.．]")),
    (2, re.compile(rf"[（(][{_NUMBERS}]{{1,3}}[)）]")),
    (3, re.compile(r"\d{1,2}[.．、]\s*[^\d\s]")),
)
_LONGEST_HEADING = 42
_SENTENCE_END = re.compile(r"[。；;！？：:，,]$|。")
_NOTE = re.compile(r"(?:注|备注|说明|注释)\s*\d?\s*[:：]")
_SIGNS = re.compile(
    r"(?:委员会?|局|厅|部|办公室|政府|管委会|中心|院|所|处|队|会|站|公司|大学|学校|医院|银行|支行|集团|街道|办事处|法院|检察院|署|社|委)[）)]?$"
)
_HEADING_TAGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


def blocks_of(
    labels: Labels, zones: Zones, tables: Sequence[Placed], path_of: Callable[[int], str]
) -> tuple[Block, ...]:
    """Blocks of an article; a table stands where its first line does."""
    place = {i: number for number, placed in enumerate(tables) for i in placed.lines}
    done: set[int] = set()
    blocks: list[Block] = []
    for position, index in enumerate(zones.lines):
        number = place.get(index)
        if number is not None and labels.label(index) == "table":
            if number not in done:
                done.add(number)
                table = tables[number].table
                blocks.append(Block("table", table.text, table.path, table=number))
            continue
        blocks += _blocks_of_line(labels, zones, position, path_of)
    return tuple(blocks)


def text_of(blocks: Sequence[Block]) -> str:
    """The document's text: one block after another. A mark inside one page has no text, one between pages a form feed."""
    return "\n".join(block.text for block in blocks if block.text)


def _blocks_of_line(
    labels: Labels, zones: Zones, position: int, path_of: Callable[[int], str]
) -> list[Block]:
    page, index = labels.page, zones.lines[position]
    line, blocks, words = page.lines[index], [], ""
    label = labels.label(index)
    for piece in labels.pieces(index):
        if piece.label in ("body", "attachment") and piece.rule != "box":
            words += line.text[piece.start : piece.end]
        elif piece.rule == "page_break":
            blocks.append(Block("page_mark", "", path_of(line.owner)))
    text = tidy(words)
    if text:
        kind, level = _kind(page, zones, position, text)
        if label == "attachment":
            kind, level = "attachment", 0
        blocks.insert(0, Block(kind, text, path_of(line.owner), level))
    return blocks


def _kind(page: Page, zones: Zones, position: int, text: str) -> tuple[BlockKind, int]:
    line = page.lines[zones.lines[position]]
    if position + 1 >= zones.last and is_date_line(text):
        return "date", 0
    if position + 1 >= zones.last and _signs(page, zones, position, text):
        return "signature", 0
    tag = page.tree.tags[line.owner]
    if tag in _HEADING_TAGS and len(text) <= 2 * _LONGEST_HEADING and not _SENTENCE_END.search(text):
        return "heading", _HEADING_TAGS[tag]
    if len(text) <= _LONGEST_HEADING and not _SENTENCE_END.search(text):
        for level, number in _HEADINGS:
            if number.match(text):
                return "heading", level
    if _NOTE.match(text):
        return "note", 0
    return ("list_item", 0) if tag == "li" else ("paragraph", 0)


def _signs(page: Page, zones: Zones, position: int, text: str) -> bool:
    """An office's name in the last lines, with the date under it or nothing."""
    if len(text) > 40 or not _SIGNS.search(text) or _SENTENCE_END.search(text):
        return False
    following = [page.lines[i].text for i in zones.lines[position + 1 : position + 4]]
    return not following or any(is_date_line(other) for other in following)
