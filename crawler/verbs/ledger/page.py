"""The whole page: the reading at the left, the source at the right, and below how one became the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from crawler.verbs.ledger import making
from crawler.verbs.ledger.checked import is_wrong
from crawler.verbs.ledger.markup import NONE, Markup, begin, element, join, text
from crawler.verbs.ledger.places import places_of
from crawler.verbs.ledger.reading import Reading
from crawler.verbs.ledger.source import source_view
from crawler.verbs.ledger.style import POLICY, SCRIPT, STYLE
from crawler.verbs.ledger.words import LABELS, counted, flag, name
from pipelines.archive.explain import Explanation
from pipelines.document import Document
from pipelines.reading.marked import Marked


def page(explanation: Explanation, today: Document, marked: Marked) -> str:
    """One self-contained HTML page. `marked` lies in the source as it is read now, which gives `today`."""
    document = explanation.document
    places = places_of(document, today, marked)
    reading = Reading(document, places)
    sections = reading.sections()
    head = join(
        (
            begin("meta", {"charset": "utf-8"}),
            begin("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
            begin("meta", {"name": "viewport", "content": "width=device-width"}),
            begin("meta", {"name": "referrer", "content": "no-referrer"}),
            element("title", NONE, text(f"{document.title or explanation.url} · gongkai explain")),
            element("style", NONE, Markup(STYLE)),
        )
    )
    body = join(
        (
            _header(explanation, marked, places.complete),
            element("main", {"class": "sides"}, _left(sections), _right(marked, reading.begun)),
            _footer(explanation),
            element("script", NONE, Markup(SCRIPT)),
        )
    )
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body>{body}</body></html>\n'


def _header(e: Explanation, marked: Marked, complete: bool) -> Markup:
    document = e.document
    report = document.report
    kind = f"{report.kind}, format {report.format or '—'}, year {report.year or '—'}"
    wrong = sum(map(is_wrong, document.checks))
    parts = [
        element("h1", NONE, text(document.title or "(no title)")),
        element("p", {"class": "facts"}, text(f"{e.url} · {e.portal} ({e.site}) · {kind}")),
    ]
    if not complete:
        parts.append(
            element(
                "p",
                {"class": "notice"},
                text(
                    "The rules have changed since this version was read. The left side is the archived reading; the "
                    "colours at the right are those of today's rules, and not every entry finds its place."
                ),
            )
        )
    if document.evidence.pages:
        parts.append(
            element(
                "p",
                {"class": "notice"},
                text(
                    f"An article on {len(document.evidence.pages) + 1} pages. The left side is the whole of it; the "
                    "source at the right is its first page, and entries of the others have no place there."
                ),
            )
        )
    if wrong:
        sentence = f"✗ {wrong} of {len(document.checks)} checks fail"
        parts.append(
            element("p", NONE, element("a", {"class": "status fail", "href": "#checks"}, text(sentence)))
        )
    flags = [
        element("li", NONE, element("code", NONE, text(one)), text(f" {flag(one)}")) for one in document.flags
    ]
    if flags:
        parts.append(element("ul", {"class": "flags"}, *flags))
    return element("header", NONE, *parts, _legend(document, marked))


def _legend(document: Document, marked: Marked) -> Markup:
    """The labels with their colours, characters and stretches; unticking one takes its colour, or itself, away."""
    stretches = Counter[str](one.label for one in marked.marks)
    rules = Counter(name(one.label, one.rule) for one in marked.marks)
    entries = []
    for label, characters in counted(document.evidence.sums):
        under = [f"{number} × {rule}" for rule, number in rules.most_common() if rule.split(":")[0] == label]
        entries.append(
            element(
                "label",
                {"class": f"m {label}", "title": ", ".join(under)},
                begin("input", {"type": "checkbox", "id": f"on-{label}", "checked": "checked"}),
                text(
                    f" {LABELS[label].split(':')[0]} · {characters} characters · {stretches[label]} stretches"
                ),
            )
        )
    return element("fieldset", {"class": "legend", "aria-label": "labels"}, *entries)


def _left(sections: list[tuple[str, str, Markup]]) -> Markup:
    contents = join(element("a", {"href": f"#{id}"}, text(heading)) for id, heading, _ in sections)
    shown = join(
        element("section", NONE, element("h2", {"id": id}, text(heading)), content)
        for id, heading, content in sections
    )
    return element("div", {"class": "side", "id": "left"}, element("nav", {"class": "bar"}, contents), shown)


def _right(marked: Marked, entered: Set[int]) -> Markup:
    return element(
        "div",
        {"class": "side", "id": "right"},
        element("h2", NONE, text("The source as archived, redrawn without scripts, styles and addresses")),
        element("div", {"class": "source"}, source_view(marked, entered)),
    )


def _footer(e: Explanation) -> Markup:
    evidence = e.document.evidence
    parts = [
        (
            "repairs",
            f"Repaired ({sum(one.count for one in evidence.repairs)} changes)",
            making.repairs(evidence.repairs),
        ),
        ("court", "Decoded", making.court(evidence.verdict)),
        ("origin", "Origin", making.origin(evidence.origin)),
        ("sums", "Label sum", making.sums(e)),
        ("kept", "Kept", making.kept(e)),
    ]
    return element(
        "footer",
        NONE,
        *(join((element("h2", {"id": id}, text(title)), content)) for id, title, content in parts),
    )
