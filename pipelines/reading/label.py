"""The labeller: the only place where a find becomes a label.

Order of trust: hidden (decided by the tree) - the container - data tables - attachments - chrome by element - chrome
by whole line, where it may act - fields, which are certain of their characters. Nothing is deleted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pipelines.chrome.prose import is_prose
from pipelines.chrome.rule import ChromeRule
from pipelines.hanzi.fold import fold
from pipelines.reading.pieces import Labels, Piece
from pipelines.reading.zones import Zones, is_cell, is_date_line, zones_of
from pipelines.tree.page import Page, Span

ATTACHMENT_BOXES = ".attachment, .attachments, .fujian, .fj, .xgfj, .info_xgfj, .attach, .attachbox, .ewb-file, .nfw-cms-attachment"
"""Boxes in which templates list a page's files, some inside the article's element: no part of the article's text."""
_PAGE_BREAK = re.compile(r"#PAGE_BREAK#")
_ENDS_THE_ARTICLE = frozenset({"prev_next", "related", "footer", "form", "print_close", "share", "qr"})
_TITLE_LINES = 5
_META_BAR = frozenset({"published", "source", "author"})
_DOC_NUMBER = re.compile(r"[〔\[（(﹝【](?:19|20)\d{2}[〕\]）)﹞】]\s*第?\s*\d+\s*号")


@dataclass(frozen=True)
class Finds:
    """Everything that was found on a page, before anyone has decided what it means."""

    parts: tuple[tuple[int, int], ...]
    """Ordinal ranges of the body container; () when there is none."""
    table_lines: frozenset[int]
    """Indices of the lines that data tables are made of."""
    chrome_elements: Mapping[int, str]
    chrome_lines: Mapping[int, tuple[ChromeRule, ...]]
    field_spans: Sequence[tuple[str, Span]]
    attachment_lines: frozenset[int]
    title: str


def label(page: Page, finds: Finds) -> tuple[Labels, Zones]:
    """Labels for every visible character, and the zones of the article."""
    labels = Labels(page)
    inside = [i for start, end in finds.parts for i in _lines_between(page, start, end)]
    tables = finds.table_lines
    furniture = _furniture(page, finds, inside, tables)
    zones = zones_of(page, inside, tables, furniture)
    _outside(labels, finds, furniture)
    for index in inside:
        labels.put(index, "table" if index in tables else "body")
    boxed = {i for node in page.tree.select(ATTACHMENT_BOXES) for i in page.lines_within(node)}
    for index in finds.attachment_lines:
        if index not in tables and not is_prose(page.lines[index].text):
            labels.put(index, "attachment", "box" if index in boxed else "")
    for index in inside:
        if index in furniture and index not in tables and labels.label(index) == "body":
            labels.put(index, "chrome", furniture[index])
    _repeated_title(labels, zones, finds.title)
    _by_words(labels, zones, finds)
    _field_spans(labels, finds, zones)
    _before_and_after(labels, zones, finds)
    _page_breaks(labels, zones)
    _stray_bars(labels, zones)
    return labels, zones


def _lines_between(page: Page, start: int, end: int) -> range:
    return range(bisect_left(page.starts, start), bisect_left(page.starts, end))


def _furniture(page: Page, finds: Finds, inside: Sequence[int], tables: Set[int]) -> dict[int, str]:
    """Lines of chrome elements with the rule's name. Elements around the container or full of its prose are not."""
    starts = [start for start, _ in finds.parts]
    within = set(inside)
    found: dict[int, str] = {}
    for node, rule in finds.chrome_elements.items():
        if any(node <= start < page.tree.ends[node] for start in starts):
            continue
        for index in page.lines_within(node):
            if index in within and (index in tables or is_prose(page.lines[index].text)):
                continue
            found.setdefault(index, rule)
    return found


def _outside(labels: Labels, finds: Finds, furniture: Mapping[int, str]) -> None:
    """Outside the article rules for the head name what stands above it, those for the tail what stands below."""
    start = min((start for start, _ in finds.parts), default=0)
    for index, line in enumerate(labels.page.lines):
        if index in furniture:
            labels.put(index, "chrome", furniture[index])
        elif index in finds.chrome_lines and not is_prose(line.text):
            elsewhere = ("tail", "end") if line.runs[0] < start else ("head",)
            rule = next((rule for rule in finds.chrome_lines[index] if rule.where not in elsewhere), None)
            if rule is not None:
                labels.put(index, "chrome", rule.name)


def _by_words(labels: Labels, zones: Zones, finds: Finds) -> None:
    """Whole-line rules inside the article, where their place admits them; a heading takes its list along."""
    for position, index in enumerate(zones.lines):
        for rule in finds.chrome_lines.get(index, ()):
            if labels.label(index) != "body" or not zones.admits(rule.where, position):
                continue
            if rule.where == "end" and not _only_chrome_after(labels, zones, finds, position):
                continue
            if rule.group == "attachment_heading" and _has_attachment_after(labels, zones, position):
                continue
            if is_prose(labels.page.lines[index].text):
                continue
            labels.put(index, "chrome", rule.name)
            if rule.group == "related":
                _list_under(labels, zones, position, rule.name)


def _only_chrome_after(labels: Labels, zones: Zones, finds: Finds, position: int) -> bool:
    return all(
        labels.label(index) == "chrome"
        or any(rule.where == "end" for rule in finds.chrome_lines.get(index, ()))
        for index in zones.lines[position + 1 :]
    )


