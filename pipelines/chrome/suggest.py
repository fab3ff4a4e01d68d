"""Chrome learned across a site: elements with the same words on most of its pages, proposed as rules of its site file.

Nothing is applied. Not proposed is whatever could be the document: prose, numbered headings, signatures, labels of
statutory tables, words that other portals' articles have too, and every selector that would take anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.chrome.prose import is_prose
from pipelines.hanzi.fold import fold
from pipelines.tree.page import Page, is_block, tidy

BODY, NO_RULE = "body", "chrome:outside_body"
"""States of a line that a rule could improve; any other is decided already."""
LEAST_SHARE = 0.5
LEAST_PAGES = 3
LONGEST = 600
"""Folded characters of a block: furniture is short."""

_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
_COUNTED = re.compile(r"\d{3}")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]|第.{1,3}[章节条]"
)
_SIGNS = re.compile(
    r"(?:委员会?|局|厅|部|办公室|政府|管委会|中心|院|所|处|队|会|站|公司|大学|学校|医院|银行|街道|办事处|法院|署|社)\)?$"
)
_DATE = re.compile(r"\(?(?:19|20|二).{1,4}年.{1,3}月.{1,3}日\)?")
_LONGEST_SIGNATURE = 30


class Proposal(NamedTuple):
    """An element that could be a rule: on how many pages it shows the same words, and what those are today."""

    name: str
    selector: str
    pages: int
    body: bool
    """True where the words are the document's today, False where they are furniture without a rule."""
    example: str


class Line(NamedTuple):
    """A line that repeats and that no element names; a rule for it would be one for words."""

    pages: int
    body: bool
    example: str


class _Key(NamedTuple):
    selector: str
    folded: str


@dataclass
class _Sample:
    example: str
    lines: tuple[str, ...]
    body: bool
    around: frozenset[str]
    """Selectors of candidates that hold this one."""


