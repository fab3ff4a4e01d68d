"""The source page drawn again from its parsed tree, each stretch in the colour of its label.

Only elements of `_KEPT` are written, with spans and alignment and nothing else of what the page says about itself: no
script, no style, no address, no control. So nothing of the page can act, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import NamedTuple

from crawler.verbs.ledger.markup import Markup, begin, element, end, join, text
from crawler.verbs.ledger.words import name, why
from pipelines.reading.marked import Marked
from pipelines.tree.flat import COMMENT, TEXT, Tree
from pipelines.tree.page import is_block
from pipelines.tree.visibility import CODE

_KEPT = frozenset("table caption thead tbody tfoot tr td th ul ol li b strong i em u s sub sup".split())
_IN_TABLES = frozenset("table thead tbody tfoot tr".split())
_TABLE_PARTS = frozenset("caption thead tbody tfoot tr td th".split())
_HOLDS_NO_TEXT = _IN_TABLES | {"ul", "ol"}
_ALONE = {"br": begin("br"), "hr": begin("hr")}
_ALIGNED = re.compile(r"text-align\s*:\s*(center|right)", re.IGNORECASE)
_MOST_SPAN = 1000

_NOTHING, _SEVERAL = -1, -2


class _Open(NamedTuple):
    """An element that is being written: where it ends, how it is closed, and the mark that it shows as a whole."""

    end: int
    close: Markup
    tag: str
    mark: int | None


def source_view(marked: Marked, entered: Set[int]) -> Markup:
    """The page as markup. Ids: `s12` is the first place of mark 12, `k0-5` cell 5 of table 0.

    Marks in `entered` have an entry at the other side, `d12`, and get a way back to it.
    """
    drawing = _Drawing(marked, entered)
    return join((*drawing.parts(), *drawing.undrawn()))


class _Drawing:
    """One pass over the tree, without recursion: pages nest thousands deep."""

    def __init__(self, marked: Marked, entered: Set[int]) -> None:
        self.marked, self.tree, self.entered = marked, marked.tree, entered
        self.sole = _sole_marks(marked)
        self.drawn = _drawn(self.tree)
        self.begun: set[int] = set()
        self.cell_ids = {
            node: f"{table}-{place}"
            for table, cells in enumerate(marked.cells)
            for place, node in enumerate(cells)
        }

    def parts(self) -> Iterable[Markup]:
        tree, open_elements = self.tree, [_Open(len(self.tree.tags), text(""), "div", None)]
        node = 0
        while node < len(tree.tags):
            while open_elements[-1].end <= node:
                yield open_elements.pop().close
            around = open_elements[-1]
            tag = tree.tags[node]
            if tag == TEXT:
                if around.tag not in _HOLDS_NO_TEXT:
                    yield from self._run(node, around.mark)
                node += 1
            elif self._is_left_out(node, around.tag):
                node = tree.ends[node]
            elif tag in _ALONE:
                yield _ALONE[tag]
                node += 1
            elif tag == "img":
                yield element("span", {"class": "img", "data-alt": tree.attribute(node, "alt")})
                node += 1
            else:
                opened, start = self._element(node, around.mark)
                yield start
                open_elements.append(opened)
                node += 1
        while open_elements:
            yield open_elements.pop().close

    def undrawn(self) -> Iterable[Markup]:
        """Marks whose place cannot be drawn, a template inside a table for one: their words, at the end."""
        for number, one in enumerate(self.marked.marks):
            if number not in self.begun:
                attributes, back = self._mark(number, "div")
                yield element("div", attributes, back, text(one.text))

    def _is_left_out(self, node: int, around: str) -> bool:
        """What shows nothing, and what may not stand in a table: the parser has moved its words out already."""
        tag = self.tree.tags[node]
        if tag == COMMENT or self.tree.hidden[node] == CODE:
            return True
        if around in _IN_TABLES and tag not in _TABLE_PARTS:
            return True
        return not self.drawn[node] and tag not in _TABLE_PARTS and tag not in _ALONE

    def _element(self, node: int, around: int | None) -> tuple[_Open, Markup]:
        tag = self.tree.tags[node]
        written = tag if tag in _KEPT else "div" if is_block(tag) or tag == "head" else "span"
        classes = [*_look(self.tree, node, written)]
        attributes: dict[str, str | int | None] = {}
        if written in ("td", "th"):
            attributes |= {span: _span(self.tree, node, span) for span in ("colspan", "rowspan")}
            if node in self.cell_ids:
                attributes |= {
                    "id": f"k{self.cell_ids[node]}",
                    "data-cell": self.cell_ids[node],
                }
        own, back = around, text("")
        if around is None and self.sole[node] >= 0:
            own = self.sole[node]
            inside = "" if written in _HOLDS_NO_TEXT else written
            marking, back = self._mark(own, inside, taken="id" in attributes)
            classes.append(str(marking.pop("class")))
            attributes |= marking
        start = begin(written, {"class": " ".join(classes) or None, **attributes})
        return _Open(self.tree.ends[node], end(written), written, own), Markup(start + back)

    def _mark(
        self, number: int, inside: str, taken: bool = False
    ) -> tuple[dict[str, str | int | None], Markup]:
        """Attributes of an element that shows a mark; at its first place its id and, in `inside`, the way back."""
        one = self.marked.marks[number]
        attributes: dict[str, str | int | None] = {"class": f"m {one.label}", "data-s": number}
        reason = why(one.label, one.rule)
        attributes["title"] = f"{name(one.label, one.rule)}{f' ({reason})' if reason else ''}"
        if number in self.begun:
            return attributes, text("")
        self.begun.add(number)
        if inside and not taken:
            attributes |= {"tabindex": 0, "data-rule": name(one.label, one.rule)}
        if not taken:
            attributes["id"] = f"s{number}"
        if not inside:
            return attributes, text("")
        anchor = element("a", {"id": f"s{number}"}) if taken else text("")
        href = {"class": "back", "href": f"#d{number}", "aria-label": "to the reading"}
        return attributes, Markup(anchor + (element("a", href) if number in self.entered else text("")))

    def _run(self, run: int, around: int | None) -> Iterable[Markup]:
        words, done = self.tree.texts[run], 0
        for segment in () if around is not None else self.marked.segments.get(run, ()):
            yield self._words(run, done, segment.start)
            attributes, back = self._mark(segment.mark, "span")
            yield element("span", attributes, back, self._words(run, segment.start, segment.end))
            done = segment.end
        yield self._words(run, done, len(words))

    def _words(self, run: int, start: int, stop: int) -> Markup:
        """Characters of a run as they were parsed, each repaired stretch underlined."""
        words, parts, done = self.tree.texts[run], [], start
        for first, last, now in self.marked.mended.get(run, ()):
            if start <= first < last <= stop:
                parts.append(text(words[done:first]))
                parts.append(element("ins", {"title": f"repaired to: {now}"}, text(words[first:last])))
                done = last
        parts.append(text(words[done:stop]))
        return join(parts)


def _sole_marks(marked: Marked) -> list[int]:
    """For each node the one mark that all its text is under, or that it has none or several."""
    tree = marked.tree
    sole = [_NOTHING] * len(tree.tags)
    for run in tree.runs:
        segments = marked.segments.get(run, ())
        numbers = {segment.mark for segment in segments}
        covered = sum(_count(tree.texts[run][s.start : s.end]) for s in segments)
        if not numbers:
            sole[run] = _SEVERAL if tree.texts[run].strip() else _NOTHING
        else:
            whole = len(numbers) == 1 and covered == _count(tree.texts[run])
            sole[run] = numbers.pop() if whole else _SEVERAL
    for node in range(len(sole) - 1, 0, -1):
        parent = tree.parents[node]
        if parent >= 0 and sole[node] != _NOTHING and sole[parent] != sole[node]:
            sole[parent] = sole[node] if sole[parent] == _NOTHING else _SEVERAL
    return sole


def _count(words: str) -> int:
    return sum(map(len, words.split()))


def _drawn(tree: Tree) -> list[bool]:
    """For each node whether it holds words or a picture."""
    drawn = [tag == "img" for tag in tree.tags]
    for run in tree.runs:
        drawn[run] = bool(tree.texts[run].strip())
    for node in range(len(drawn) - 1, 0, -1):
        if drawn[node] and tree.parents[node] >= 0:
            drawn[tree.parents[node]] = True
    return drawn


def _look(tree: Tree, node: int, written: str) -> Iterable[str]:
    """The little of a page's look that is kept, as classes of ours."""
    tag = tree.tags[node]
    if tag in ("p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "a", "dt"):
        yield f"as-{tag}"
    aligned = _ALIGNED.search(tree.attribute(node, "style"))
    side = aligned[1].lower() if aligned else tree.attribute(node, "align").lower()
    if tag == "center" or side == "center":
        yield "to-center"
    elif side == "right" and written != "table":
        yield "to-right"


def _span(tree: Tree, node: int, attribute: str) -> int | None:
    digits = re.match(r"\s*(\d{1,6})", tree.attribute(node, attribute))
    return min(int(digits[1]), _MOST_SPAN) if digits else None