def _has_attachment_after(labels: Labels, zones: Zones, position: int) -> bool:
    following = [i for i in zones.lines[position + 1 : position + 4] if labels.label(i) != "chrome"]
    return any(labels.label(i) == "attachment" for i in following) or bool(
        following
        and re.match(r"\s*(?:\d|附件|[一二三四五六七八九十][、.])", labels.page.lines[following[0]].text)
    )


def _list_under(labels: Labels, zones: Zones, position: int, rule: str) -> None:
    """The links under a heading of related pages."""
    for index in zones.lines[position + 1 :]:
        if labels.label(index) != "body" or not _is_link_line(labels.page, index):
            break
        labels.put(index, "chrome", rule)


def _is_link_line(page: Page, index: int) -> bool:
    tree = page.tree
    return all(
        not page.texts[run].strip() or any(tree.tags[node] == "a" for node in tree.ancestors(run))
        for run in page.lines[index].runs
    )


def _repeated_title(labels: Labels, zones: Zones, title: str) -> None:
    """The page's title printed again above the text, on one line or on several, is the title and not the text."""
    wanted = fold(title)
    if not wanted:
        return
    head = [i for i in zones.lines[: max(zones.first, 1)][:12] if labels.label(i) == "body"]
    texts = [fold(labels.page.lines[i].text) for i in head]
    for first in range(len(head)):
        joined = ""
        for last in range(first, min(first + _TITLE_LINES, len(head))):
            joined += texts[last]
            if joined == wanted:
                for index in head[first : last + 1]:
                    labels.put(index, "field", "title")
                return
            if not wanted.startswith(joined):
                break


def _field_spans(labels: Labels, finds: Finds, zones: Zones) -> None:
    """Characters that field readers took; what is left of a line of the meta bar is furniture."""
    touched: set[int] = set()
    inside = set(zones.lines)
    for name, span in finds.field_spans:
        if labels.label(span.line) == "table":
            continue
        if span.line in inside and not _may_be_field(labels.page, name, span, finds.title, zones):
            continue
        labels.cut(span.line, span.start, span.end, "field", name)
        touched.add(span.line)
    for index in touched:
        for piece in labels.pieces(index):
            rest = labels.page.lines[index].text[piece.start : piece.end]
            if piece.label == "body" and not is_prose(rest):
                named = finds.chrome_lines.get(index, ())
                labels.cut(index, piece.start, piece.end, "chrome", named[0].name if named else "meta_bar")


def _may_be_field(page: Page, name: str, span: Span, title: str, zones: Zones) -> bool:
    """Inside the article a title must be the page's own title or a line of it, and nothing may be a sentence.

    An article of short lines alone (a list of 文号：… 有效期：…) keeps all but what a meta bar has.
    """
    text = page.lines[span.line].text
    if name == "title":
        words = fold(text[span.start : span.end])
        return bool(words) and words in fold(title)
    return not is_prose(text) and (zones.has_prose or name in _META_BAR)


def _before_and_after(labels: Labels, zones: Zones, finds: Finds) -> None:
    """What stands above the meta bar or below the end marks, and is no prose, is not the article."""
    head_end = -1
    for position, index in enumerate(zones.lines[: zones.first]):
        if any(_ends_the_head(piece) for piece in labels.pieces(index)):
            head_end = position
    for index in zones.lines[: max(head_end, 0)]:
        text = labels.page.lines[index].text
        if labels.label(index) == "body" and not is_prose(text) and not _DOC_NUMBER.search(text):
            labels.put(index, "chrome", "before_article")
    end_mark = None
    for position in range(zones.last + 1, len(zones.lines)):
        index = zones.lines[position]
        state, rule = labels.whole[index]
        if state == "chrome" and end_mark is None and _group(finds, index, rule) in _ENDS_THE_ARTICLE:
            end_mark = position
        elif end_mark is not None and state == "body" and not _is_substance(labels.page.lines[index].text):
            labels.put(index, "chrome", "after_article")


def _ends_the_head(piece: Piece) -> bool:
    """Furniture and the meta bar stand above the article; its title, printed again, may stand below its number."""
    return piece.label == "chrome" or (piece.label == "field" and piece.rule not in ("title", "doc_number"))


def _is_substance(text: str) -> bool:
    return is_prose(text) or is_date_line(text)


def _group(finds: Finds, index: int, rule: str) -> str:
    return next((r.group for r in finds.chrome_lines.get(index, ()) if r.name == rule), "")


def _page_breaks(labels: Labels, zones: Zones) -> None:
    """UCAP writes its page breaks into the text as words."""
    for index in zones.lines:
        text = labels.page.lines[index].text
        if "#PAGE_BREAK#" in text:
            for match in _PAGE_BREAK.finditer(text):
                labels.cut(index, match.start(), match.end(), "chrome", "page_break")


def _stray_bars(labels: Labels, zones: Zones) -> None:
    """A bar at the end of a line that no other row stands beside: what another extractor left of a layout cell."""
    texts = [labels.page.lines[index].text.rstrip() for index in zones.lines]
    if "|" not in "".join(texts):
        return
    for position, index in enumerate(zones.lines):
        text = texts[position]
        beside = texts[max(0, position - 1) : position] + texts[position + 1 : position + 2]
        alone = text.count("|") == 1 and text.endswith("|") and not any(is_cell(other) for other in beside)
        if alone and labels.label(index) == "body":
            labels.cut(index, len(text) - 1, len(text), "chrome", "bar_line")
