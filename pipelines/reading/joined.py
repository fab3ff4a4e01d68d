"""`read_joined`: the pages of one article, each read as it is, put together into one document.

Title, kind and address are those of the first page. Where a later page begins stands a block of kind `page_mark`, whose
text is a form feed: the sign that plain text has for it, and no word that the article could hold. Nothing else is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import TypeVar

from pipelines.capture import Capture
from pipelines.document import Block, Document, Evidence, Field, Table, Unreadable
from pipelines.evidence import PageEvidence, Sums
from pipelines.fields.table import READERS
from pipelines.figures.checks import check, narrative_check
from pipelines.figures.read import read_figures
from pipelines.hanzi.fold import fold
from pipelines.reading.blocks import text_of
from pipelines.reading.flags import known
from pipelines.reading.profile import PLAIN, Profile
from pipelines.reading.read import read, report_of
from pipelines.reading.series import MOST_PAGES, page_number

PAGE_MARK = "\f"
"""The text of a block that stands between two pages, alone on its line of the document's text."""

_RANK = {reader.name: rank for rank, reader in enumerate(READERS)}
_AT_THE_END = frozenset({"closing date", "signature", "source at the end"})
"""Readers of what stands under an article: on its last page, and nowhere else."""
_OF_THE_WHOLE = frozenset(
    {"continues", "pages_missing", "no_body", "short_body", "tables_in_attachment", "figures_doubtful"}
)
"""Flags that are asked of the document again, whatever single pages gave."""

Part = TypeVar("Part")


def read_joined(captures: Sequence[Capture], profile: Profile = PLAIN) -> Document:
    """The document of an article from the captures of its pages in order; of one page what `read` gives.

    A page is joined when the one before it names a next page and it can be that: text of its own under the same title,
    or with the article's pager. What is named and not there, or not joined, gives the flag `pages_missing`. Raises
    Unreadable for the first page alone; pure as `read` is.
    """
    pages = [read(captures[0], profile)]
    for capture in captures[1:MOST_PAGES]:
        later = _later(capture, pages, profile)
        if later is None:
            break
        pages.append(later)
    return _joined(captures, pages) if len(pages) > 1 else _alone(pages[0])


def _later(capture: Capture, before: Sequence[Document], profile: Profile) -> Document | None:
    """One more page, None where there is none or where this is not it."""
    first, named = before[0].url, before[-1].continues
    if not named or page_number(capture.url, first) != page_number(named, first):
        return None
    try:
        page = read(capture, profile, first)
    except Unreadable:
        return None
    return page if _belongs(page, before) else None


def _belongs(page: Document, before: Sequence[Document]) -> bool:
    """False for a page without an article, for a page over again (a server that ignores the number), and for another
    article: it has another title, and no pager.
    """
    if not page.text or any(page.text == earlier.text for earlier in before):
        return False
    title, other = sorted((fold(before[0].title), fold(page.title)), key=len)
    return title in other or any(one.rule == "chrome:pager_line" for one in page.evidence.removed)


def _alone(page: Document) -> Document:
    """A first page with no other: where it goes on, the rest is now known to be missing."""
    if not page.continues:
        return page
    flags = {"pages_missing", *page.flags} - {"continues"}
    return replace(page, flags=known(flags, page.flags))


