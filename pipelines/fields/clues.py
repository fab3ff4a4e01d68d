"""What field readers look at: the page, and the few things all of them ask for, gathered once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipelines.fields.labels import label_alone
from pipelines.fields.pairs import Pair, find_pairs
from pipelines.fields.words import clean_value, fold, is_blank, is_prose, one_line
from pipelines.tree.page import Page
from pipelines.tree.select import SelectorTable

HEADER_LINES, FOOT_LINES, TAIL_LINES, NEAR_LINES = 120, 25, 12, 8
TOP_LINES, TOP_LINES_OF_WHOLE_PAGE = 40, 400
TITLE_LINES, LONGEST_TITLE = 60, 300
GARLAND = " |｜\t\u3000"
"""What a table extractor leaves around a title."""
_ELEMENTS = SelectorTable((name, name) for name in ("meta", "title", "script"))
_SUMMARIES = {"内容概述", "内容摘要", "摘要", "概述", "信息内容"}


class Reading(NamedTuple):
    """What one reader found: the value, and the words of the page it stands for."""

    value: str
    words: str


@dataclass(frozen=True)
class Zones:
    """Ranges of line indices: above the body, its own first lines before any prose, its last lines, and below it."""

    above: range
    top: range
    tail: range
    below: range


@dataclass(frozen=True)
class Clues:
    """A page, the body element in it as (start, end) ordinals, and what is known from outside.

    `hints` may hold list_title, list_date, site_name and region.
    """

    page: Page
    container: tuple[int, int]
    hints: Mapping[str, str]

    @cached_property
    def zones(self) -> Zones:
        lines = self.page.lines
        first = bisect_left(self.page.starts, self.container[0])
        last = bisect_left(self.page.starts, self.container[1])
        prose = self._first_prose(first, last)
        return Zones(
            range(max(0, first - HEADER_LINES), first),
            range(first, prose),
            range(max(first, last - TAIL_LINES), last),
            range(last, min(len(lines), last + FOOT_LINES)),
        )

    @cached_property
    def head(self) -> range:
        """Lines above the body and at its top: where title, meta bar and metadata table stand."""
        return range(self.zones.above.start, self.zones.top.stop)

    @cached_property
    def near(self) -> range:
        """The last lines before the body; where the whole page is the body, those before its first prose."""
        zone = self.zones.above or self.zones.top
        return range(max(zone.start, zone.stop - NEAR_LINES), zone.stop)

    def may_close(self, index: int) -> bool:
        """Whether a line can be of the signature: below the first prose, or the very last of the body."""
        return index >= self.zones.top.stop or index == self.zones.tail.stop - 1

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every label with its value in the head, then below the body, then in its last lines."""
        zones = self.zones
        tail = range(max(zones.top.stop, zones.tail.start), zones.tail.stop)
        return (
            *find_pairs(self.page, self.head, "head"),
            *find_pairs(self.page, zones.below, "below"),
            *find_pairs(self.page, tail, "tail"),
        )

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """`<meta>` contents by lower-case name (or property); blank ones absent, the first of several kept."""
        found: dict[str, str] = {}
        for node in self._elements["meta"]:
            attributes = self.page.tree.attributes[node]
            name = attributes.get("name") or attributes.get("property")
            content = attributes.get("content")
            if name and content and name.lower() not in found and not is_blank(content):
                found[name.strip().lower()] = content
        return found

    def meta(self, *names: str) -> Reading | None:
        """The first of some meta tags that has a value; names in lower case."""
        for name in names:
            if name in self.metas:
                reading = self._readings.get(name)
                if reading is None:
                    reading = self._readings[name] = Reading(clean_value(self.metas[name]), self.metas[name])
                if not is_blank(reading.value):
                    return reading
        return None

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {}

    @cached_property
    def page_title(self) -> str:
        """The text of `<title>`, without markup that an editor pasted into it; '' when there is none."""
        tree = self.page.tree
        for node in self._elements["title"]:
            return clean_value("".join(self.page.texts[node + 1 : tree.ends[node]]))
        return ""

    @cached_property
    def scripts(self) -> tuple[tuple[int, str], ...]:
        """Ordinals and texts of the scripts that stand in the page itself."""
        tree = self.page.tree
        return tuple(
            (node, "".join(tree.texts[node + 1 : tree.ends[node]])) for node in self._elements["script"]
        )

    @cached_property
    def memory(self) -> dict[str, str]:
        """What several readers ask for and one has worked out, by a name of their choice."""
        return {}

    def text(self, index: int) -> str:
        """The tidied text of a line, '' for a line that there is not."""
        known = self._texts
        if index not in known:
            known[index] = one_line(self.page.lines[index].text) if 0 <= index < len(self.page.lines) else ""
        return known[index]

    def lines_within(self, node: int) -> range:
        """Indices of the lines inside an element."""
        return self.page.lines_within(node)

    @cached_property
    def folded_head(self) -> tuple[tuple[int, str], ...]:
        """Index and folded text of the lines near the body where a title may stand; a long line is ''."""
        near = range(max(self.head.start, self.zones.above.stop - TITLE_LINES), self.head.stop)
        return tuple(
            (n, fold(t.strip(GARLAND)) if len(t := self.text(n)) <= LONGEST_TITLE else "") for n in near
        )

    @cached_property
    def _texts(self) -> dict[int, str]:
        return {}

    @cached_property
    def _elements(self) -> Mapping[str, list[int]]:
        """One selection for all: asking the parser costs more than sorting its answer."""
        found: dict[str, list[int]] = {"meta": [], "title": [], "script": []}
        for node, (name,) in self.page.tree.select_all(_ELEMENTS).items():
            found[name].append(node)
        return found

    def _first_prose(self, first: int, last: int) -> int:
        """The line where the body's own text begins; a summary in the metadata table above is none."""
        limit = TOP_LINES_OF_WHOLE_PAGE if first == 0 else TOP_LINES
        summary = False
        for index in range(first, min(last, first + limit)):
            text = self.page.lines[index].text
            if is_prose(text) and not summary:
                return index
            summary = label_alone(text) in _SUMMARIES
        return min(last, first + limit)
