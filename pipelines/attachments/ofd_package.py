"""The parts of an OFD package: documents, their pages with templates and areas, and the graphics they share.

Source: GB/T 33190-2016, 7 (package, documents, pages) and 13 (composite objects). Elements are told by their local
names: programs write them with the prefix `ofd:`, with another, or with none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.attachments.unsupported import UnsupportedFormat, damaged
from pipelines.attachments.zipped import Archive, open_archive

PAGES = 2_000
A4 = (0.0, 0.0, 210.0, 297.0)
"""Millimetres: the area of a page that states none."""

Area = tuple[float, float, float, float]
"""Left, top, width and height."""


@dataclass(frozen=True)
class OfdPage:
    """One page: the roots that draw on it, templates behind first, and its physical box."""

    layers: tuple[etree._Element, ...] = field(repr=False)
    area: Area
    units: dict[str, etree._Element] = field(repr=False)
    """Composite graphic units of the document by ID."""


def pages_of(data: bytes) -> Iterator[OfdPage]:
    """The pages of all documents of a package. Raises UnsupportedFormat when it is damaged, encrypted, or too long."""
    archive = open_archive(data)
    if any(posixpath.basename(name).lower() == "encryptions.xml" for name in archive.names):
        raise UnsupportedFormat("The OFD file is encrypted.")
    parts = _Parts(archive, {_plain(name): name for name in archive.names})
    root = parts.root("OFD.xml", "")
    if root is None:
        raise UnsupportedFormat("The OFD file is damaged: its OFD.xml is empty.")
    count = 0
    for place in named(root, "DocRoot"):
        for page in _pages_of_document(parts, text_of(place)):
            count += 1
            if count > PAGES:
                raise UnsupportedFormat(f"The OFD file has more than {PAGES:,} pages.")
            yield page
    if not count:
        raise UnsupportedFormat("The OFD file is damaged: it names no page.")


def named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a local name below an element, in document order."""
    yield from root.iter(f"{{*}}{name}")


def child(node: etree._Element, name: str) -> etree._Element | None:
    """The first child of a local name."""
    return next((one for one in node.iterchildren(f"{{*}}{name}")), None)


def text_of(node: etree._Element) -> str:
    return (node.text or "").strip()


def numbers_in(text: str | None, count: int) -> tuple[float, ...] | None:
    """`count` numbers parted by spaces, None when they are not that."""
    try:
        found = tuple(float(word) for word in (text or "").split())
    except ValueError:
        return None
    return found if len(found) == count and all(abs(number) < 1e9 for number in found) else None


@dataclass(frozen=True)
class _Parts:
    """The parts of a package, found by addresses that are relative, absolute, or of another case."""

    archive: Archive
    known: dict[str, str]
    """Members by their plain address."""

    def find(self, address: str, folder: str) -> str:
        """The member an address names: below `folder`, else below the package; '' when there is none."""
        address = address.strip().replace("\\", "/")
        paths = (_plain(posixpath.join(folder, address)), _plain(address))
        return next((self.known[path] for path in paths if path in self.known), "")

    def root(self, address: str, folder: str) -> etree._Element | None:
        """The root of an XML part, None where there is none or it is empty. Nothing is fetched, nothing resolved."""
        data = self.archive.xml(name) if (name := self.find(address, folder)) else b""
        if not data.strip():
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged("OFD file", error) from error


def _plain(address: str) -> str:
    """An address without what programs write differently: slashes, a leading one, steps up and down, case."""
    return posixpath.normpath(address.replace("\\", "/")).lstrip("/").lower()


def _pages_of_document(parts: _Parts, address: str) -> Iterator[OfdPage]:
    document = parts.root(address, "")
    if document is None:
        raise UnsupportedFormat("The OFD file is damaged: it does not hold the document it names.")
    folder = posixpath.dirname(parts.find(address, ""))
    common = child(document, "CommonData")
    usual = _area(common, "PageArea") or A4
    units = _units(parts, common, folder)
    templates = _templates(parts, common, folder)
    listed = child(document, "Pages")
    for node in [] if listed is None else named(listed, "Page"):
        page = parts.root(node.get("BaseLoc", ""), folder)
        if page is None:
            raise UnsupportedFormat("The OFD file is damaged: it does not hold a page it names.")
        used = [one.get("TemplateID", "") for one in page.iterchildren("{*}Template")]
        layers = (*(templates[name] for name in used if name in templates), page)
        yield OfdPage(layers, _area(page, "Area") or usual, units)


def _templates(parts: _Parts, common: etree._Element | None, folder: str) -> dict[str, etree._Element]:
    """The pages that other pages have behind them, by ID."""
    found: dict[str, etree._Element] = {}
    for node in [] if common is None else named(common, "TemplatePage"):
        root = parts.root(node.get("BaseLoc", ""), folder)
        if root is not None:
            found[node.get("ID", "")] = root
    return found


def _area(node: etree._Element | None, name: str) -> Area | None:
    area = None if node is None else child(node, name)
    box = None if area is None else child(area, "PhysicalBox")
    numbers = None if box is None else numbers_in(box.text, 4)
    if numbers is None or numbers[2] <= 0 or numbers[3] <= 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _units(parts: _Parts, common: etree._Element | None, folder: str) -> dict[str, etree._Element]:
    """Composite graphic units of the resources a document names."""
    units: dict[str, etree._Element] = {}
    for kind in ("PublicRes", "DocumentRes"):
        for place in [] if common is None else named(common, kind):
            resources = parts.root(text_of(place), folder)
            for unit in [] if resources is None else named(resources, "CompositeGraphicUnit"):
                units[unit.get("ID", "")] = unit
    return units
