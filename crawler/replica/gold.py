"""The truth about the replica: what a reader should find on each page, and what a crawler should meet.

Every value here is made together with the page that prints it, never read back from the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["annual_report", "website_report", "work_plan_notice", "news"]
Format = Literal["2014", "2019", "2021", "free"]
Number = int | float | None


@dataclass(frozen=True)
class GoldTable:
    """One table: the section heading above it, and its grid with each spanning cell repeated where it covers."""

    caption: str
    grid: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class GoldAttachment:
    """One linked file: link text, `href` as printed, and the absolute address it stands for."""

    name: str
    href: str
    url: str


@dataclass(frozen=True)
class Gold:
    """One document.

    `text` holds body paragraphs, table rows and attachment lines inside the body, one a line, in document
    order. A table row is the row's own cells joined by " | ": a spanning cell stands once, in the row and at
    the place where it begins; an empty cell is empty between two bars. The title, the meta bar, page chrome
    and hidden text are not in it. `figures` has the printed figures only; a blank cell is None, and an amount
    is in the unit printed. `issuer` is None where the page names none (news). `aliases` are listed addresses
    that redirect to `url`. An article on several pages is one document under the address of its first page: a line
    with a form feed stands in `text` where the next begins, and `pages` are the addresses of the later ones.
    """

    url: str
    host: str
    title: str
    kind: Kind
    format: Format | None
    year: int | None
    text: str
    tables: tuple[GoldTable, ...]
    figures: Mapping[str, Number]
    published: str
    source: str | None
    issuer: str | None
    doc_number: str | None
    index_number: str | None
    attachments: tuple[GoldAttachment, ...]
    encoding: str
    flags: tuple[str, ...] = ()
    failing_checks: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """One planned fault: `kind` is `gone` (404), `page_gone` (404 on a later page of an article, which no listing names),
    `robots` (refused) or `short_listing` (declared > listed).
    """

    host: str
    url: str
    kind: Literal["gone", "page_gone", "robots", "short_listing"]
    why: str
    declared: int | None = None
    listed: int | None = None


@dataclass(frozen=True)
class Listing:
    """One portal's listing: the total it declares, the links it shows, and the documents behind them."""

    host: str
    family: str
    url: str
    declared: int
    listed: int
    documents: int


@dataclass(frozen=True)
class GoldMember:
    """One file inside a ZIP attachment, as a document of its own; the words mean what they mean in Gold.

    `url` is the address of the archive with `#member=` and the name. `kind` is None for a file that is no report.
    """

    url: str
    archive: str
    title: str
    text: str
    tables: tuple[GoldTable, ...]
    figures: Mapping[str, Number]
    kind: Kind | None
    format: Format | None
    year: int | None
    failing_checks: tuple[str, ...]


@dataclass(frozen=True)
class Attached:
    """One attachment file as it is served at its final address, and of a ZIP archive the documents inside it."""

    url: str
    body: bytes
    sha256: str
    members: tuple[GoldMember, ...] = ()
