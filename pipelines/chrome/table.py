"""The chrome table: every rule there is, elements before words. The labeller asks it and no one else."""

from __future__ import annotations

from pipelines.chrome.elements import ELEMENT_RULES
from pipelines.chrome.rule import ChromeRule
from pipelines.chrome.words import WORD_RULES

RULES: tuple[ChromeRule, ...] = ELEMENT_RULES + WORD_RULES

BY_NAME = {rule.name: rule for rule in RULES}
