"""All that reading one page gives: the values the archive stores and people use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipelines.evidence import AppliedRepair, OriginSign, PageEvidence, Removed, Sums, Verdict

Number = int | float
BlockKind = Literal[
    "paragraph", "heading", "list_item", "table", "attachment", "signature", "date", "note", "page_mark"
]
DocumentKind = Literal[
    "annual_report",
    "annual_summary_of_locality",
    "website_report",
    "work_plan_notice",
    "news",
    "listing",
    "other",
]
CheckStatus = Literal["pass", "fail", "not_assessable", "differs"]


class Unreadable(Exception):
    """Raised by `read` alone, when a capture holds nothing that can be read as text; its message is a sentence.

    It becomes a row of `problems`. The bytes stay archived, and a better rule may read them later.
    """


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item or table place: its clean text and the CSS path of where it stood."""

    kind: BlockKind
    text: str
    path: str
    level: int = 0
    """Heading level 1–6 where known, else 0."""
    table: int | None = None
    """For kind `table`: ordinal in `Document.tables`."""
    page: int = 1
    """Of an article on several pages the one it stands on; `path` counts in that page."""


class Cell(NamedTuple):
    """One cell as written in the page, at its place on the expanded grid (0-based)."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    header: bool = False


@dataclass(frozen=True)
class Table:
    """A data table: its cells with spans, rectangular once expanded."""

    caption: str
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    path: str
    page: int = 1
    """Of an article on several pages the one it stands on."""

    @property
    def grid(self) -> list[list[str]]:
        """Rows of equal length; a spanning cell's text stands in each cell it covers, an uncovered cell is ''."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.rows)):
                for column in range(cell.column, min(cell.column + cell.colspan, self.columns)):
                    grid[row][column] = cell.text
        return grid

    @property
    def text(self) -> str:
        """Its rendering in a document's text: a line a row, cells joined by `` | ``, a spanning cell once."""
        lines: list[list[str]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            lines[cell.row].append(" ".join(cell.text.split()))
        return "\n".join(" | ".join(line) for line in lines if line)


class Figure(NamedTuple):
    """One canonical value: its name in the statutory format, the number as printed, and the cell it stands in.

    `value` is None for a blank cell (not zero) and for words that are no number; `raw` keeps the words.
    """

    name: str
    value: Number | None
    raw: str
    unit: str
    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Check:
    """One 勾稽关系 evaluated: both sides as printed. A number is never corrected."""

    id: str
    column: str | None
    left: Number | None
    right: Number | None
    delta: Number | None
    status: CheckStatus
    nulls_assumed_zero: int = 0


@dataclass(frozen=True)
class Field:
    """One fact about the document, the words it came from, who read it, and who disagreed."""

    name: str
    value: str
    words: str
    reader: str
    disagreed: tuple[tuple[str, str], ...] = ()
    """Other readers and their values."""


@dataclass(frozen=True)
class Attachment:
    """A file the page links to: its name for people, the href as written (entities decoded), the absolute URL."""

    name: str
    href: str
    url: str | None


@dataclass(frozen=True)
class Report:
    """What kind of document it is; `format` and `year` only for annual reports."""

    kind: DocumentKind
    format: str | None = None
    """2014, 2019, 2021 (the statutory formats), free, or None."""
    year: int | None = None


class NotRecoverable(NamedTuple):
    """A statutory table, or a row of one, that is evidently there and whose figures nothing proves."""

    table: str
    """Its name in the format: t2, t3, t4, s14."""
    row: str
    """The row or block as in the names of figures; '' for the whole table."""
    reason: str


@dataclass(frozen=True)
class Evidence:
    """How the document was made out of the page."""

    verdict: Verdict
    repairs: tuple[AppliedRepair, ...]
    removed: tuple[Removed, ...]
    sums: Sums
    container: str = ""
    """CSS path of the element taken as the body, and the marker that said so."""
    confidence: float = 1.0
    believed: str = "labeller"
    """Who was believed about the body: `labeller` or the second opinion."""
    origin: tuple[OriginSign, ...] = ()
    """What speaks for and against the authority that the page names."""
    hint: str | None = None
    """The encoding that the site's file named when the page was decoded."""
    decoded: str = ""
    """SHA-256 of the decoded page (in UTF-8): whoever decodes the bytes again can tell whether it is the same text."""
    pages: tuple[PageEvidence, ...] = ()
    """Of an article on several pages the second and all later ones. Verdict, container, confidence and decoded text
    above are those of the first; repairs and removals name their page, `sums` and `origin` are those of all."""


@dataclass(frozen=True)
class Document:
    """A page, read."""

    url: str
    title: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    tables: tuple[Table, ...] = field(repr=False)
    report: Report
    fields: tuple[Field, ...]
    figures: tuple[Figure, ...] = field(repr=False)
    checks: tuple[Check, ...] = field(repr=False)
    attachments: tuple[Attachment, ...]
    links: tuple[tuple[str, str], ...] = field(repr=False)
    """Related documents the page points to: name and absolute URL."""
    flags: tuple[str, ...]
    evidence: Evidence = field(repr=False)
    not_recoverable: tuple[NotRecoverable, ...] = ()
    """Figures that were evidently printed and that nothing in the text proves any more."""
    continues: str = ""
    """The address on which the article goes on, where what is here is not all of it (flags `continues`, `pages_missing`)."""

    def value(self, name: str) -> str | None:
        """The value of one field, or None when the page does not show it."""
        return next((f.value for f in self.fields if f.name == name), None)
