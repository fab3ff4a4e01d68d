"""A document before it has a portal: blocks of words, tables and file lines, and the facts printed about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from crawler.replica.gold import Format, GoldTable, Kind, Number

Role = Literal["body", "heading", "subheading", "number", "address", "signature", "date"]


@dataclass(frozen=True)
class Para:
    """One paragraph and the part it plays on the page."""

    text: str
    role: Role = "body"


@dataclass(frozen=True)
class Cell:
    """One cell as a `td`: its words, its spans, and the figure it prints, if any."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    field: str | None = None
    value: Number = None


@dataclass(frozen=True)
class Table:
    """One table as its `tr` rows, under the heading that stands above it; `exported` by a word processor or not."""

    caption: str
    rows: tuple[tuple[Cell, ...], ...]
    exported: bool = False


@dataclass(frozen=True)
class Member:
    """One file inside a ZIP attachment: its name there, its bytes, and the document that it prints."""

    name: str
    body: bytes
    printed: "Article"


@dataclass(frozen=True)
class File:
    """One attachment: the link's words, the extension and the bytes; of a ZIP archive its members."""

    name: str
    extension: str
    body: bytes
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class FileLine:
    """One line of the body that links a file: words before the link, then the link."""

    before: str
    file: File


Block = Para | Table | FileLine


@dataclass(frozen=True)
class Article:
    """One document; `day` is (year, month, day) of publication and `clock` the printed time of day."""

    key: str
    kind: Kind
    format: Format | None
    year: int | None
    title: str
    blocks: tuple[Block, ...]
    day: tuple[int, int, int]
    clock: tuple[int, int, int]
    source: str
    issuer: str | None
    doc_number: str | None
    index_number: str
    below: tuple[File, ...] = ()
    failing_checks: tuple[str, ...] = ()

    @property
    def date(self) -> str:
        """The day of publication as YYYY-MM-DD."""
        return "{:04d}-{:02d}-{:02d}".format(*self.day)

    @property
    def files(self) -> tuple[File, ...]:
        """All attachments in page order: those linked in the body, then those below it."""
        return tuple(b.file for b in self.blocks if isinstance(b, FileLine)) + self.below

    @property
    def text(self) -> str:
        """The text a reader should give."""
        return "\n".join(line for block in self.blocks for line in lines_of(block))

    @property
    def tables(self) -> tuple[GoldTable, ...]:
        """The tables with their full grids."""
        return tuple(GoldTable(b.caption, grid_of(b)) for b in self.blocks if isinstance(b, Table))

    @property
    def figures(self) -> Mapping[str, Number]:
        """Every printed figure by name."""
        cells = (c for b in self.blocks if isinstance(b, Table) for row in b.rows for c in row)
        return {cell.field: cell.value for cell in cells if cell.field is not None}


def lines_of(block: Block) -> Iterable[str]:
    """Give the lines of text that `block` stands for."""
    if isinstance(block, Para):
        yield block.text
    elif isinstance(block, FileLine):
        yield block.before + block.file.name
    else:
        for row in block.rows:
            yield " | ".join(cell.text for cell in row)


def grid_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """Lay the cells out on the grid as browsers do; a spanning cell is repeated in each place it covers."""
    places: dict[tuple[int, int], str] = {}
    for r, row in enumerate(table.rows):
        c = 0
        for cell in row:
            while (r, c) in places:
                c += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    places[r + down, c + right] = cell.text
            c += cell.colspan
    width = max(c for _, c in places) + 1
    return tuple(tuple(places[r, c] for c in range(width)) for r in range(len(table.rows)))
