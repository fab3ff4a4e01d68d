"""Which paragraphs of a docx are headings: by outline level, by the name of the style, or by what the style is based on.

Source: ECMA-376 part 1, 17.3.1.20 (outlineLvl) and 17.7.4 (styles). Also the small steps through WordprocessingML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipelines.attachments.markup import Tag, heading

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|标题)$", re.IGNORECASE)
_LONGEST = 20
"""Styles in a chain of `basedOn`; a longer one is a circle."""


@dataclass(frozen=True)
class Styles:
    """By style id: the heading level (0 is the title, None no heading), and the numbering it brings (numId, level)."""

    levels: dict[str, int]
    numbers: dict[str, tuple[str, str]]

    def level(self, paragraph: etree._Element) -> int | None:
        """The heading level of a paragraph: 1 for the highest, 0 for a title, None for a paragraph of text."""
        properties = child(paragraph, "pPr")
        own = number(value(properties, "outlineLvl"), -1)
        if own >= 0:
            return own + 1 if own < 9 else None
        return self.levels.get(value(properties, "pStyle"))

    def tag(self, level: int | None, item: bool) -> Tag:
        """The element of a paragraph. The title of a document is h1, so its highest headings are h2."""
        if level is None:
            return "li" if item else "p"
        return heading(level + 1)


def styles_of(root: etree._Element | None) -> Styles:
    """The styles of a `styles.xml`; none at all when there is no such part."""
    elements = {attribute(style, "styleId"): style for style in children(root, "style")}
    levels = {id: level for id in elements if (level := _level(id, elements)) is not None}
    numbers = {id: number for id, style in elements.items() if (number := numbers_of(child(style, "pPr")))[0]}
    return Styles(levels, numbers)


def numbers_of(properties: etree._Element | None) -> tuple[str, str]:
    """The numId and level that paragraph properties name, '' and '0' for none."""
    number = child(properties, "numPr")
    return value(number, "numId"), value(number, "ilvl") or "0"


def _level(id: str, elements: dict[str, etree._Element]) -> int | None:
    for _ in range(_LONGEST):
        style = elements.get(id)
        if style is None:
            return None
        name = value(style, "name")
        outline = number(value(child(style, "pPr"), "outlineLvl"), -1)
        if match := _HEADING.match(name):
            return int(match[1])
        if _TITLE.match(name):
            return 0
        if outline >= 0:
            return outline + 1 if outline < 9 else None
        id = value(style, "basedOn")
    return None


def local(node: etree._Element) -> str:
    """An element's name without its namespace; '' for an entity or a processing instruction."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def children(parent: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if parent is None else [node for node in parent if local(node) == name]


def child(parent: etree._Element | None, name: str) -> etree._Element | None:
    found = children(parent, name)
    return found[0] if found else None


def attribute(node: etree._Element, name: str) -> str:
    """An attribute whatever its namespace, '' when it is absent."""
    return next((str(text) for key, text in node.attrib.items() if str(key).rpartition("}")[2] == name), "")


def value(parent: etree._Element | None, name: str) -> str:
    """The `val` of a child, '' when there is no such child or value."""
    node = child(parent, name)
    return "" if node is None else attribute(node, "val")


def number(digits: str, default: int) -> int:
    """A written number, the default for what is none or absurd."""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else default
