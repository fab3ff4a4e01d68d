"""The chrome table with one rule more or one rule less: what a rule would take, before it is adopted.

A rule is written ``css:SELECTOR``, ``words:EXPRESSION`` (for folded lines, from end to end) or is the name of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.chrome.elements import ELEMENT_RULES
from pipelines.chrome.find import LONGEST_LINE, find_elements, find_lines
from pipelines.chrome.rule import ChromeRule, Place
from pipelines.chrome.table import BY_NAME
from pipelines.hanzi.fold import fold
from pipelines.tree.flat import Tree, parse
from pipelines.tree.page import Page
from pipelines.tree.select import SelectorTable

NAME = "on_trial"
"""What a rule on trial is called in labels."""

Elements = Callable[[Tree, Sequence[tuple[str, str]]], Mapping[int, str]]
Lines = Callable[[Page], Mapping[int, tuple[ChromeRule, ...]]]


@dataclass(frozen=True)
class Finders:
    """The two questions that the labeller asks the chrome table."""

    elements: Elements
    lines: Lines


EVERYDAY = Finders(find_elements, find_lines)
"""The table as it is."""


@dataclass(frozen=True)
class Trial:
    """Two tables that differ by one rule. `name` is what the rule's finds are called in labels."""

    name: str
    rule: ChromeRule
    without: Finders
    with_it: Finders


def trial_of(written: str, where: Place = "anywhere") -> Trial:
    """The trial of a rule. Raises ValueError with a sentence for an unknown name, selector or expression.

    >>> trial_of("words:分享到.*").rule.words
    '分享到.*'
    >>> trial_of("footer_element").rule.group
    'footer'
    """
    kind, _, what = written.partition(":")
    if kind == "css" and what:
        parse("<html></html>").select(what)
        rule = ChromeRule(NAME, "widget", "on trial", selector=what)
        return Trial(NAME, rule, EVERYDAY, Finders(_with_selector(what), find_lines))
    if kind == "words" and what:
        rule = ChromeRule(NAME, "widget", "on trial", words=_expression(what), where=where)
        return Trial(NAME, rule, EVERYDAY, Finders(find_elements, _with_words(rule)))
    if written in BY_NAME:
        return Trial(written, BY_NAME[written], _without(written), EVERYDAY)
    raise ValueError(f"{written!r} is neither css:SELECTOR, words:EXPRESSION nor the name of a chrome rule")


def _expression(written: str) -> str:
    try:
        re.compile(written)
    except re.error as fault:
        raise ValueError(f"{written!r} is no regular expression: {fault}") from None
    return written


def _with_selector(selector: str) -> Elements:
    def elements(tree: Tree, site_rules: Sequence[tuple[str, str]]) -> Mapping[int, str]:
        return find_elements(tree, ((NAME, selector), *site_rules))

    return elements


def _with_words(rule: ChromeRule) -> Lines:
    matches = re.compile(rule.words).fullmatch

    def lines(page: Page) -> Mapping[int, tuple[ChromeRule, ...]]:
        found = dict(find_lines(page))
        for index, line in enumerate(page.lines):
            if len(line.text) <= 4 * LONGEST_LINE:
                folded = fold(line.text)
                if 0 < len(folded) <= LONGEST_LINE and matches(folded):
                    found[index] = (rule, *found.get(index, ()))
        return found

    return lines


def _without(name: str) -> Finders:
    def elements(tree: Tree, site_rules: Sequence[tuple[str, str]]) -> Mapping[int, str]:
        found = {node: names[0] for node, names in tree.select_all(_elements_without(name)).items()}
        for site_name, selector in reversed(site_rules):
            found.update(dict.fromkeys(tree.select(selector), site_name))
        return found

    def lines(page: Page) -> Mapping[int, tuple[ChromeRule, ...]]:
        left = (
            (index, tuple(rule for rule in rules if rule.name != name))
            for index, rules in find_lines(page).items()
        )
        return {index: rules for index, rules in left if rules}

    return Finders(elements, lines)


@lru_cache(maxsize=4)
def _elements_without(name: str) -> SelectorTable:
    return SelectorTable((rule.name, rule.selector) for rule in ELEMENT_RULES if rule.name != name)
