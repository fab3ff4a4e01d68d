"""A source with a label on every character: all finders asked, the labeller run, the sum counted."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.attachments.links import Found, find_attachments
from pipelines.body.choose import Chosen, choose
from pipelines.body.opinion import ask, better, worth_asking
from pipelines.body.weigh import Weights, weigh
from pipelines.chrome.trial import EVERYDAY, Finders
from pipelines.document import NotRecoverable
from pipelines.evidence import Sums
from pipelines.fields.read import FieldsRead, read_fields
from pipelines.reading.continued import with_pager
from pipelines.reading.label import Finds, label
from pipelines.reading.pieces import Labels
from pipelines.reading.placed import Placed, tables_of_page, tables_of_text
from pipelines.reading.profile import Profile
from pipelines.reading.source import Source
from pipelines.reading.sums import count
from pipelines.reading.zones import Zones, furniture_lines

SURE = 0.35
"""Below this confidence in the choice of the body the second reader is asked."""


@dataclass(frozen=True)
class Labelled:
    """A page between finding and writing down: what was found on it, and the label of each character."""

    source: Source
    chosen: Chosen | None
    second_opinion: bool
    """True when the second reader was believed about the body."""
    fields: FieldsRead
    files: tuple[Found, ...]
    placed: tuple[Placed, ...]
    lost: tuple[NotRecoverable, ...]
    title: str
    labels: Labels
    zones: Zones
    sums: Sums


def labelled(source: Source, profile: Profile, chrome: Finders = EVERYDAY) -> Labelled:
    """Label a page. `chrome` is the chrome table, or one that differs from it by a rule on trial."""
    page = source.page
    elements = chrome.elements(page.tree, profile.chrome)
    lines = with_pager(page, chrome.lines(page))
    weights = weigh(page, furniture_lines(page, lines), elements)
    chosen, asked = _body(source, weights, profile)
    parts = chosen.parts if chosen else ()
    span = chosen.span if chosen else (0, 0)
    fields = read_fields(page, span, dict(profile.fields))
    files = find_attachments(page, span)
    taken = {span.line for name, span in fields.spans if name != "title"}
    placed, lost = (
        tables_of_text(page) if source.form == "plain text" else (tables_of_page(page, parts, taken), ())
    )
    title = fields.value("title") or ""
    finds = Finds(
        parts=parts,
        table_lines=frozenset(line for table in placed for line in table.lines),
        chrome_elements=elements,
        chrome_lines=lines,
        field_spans=fields.spans,
        attachment_lines=frozenset(file.line for file in files if file.line is not None),
        title=title,
    )
    labels, zones = label(page, finds)
    sums = count(labels, page.tree, source.replaced, source.blanked, source.visible)
    return Labelled(source, chosen, asked, fields, files, placed, lost, title, labels, zones, sums)


def _body(source: Source, weights: Weights, profile: Profile) -> tuple[Chosen | None, bool]:
    """The body, and whether the second opinion was believed about it."""
    if source.form != "page":
        end = source.page.tree.ends[0]
        return Chosen(((0, end),), 0, source.form, 1.0), False
    chosen = choose(weights, profile.body)
    if chosen is not None and chosen.confidence >= SURE:
        return chosen, False
    other = ask(source.html, weights) if worth_asking(chosen, source.html, weights) else None
    if other is not None and better(chosen, other, weights):
        return other, True
    return chosen, False
