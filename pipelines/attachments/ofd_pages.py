"""The pages of an OFD document as letters and ruling lines, in points as those of a PDF.

Source: GB/T 33190-2016, 8.2 (coordinates: millimetres from the top left corner; an object's own are moved by its CTM
and then to its Boundary), 7.7 (layers, blocks), 13 (composite objects).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.attachments.matrix import UNMOVED, Matrix, then
from pipelines.attachments.ofd_package import OfdPage, numbers_in, pages_of
from pipelines.attachments.ofd_paths import rulings_of
from pipelines.attachments.ofd_text import letters_of
from pipelines.attachments.sheet import LETTERS, RULINGS, Letter, Ruling, Sheet
from pipelines.attachments.unsupported import UnsupportedFormat

_POINTS = 72 / 25.4
"""A millimetre."""
_OBJECTS = 1_000_000
_DEEPEST = 8
"""Composite objects in composite objects."""
_SLANT = 0.05
"""Share of a letter's width by which its base line may rise; more is a watermark drawn across the page."""


@dataclass
class Drawn:
    """What was found on one page so far."""

    letters: list[Letter] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    pictures: int = 0
    slanted: int = 0
    """Pieces of text along slanted lines, left out."""
    broken: int = 0
    """Objects whose numbers are none, left out."""


def sheets_of_ofd(data: bytes) -> tuple[list[Sheet], list[str]]:
    """The pages in order, and doubts about what was left out. Raises UnsupportedFormat."""
    sheets: list[Sheet] = []
    letters = slanted = broken = 0
    left = [_OBJECTS]
    for page in pages_of(data):
        drawn = _drawn(page, left)
        slanted, broken = slanted + drawn.slanted, broken + drawn.broken
        _, _, width, height = page.area
        sheets.append(
            Sheet(
                width * _POINTS, height * _POINTS, tuple(drawn.letters), tuple(drawn.rulings), drawn.pictures
            )
        )
        letters += len(drawn.letters)
        if letters > LETTERS:
            raise UnsupportedFormat(f"The OFD file has more than {LETTERS:,} characters.")
    doubts = {
        f"{slanted} pieces of text along slanted lines, as watermarks are, are left out.": slanted,
        f"{broken} drawn objects have damaged numbers and are left out.": broken,
    }
    return sheets, [sentence for sentence, true in doubts.items() if true]


def _drawn(page: OfdPage, left: list[int]) -> Drawn:
    """All that a page and the templates behind it draw. `left` counts down the objects of the whole file."""
    x, y, _, _ = page.area
    place: Matrix = (_POINTS, 0.0, 0.0, _POINTS, -x * _POINTS, -y * _POINTS)
    drawn = Drawn()
    for layer in page.layers:
        for content in layer.iterchildren("{*}Content"):
            _draw(content, place, page, drawn, left, 0)
    return drawn


def _draw(
    content: etree._Element, around: Matrix, page: OfdPage, drawn: Drawn, left: list[int], depth: int
) -> None:
    for node in _objects(content):
        left[0] -= 1
        if left[0] < 0:
            raise UnsupportedFormat(f"The OFD file draws more than {_OBJECTS:,} objects.")
        place = _place(node, around)
        kind = etree.QName(node).localname
        try:
            if kind == "TextObject":
                _add_text(node, place, drawn)
            elif kind == "PathObject" and len(drawn.rulings) < RULINGS:
                drawn.rulings += rulings_of(node, place)
            elif kind == "ImageObject":
                drawn.pictures += 1
            elif kind == "CompositeObject" and depth < _DEEPEST:
                unit = page.units.get(node.get("ResourceID", ""))
                for inner in [] if unit is None else unit.iterchildren("{*}Content"):
                    _draw(inner, place, page, drawn, left, depth + 1)
        except UnsupportedFormat:
            raise
        except (ValueError, OverflowError):
            drawn.broken += 1


def _objects(content: etree._Element) -> Iterator[etree._Element]:
    """The visible objects of all layers and blocks, in the order they are drawn."""
    for kind in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject", "{*}CompositeObject"):
        if kind.get("Visible", "true").lower() not in ("false", "0") and kind.get("Alpha") != "0":
            yield kind


def _place(node: etree._Element, around: Matrix) -> Matrix:
    """From an object's own coordinates to the page's."""
    own = numbers_in(node.get("CTM"), 6) or UNMOVED
    x, y, *_ = numbers_in(node.get("Boundary"), 4) or (0.0, 0.0)
    moved_there = then((own[0], own[1], own[2], own[3], own[4], own[5]), (1.0, 0.0, 0.0, 1.0, x, y))
    return then(moved_there, around)


def _add_text(node: etree._Element, place: Matrix, drawn: Drawn) -> None:
    along, up = (place[0], place[1]), (place[2], place[3])
    if min(map(abs, along)) > _SLANT * max(map(abs, along)) and min(map(abs, up)) > _SLANT * max(
        map(abs, up)
    ):
        drawn.slanted += 1
        return
    drawn.letters += letters_of(node, place)
