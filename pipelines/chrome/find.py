"""The one engine of the chrome table: which elements and which lines of a page the rules name.

Finding is all it does. Whether a find counts depends on where the article is, which is not known yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.chrome.elements import ELEMENT_RULES
from pipelines.chrome.rule import ChromeRule
from pipelines.chrome.words import WORD_RULES
from pipelines.hanzi.fold import fold
from pipelines.tree.flat import Tree
from pipelines.tree.page import Page
from pipelines.tree.select import SelectorTable

LONGEST_LINE = 160
"""Folded characters: no rule names a longer line, so it is not even asked for."""

_ELEMENTS = SelectorTable((rule.name, rule.selector) for rule in ELEMENT_RULES)
_WORDS = [(re.compile(rule.words).fullmatch, rule) for rule in WORD_RULES if rule.words]
_ANY_WORDS = re.compile("|".join(f"(?:{rule.words})" for rule in WORD_RULES if rule.words)).fullmatch
"""Asked first, since most lines of an article answer to no rule at all."""
_FINDS = [(rule.find, rule) for rule in WORD_RULES if rule.find]


def find_elements(tree: Tree, site_rules: Sequence[tuple[str, str]] = ()) -> dict[int, str]:
    """Ordinals of the elements that rules name, with the rule's name; a site's own rules (name, CSS) come first."""
    found = {node: names[0] for node, names in tree.select_all(_ELEMENTS).items()}
    for name, selector in reversed(site_rules):
        found.update(dict.fromkeys(tree.select(selector), name))
    return found


def find_lines(page: Page) -> dict[int, tuple[ChromeRule, ...]]:
    """The word rules that name each line, in table order; lines that no rule names are absent."""
    named = ((index, _rules_for_line(line.text)) for index, line in enumerate(page.lines))
    return {index: rules for index, rules in named if rules}


def _rules_for_line(text: str) -> tuple[ChromeRule, ...]:
    return _rules_for_short_line(text) if len(text) <= 4 * LONGEST_LINE else ()


@lru_cache(maxsize=8192)
def _rules_for_short_line(text: str) -> tuple[ChromeRule, ...]:
    """Remembered, since the menus and feet of a portal are the same on all its pages."""
    return rules_for(fold(text))


def rules_for(folded: str) -> tuple[ChromeRule, ...]:
    """The word rules that name one folded line, in table order."""
    if not folded or len(folded) > LONGEST_LINE:
        return ()
    named = [rule for matches, rule in _WORDS if matches(folded)] if _ANY_WORDS(folded) else []
    named += [rule for find, rule in _FINDS if find is not None and find(folded)]
    return tuple(named)
