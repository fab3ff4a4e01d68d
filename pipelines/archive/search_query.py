"""What is looked for: words, phrases in quotes, words that must not stand there, and what a document must be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipelines.archive.folding import folded, places, words_are_plain
from pipelines.archive.search_words import HAN, tokens

_WORD = re.compile(r"(?P<minus>[-－])?(?:[\"“”„＂](?P<phrase>[^\"“”„＂]*)[\"“”„＂]?|(?P<word>[^\s\"“”„＂]+))")
_LATIN = re.compile(rf"[^\W_{HAN}]")
"""A character that belongs to the run of letters and digits it stands in."""


@dataclass(frozen=True)
class Term:
    """One word or phrase: found where it stands exactly as written, but for folding."""

    words: str
    """As it was asked for."""

    @cached_property
    def tokens(self) -> list[str]:
        """The words of the index that every text with this term has. A single character is one only when it is all."""
        found = tokens(self.words)
        return [token for token in found if len(token) > 1 or token.isascii()] or found[:1]

    @cached_property
    def proved(self) -> bool:
        """Whether the index alone proves it: it is one pair of characters, or one number or Latin word."""
        return len(self.tokens) == 1 and self.tokens[0] == folded(self.words) and len(self.tokens[0]) > 1

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """For folded text. White space in a phrase is any white space; a number is a whole number."""
        plain = folded(self.words).strip()
        first, *rest = map(re.escape, plain.split() or [""])
        # What must not stand before comes behind the first word, for an expression that begins with letters is quick.
        before = f"(?<!{_LATIN.pattern}{first})" if _LATIN.match(plain) else ""
        behind = f"(?!{_LATIN.pattern})" if _LATIN.match(plain[-1:]) else ""
        body = r"\s+".join((first + before, *rest))
        # An expression that heeds case is searched for as fast as a plain string.
        return re.compile(f"{body}{behind}", 0 if plain.upper() == plain else re.IGNORECASE)

    @cached_property
    def _has_signs(self) -> bool:
        """Whether it has something else than words, as brackets, which are written in many ways."""
        return not all(character.isalnum() or character.isspace() for character in folded(self.words))

    def find(self, text: str) -> int:
        """Where it first stands, -1 when it does not. Most texts have it as it was typed, and need no folding."""
        if plain := self.pattern.search(text):
            return plain.start()
        if not self._has_signs and words_are_plain(text):
            return -1
        other = self.pattern.search(folded(text))
        return bisect_right(places(text), other.start()) - 1 if other else -1

    def count(self, text: str) -> int:
        """How often it stands there."""
        return len(self.pattern.findall(text)) or len(self.pattern.findall(folded(text)))


@dataclass(frozen=True)
class Query:
    """All of `terms` and none of `without`."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    def matches(self, text: str) -> bool:
        return all(term.find(text) >= 0 for term in self.terms) and not any(
            term.find(text) >= 0 for term in self.without
        )


@dataclass(frozen=True)
class Filters:
    """What a document must be; None asks for nothing."""

    region: str | None = None
    """GB/T 2260 code or name: portals of that place and of all places in it."""
    body: str | None = None
    """Words of the issuer's name, or of the portal's."""
    site: str | None = None
    """Name of a portal's site file."""
    year: int | None = None
    """The year of a report; for other documents that of publication."""
    kind: str | None = None


def query_of(words: str) -> Query:
    """Words parted by white space, phrases in quotes, and what stands behind a minus is not wanted.

    >>> query = query_of('预算 "一般 公共" -决算 -')
    >>> [term.words for term in query.terms], [term.words for term in query.without]
    (['预算', '一般 公共'], ['决算'])
    """
    found = [term for term in _terms(words) if term[1].tokens]
    return Query(
        tuple(term for minus, term in found if not minus), tuple(term for minus, term in found if minus)
    )


def _terms(words: str) -> Iterator[tuple[bool, Term]]:
    for match in _WORD.finditer(words):
        yield bool(match["minus"]), Term((match["phrase"] or match["word"] or "").strip())
