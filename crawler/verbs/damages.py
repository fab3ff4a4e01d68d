"""The flags of `pipelines.repairs.damage` in words for a person: what each means, and what can be done about it."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.repairs.damage import (
    CHAR_LOSS_SUSPECTED,
    GBK_DESYNC,
    KUNTAO,
    ORIGIN_SUSPECT,
    PINYIN_GLOSS,
    PRIVATE_USE,
    QUESTION_MARKS,
    REPLACEMENT_CHARACTERS,
    TABLES_LOST,
    UNINITIALISED_MEMORY,
)

SOFT = frozenset({ORIGIN_SUSPECT, PINYIN_GLOSS})
"""Flags that warn of something while no character of the text is lost."""


class Meaning(NamedTuple):
    """A flag for a person."""

    says: str
    advice: str


_AGAIN = "fetch the page again, or look for another copy"

MEANINGS: dict[str, Meaning] = {
    ORIGIN_SUSPECT: Meaning(
        "the text carries the marks of mirror kits, which disguise copies of real portals",
        "check that the host is the portal's own",
    ),
    PINYIN_GLOSS: Meaning(
        "readings stand in brackets behind characters, too few or too well placed to be damage; they were left",
        "nothing, if the text teaches or names",
    ),
    CHAR_LOSS_SUSPECTED: Meaning(
        "characters or bytes are missing, or some were restored by guessing",
        "compare numbers, dates and names with the page; --extract restores some of what an extractor lost",
    ),
    TABLES_LOST: Meaning("runs of pipes stand where an extractor dropped the tables", "read the page itself"),
    KUNTAO: Meaning("锟斤拷: replacement characters read as GBK; the text under them is gone", _AGAIN),
    UNINITIALISED_MEMORY: Meaning("烫烫烫 or 屯屯屯: unset memory of a program, never a text", _AGAIN),
    QUESTION_MARKS: Meaning("question marks stand for characters that a smaller set did not have", _AGAIN),
    REPLACEMENT_CHARACTERS: Meaning("U+FFFD stands where a character could not be read", _AGAIN),
    GBK_DESYNC: Meaning("a byte of GBK was lost, and what follows was read from the wrong halves", _AGAIN),
    PRIVATE_USE: Meaning(
        "characters of the private use area, which only the page's own font could show",
        "look at the page with its font",
    ),
}


def in_words(flag: str) -> str:
    """One line: the flag, what it means, what to do."""
    meaning = MEANINGS.get(flag)
    return f"{flag}: {meaning.says} ({meaning.advice})" if meaning else flag