@dataclass
class Repeats:
    """What has been seen of a site so far; memory grows with the pages looked at, so look at a sample."""

    pages: int = 0
    _counts: Counter[_Key] = field(default_factory=Counter)
    _substance: Counter[str] = field(default_factory=Counter)
    _samples: dict[_Key, _Sample] = field(default_factory=dict)
    _lines: Counter[str] = field(default_factory=Counter)
    _line_samples: dict[str, _Sample] = field(default_factory=dict)

    def look(self, page: Page, states: Sequence[str]) -> None:
        """Look at one page; `states` names the label of each line: `body`, `table`, `chrome:footer` …"""
        self.pages += 1
        folded = [fold(line.text) for line in page.lines]
        for key, sample in dict(self._candidates(page, states, folded)).items():
            self._counts[key] += 1
            self._samples.setdefault(key, sample)
        for words, index in {words: i for i, words in enumerate(folded)}.items():
            if words and states[index] in (BODY, NO_RULE) and len(words) <= LONGEST:
                self._lines[words] += 1
                sample = _Sample(tidy(page.lines[index].text), (words,), states[index] == BODY, frozenset())
                self._line_samples.setdefault(words, sample)

    def proposals(self, elsewhere: Set[str], known: Set[str]) -> list[Proposal]:
        """Rules to consider, the most common first.

        `elsewhere` are folded lines of other portals' articles, `known` further folded phrases that are no furniture.
        """
        common = {
            key: number
            for key, number in self._counts.items()
            if number >= self._least and not self._is_document(self._samples[key], elsewhere | known)
        }
        found: dict[str, list[_Key]] = {}
        for key in common:
            found.setdefault(key.selector, []).append(key)
        sound = {selector: keys for selector, keys in found.items() if self._takes_no_more(selector, keys)}
        made: dict[frozenset[str], Proposal] = {}
        for selector in sorted(sound, key=_preference):
            keys = sound[selector]
            first = max(keys, key=lambda key: common[key])
            sample = self._samples[first]
            if not sample.around & sound.keys():
                words = frozenset(key.folded for key in keys)
                proposal = Proposal(
                    _rule_name(selector), selector, common[first], sample.body, sample.example
                )
                made.setdefault(words, proposal)
        return sorted(made.values(), key=lambda one: (-one.pages, one.selector))

    def lines(self, proposals: Sequence[Proposal], elsewhere: Set[str], known: Set[str]) -> list[Line]:
        """Lines that repeat as well and that none of the proposals takes."""
        taken = {line for one in proposals for line in map(fold, one.example.split("\n"))}
        phrases, found = elsewhere | known, []
        for words, number in self._lines.items():
            sample = self._line_samples[words]
            if number >= self._least and words not in taken and not self._is_document(sample, phrases):
                found.append(Line(number, sample.body, sample.example))
        return sorted(found, key=lambda line: (not line.body, -line.pages, line.example))

    @property
    def _least(self) -> float:
        return max(LEAST_PAGES, LEAST_SHARE * self.pages)

    def _candidates(
        self, page: Page, states: Sequence[str], folded: Sequence[str]
    ) -> Iterator[tuple[_Key, _Sample]]:
        tree = page.tree
        around: list[tuple[int, tuple[str, ...]]] = []  # end and selectors of the candidates around the node
        substance: set[_Key] = set()
        for node, attributes in enumerate(tree.attributes):
            while around and around[-1][0] <= node:
                around.pop()
            if not attributes or tree.hidden[node] or not ("id" in attributes or "class" in attributes):
                continue
            lines = page.lines_within(node)
            if not lines or not _holds_whole_lines(page, node, lines):
                continue
            selectors = tuple(_selectors(tree.tags[node], tree.attribute(node, "id"), tree.classes(node)))
            here = {states[index] for index in lines}
            words = "\n".join(folded[index] for index in lines)
            if not all(state.startswith("chrome:") for state in here):
                substance.update(_Key(selector, words) for selector in selectors)
            if here <= {BODY, NO_RULE} and len(words) <= LONGEST:
                above = frozenset(selector for _, group in around for selector in group)
                example = "\n".join(tidy(page.lines[index].text) for index in lines)
                sample = _Sample(example, tuple(folded[index] for index in lines), BODY in here, above)
                yield from ((_Key(selector, words), sample) for selector in selectors)
                around.append((tree.ends[node], selectors))
        self._substance.update(key.selector for key in substance)

    def _takes_no_more(self, selector: str, keys: Sequence[_Key]) -> bool:
        """Whether everything of the document that a selector matches is what repeats."""
        repeated = sum(self._counts[key] for key in keys if self._samples[key].body)
        return self._substance[selector] <= repeated

    def _is_document(self, sample: _Sample, phrases: Set[str]) -> bool:
        """Whether words that repeat are the document's all the same. Outside the article only prose could be."""
        if is_prose(sample.example):
            return True
        return sample.body and all(
            line in phrases or _NUMBERED.match(line) or _DATE.fullmatch(line) or _is_signature(line)
            for line in sample.lines
        )


def body_lines(page: Page, states: Sequence[str]) -> Iterator[str]:
    """Folded lines of a page's article, its tables included: what another portal's page is compared with."""
    return (
        fold(line.text) for line, state in zip(page.lines, states, strict=True) if state in (BODY, "table")
    )


def _is_signature(line: str) -> bool:
    return len(line) <= _LONGEST_SIGNATURE and _SIGNS.search(line) is not None


def _holds_whole_lines(page: Page, node: int, lines: range) -> bool:
    if is_block(page.tree.tags[node]):
        return True
    return all(page.tree.within(run, node) for index in lines for run in page.lines[index].runs)


def _selectors(tag: str, identity: str, classes: Sequence[str]) -> Iterator[str]:
    """Ways to name an element; numbers in a name are made by a program and name one page's element only."""
    if _NAME.fullmatch(identity) and not _COUNTED.search(identity):
        yield f"#{identity}"
    for one in dict.fromkeys(classes):
        if _NAME.fullmatch(one) and not _COUNTED.search(one):
            yield f"{tag}.{one}"


def _preference(selector: str) -> tuple[bool, int, str]:
    return not selector.startswith("#"), len(selector), selector


def _rule_name(selector: str) -> str:
    """A name for the site file.

    >>> _rule_name("div.hot-line"), _rule_name("#Tip")
    ('hot_line', 'tip')
    """
    return re.sub(r"[^a-z0-9]+", "_", re.split(r"[.#]", selector)[-1].lower()).strip("_")