def _joined(captures: Sequence[Capture], pages: Sequence[Document]) -> Document:
    first = pages[0]
    blocks, tables = tuple(_blocks(pages)), tuple(_tables(pages))
    text = text_of(blocks)
    read_off = read_figures(tables)
    attachments = _each_once((file.url or file.href, file) for page in pages for file in page.attachments)
    doubts = {
        "pages_missing": bool(pages[-1].continues),
        "no_body": not text.strip(),
        "short_body": 0 < len(text.strip()) < 50 and not tables,
        "tables_in_attachment": first.report.kind == "annual_report" and not tables and bool(attachments),
        "figures_doubtful": bool(read_off.doubts),
    }
    told = {flag for page in pages for flag in page.flags}
    flags = sorted(told - _OF_THE_WHOLE | {flag for flag, true in doubts.items() if true})
    year = next((page.report.year for page in pages if page.report.year), None)
    return Document(
        url=first.url,
        title=first.title,
        text=text,
        blocks=blocks,
        tables=tables,
        report=report_of(replace(first.report, year=year), read_off.format, first.title, text, flags),
        fields=tuple(_fields(pages)),
        figures=read_off.figures,
        checks=(*check(read_off.figures), *narrative_check(text, read_off.figures)),
        attachments=attachments,
        links=_each_once((url, (name, url)) for page in pages for name, url in page.links),
        flags=known(flags, told),
        evidence=_evidence(captures, pages),
        not_recoverable=tuple(dict.fromkeys(lost for page in pages for lost in page.not_recoverable)),
        continues=pages[-1].continues,
    )


def _blocks(pages: Sequence[Document]) -> Iterator[Block]:
    tables = 0
    for number, page in enumerate(pages, 1):
        if number > 1:
            yield Block("page_mark", PAGE_MARK, "html", page=number)
        for block in page.blocks:
            table = None if block.table is None else block.table + tables
            yield replace(block, table=table, page=number)
        tables += len(page.tables)


def _tables(pages: Sequence[Document]) -> Iterator[Table]:
    for number, page in enumerate(pages, 1):
        yield from (replace(table, page=number) for table in page.tables)


def _fields(pages: Sequence[Document]) -> Iterator[Field]:
    """The first page's fields, and what only a later one shows; a signature and its date are those of the last page.

    The words of a field from a later page are followed by that page's number.
    """
    shown = {one.name: one for one in pages[0].fields}
    for number, page in enumerate(pages[1:], 2):
        for one in page.fields:
            mine = shown.get(one.name)
            if mine is None or (number == len(pages) and _ends(one, mine)):
                shown[one.name] = replace(
                    one,
                    words=f"{one.words}〔第{number}页〕",
                    disagreed=(*one.disagreed, *_overruled(mine, one)),
                )
    yield from sorted(shown.values(), key=lambda one: _RANK.get(one.reader, len(_RANK)))


def _ends(later: Field, mine: Field) -> bool:
    return later.reader in _AT_THE_END and _RANK[later.reader] <= _RANK.get(mine.reader, len(_RANK))


def _overruled(mine: Field | None, taken: Field) -> Iterator[tuple[str, str]]:
    if mine is not None and mine.value != taken.value:
        yield mine.reader, mine.value


def _evidence(captures: Sequence[Capture], pages: Sequence[Document]) -> Evidence:
    numbered = tuple(enumerate(pages, 1))
    later = tuple(
        PageEvidence(
            page=number,
            url=page.url,
            digest=capture.digest,
            verdict=page.evidence.verdict,
            sums=page.evidence.sums,
            container=page.evidence.container,
            confidence=page.evidence.confidence,
            believed=page.evidence.believed,
            decoded=page.evidence.decoded,
        )
        for (number, page), capture in zip(numbered[1:], captures[1:], strict=False)
    )
    return replace(
        pages[0].evidence,
        repairs=tuple(replace(one, page=n) for n, page in numbered for one in page.evidence.repairs),
        removed=tuple(replace(one, page=n) for n, page in numbered for one in page.evidence.removed),
        sums=_added(page.evidence.sums for page in pages),
        origin=tuple(dict.fromkeys(sign for page in pages for sign in page.evidence.origin)),
        pages=later,
    )


def _added(sums: Iterable[Sums]) -> Sums:
    rows = [asdict(one) for one in sums]
    return Sums(**{label: sum(row[label] for row in rows) for label in rows[0]})


def _each_once(parts: Iterable[tuple[str, Part]]) -> tuple[Part, ...]:
    """Parts by their key, the first of each."""
    found: dict[str, Part] = {}
    for key, part in parts:
        found.setdefault(key, part)
    return tuple(found.values())
