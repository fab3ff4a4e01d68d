"""What an attempt met: one name out of a closed list, with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.fetch.answer import Answer
from crawler.fetch.rules import RULES, Name
from pipelines.exchange import Exchange


@dataclass(frozen=True)
class Outcome:
    """A label on an exchange, never a filter: the exchange is archived whatever it is called.

    `detail` is one word that tells cases of a name apart (`js_challenge`, `robots`, `dns`); `evidence` is one
    sentence of what was seen, for a person who wants to check.

    >>> str(Outcome("blocked", "forbidden", "status 403"))
    'blocked(forbidden)'
    """

    name: Name
    detail: str = ""
    evidence: str = ""

    def __str__(self) -> str:
        return f"{self.name}({self.detail})" if self.detail else self.name


def classify(exchange: Exchange) -> Outcome:
    """The outcome of an exchange: the first row of `crawler.fetch.rules.RULES` that has evidence for itself.

    Pure: the same bytes give the same outcome, also years later from the archive. Never raises.
    """
    answer = Answer(exchange)
    for rule in RULES:
        evidence = rule.find(answer)
        if evidence:
            return Outcome(rule.outcome, rule.detail, evidence)
    return Outcome("ok", "", f"status {answer.status}")
