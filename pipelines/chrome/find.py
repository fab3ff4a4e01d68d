"""The one engine of the chrome table: which elements and which lines of a page the rules name.

Finding is all it does. Whether a find counts depends on where the article is, which is not known yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_FINDS = [(rule.find, rule) for rule in WORD_RULES if rule.find]


def find_elements(tree: Tree, site_rules: Sequence[tuple[str, str]] = ()) -> dict[int, str]:
    """Ordinals of the elements that rules name, with the rule's name; a site's own rules (name, CSS) come first."""
    found = {node: names[0] for node, names in tree.select_all(_ELEMENTS).items()}
    for name, selector in reversed(site_rules):
        found.update(dict.fromkeys(tree.select(selector), name))
    return found


def find_lines(page: Page) -> dict[int, tuple[ChromeRule, ...]]:
    """The word rules that name each line, in table order; lines that no rule names are absent."""
    found: dict[int, tuple[ChromeRule, ...]] = {}
    known: dict[str, tuple[ChromeRule, ...]] = {}
    for index, line in enumerate(page.lines):
        if len(line.text) > 4 * LONGEST_LINE:
            continue
        folded = fold(line.text)
        rules = known.get(folded)
        if rules is None:
            rules = known[folded] = rules_for(folded)
        if rules:
            found[index] = rules
    return found


def rules_for(folded: str) -> tuple[ChromeRule, ...]:
    """The word rules that name one folded line, in table order."""
    if not folded or len(folded) > LONGEST_LINE:
        return ()
    named = [rule for matches, rule in _WORDS if matches(folded)]
    named += [rule for find, rule in _FINDS if find is not None and find(folded)]
    return tuple(named)
