"""Flags: kinds of damage a document shows. A closed list; damage that cannot be undone is only ever flagged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.evidence import AppliedRepair, Change
from pipelines.hanzi.common import common_600
from pipelines.hanzi.private_use import IN_WORDS
from pipelines.repairs import pipe_runs
from pipelines.repairs.question_marks import shows_loss

ORIGIN_SUSPECT = "origin_suspect"
"""The page carries the marks of mirror kits that disguise copies of real portals."""
PINYIN_GLOSS = "pinyin_gloss"
"""Pinyin stands in brackets behind characters, but too seldom or too well placed to be damage: left alone."""
CHAR_LOSS_SUSPECTED = "char_loss_suspected"
"""Characters are missing (one-character nodes, bytes), or some were restored by guessing."""
TABLES_LOST = "tables_lost"
"""Runs of pipes where an extractor dropped the tables."""
KUNTAO = "kuntao"
"""锟斤拷: replacement characters that were read as GBK. The text under them is gone."""
UNINITIALISED_MEMORY = "uninitialised_memory"
"""烫烫烫 or 屯屯屯: bytes 0xCC and 0xCD of a program's unset memory."""
QUESTION_MARKS = "question_marks"
"""Text that was written in a character set too small for it."""
REPLACEMENT_CHARACTERS = "replacement_characters"
"""U+FFFD in the text."""
GBK_DESYNC = "gbk_desync"
"""A byte of GBK text was lost and the rest of the stretch was read from the wrong halves."""
PRIVATE_USE = "private_use"
"""Characters within words that only the page's own font could show; its icons are none."""

FLAGS: tuple[str, ...] = (
    ORIGIN_SUSPECT, PINYIN_GLOSS, CHAR_LOSS_SUSPECTED, TABLES_LOST, KUNTAO, UNINITIALISED_MEMORY, QUESTION_MARKS,
    REPLACEMENT_CHARACTERS, GBK_DESYNC, PRIVATE_USE,
)  # fmt: skip

ABOUT_MOJIBAKE = re.compile("乱码|亂碼|mojibake|U\\+FFFD|未初始化内存", re.I)
"""A text that speaks of damage shows examples of it; nothing near these words is repaired or flagged."""
_NEAR = 300


def is_an_example(text: str, start: int, end: int) -> bool:
    """True when the stretch is quoted by a text about mojibake."""
    return bool(ABOUT_MOJIBAKE.search(text, max(0, start - _NEAR), min(len(text), end + _NEAR)))


_TONES = "[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"
_TONED = f"[a-z]*{_TONES}[a-z]*"
_SIGNS: tuple[tuple[str, str, str, re.Pattern[str]], ...] = (
    (KUNTAO, "锟", "斤", re.compile("锟斤拷|斤拷锟")),
    (UNINITIALISED_MEMORY, "烫", "烫烫烫烫", re.compile("烫{4}")),
    (UNINITIALISED_MEMORY, "屯", "屯屯屯屯", re.compile("屯{4}")),
    (REPLACEMENT_CHARACTERS, "\ufffd", "", re.compile("\ufffd")),
    (GBK_DESYNC, "[?!？！]", ">", re.compile("[?!？！]{2,}/?(?:strong|p|span)>")),
    (GBK_DESYNC, _TONES, ")", re.compile(f"(?<=[^\\x00-(*-\x7f])[?]{_TONED}\\)|\\^\\({_TONED}\\)")),
    (GBK_DESYNC, "[ㄅ-ㄩ]", "^", re.compile("[一-\u9fff。][ㄅ-ㄩ][一-\u9fff]{1,4}\\^")),
    (PRIVATE_USE, "[\ue000-\uf8ff]", "", IN_WORDS),
    (CHAR_LOSS_SUSPECTED, "〔", "", re.compile("〔(?:19|20)\\d{3,}(?:[号)）\\s]|$)")),
    (CHAR_LOSS_SUSPECTED, "于", "日前", re.compile("于\\d{4}日前")),
    (CHAR_LOSS_SUSPECTED, "[ã-éï]", "", re.compile("(?:[ã-éï][\u00a0-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{0,2}){4}")),
)  # fmt: skip
"""The flag; a character or class that must be among those of a text; a string that must be in it; the sign."""
_MARKED = [(flag, re.compile(marks), literal, sign) for flag, marks, literal, sign in _SIGNS]

_OF_REPAIRS = {
    "mirror_traditional": ORIGIN_SUSPECT,
    "bracket_pinyin": ORIGIN_SUSPECT,
    "byte_level_pinyin": ORIGIN_SUSPECT,
    "pipe_runs": TABLES_LOST,
    "lost_brackets": CHAR_LOSS_SUSPECTED,
    "lost_date_words": CHAR_LOSS_SUSPECTED,
}
"""Repairs whose mere work says something of the whole document."""
_OF_GBK = ("utf8_as_gbk", "misread_twice")


def flags_of_text(text: str, alphabet: str | None = None) -> set[str]:
    """The kinds of damage a text shows that no repair undoes.

    `alphabet` is the distinct characters of the text, if they are known already; of them only those that a row of
    the table asks for need to be there.

    >>> sorted(flags_of_text("锟斤拷锟斤拷 \\ufffd"))
    ['kuntao', 'replacement_characters']
    >>> flags_of_text("“锟斤拷”是常见的乱码")
    set()
    """
    if alphabet is None:
        alphabet = "".join(set(text))
    found = {
        flag
        for flag, marks, literal, sign in _MARKED
        if marks.search(alphabet)
        and literal in text
        and any(_is_damage(flag, text, match) for match in sign.finditer(text))
    }
    if "|" in alphabet and pipe_runs.SIGN.search(text) and pipe_runs.find(text):
        found.add(TABLES_LOST)
    if "?" in alphabet and shows_loss(text) and not ABOUT_MOJIBAKE.search(text):
        found.add(QUESTION_MARKS)
    return found


def _is_damage(flag: str, text: str, match: re.Match[str]) -> bool:
    """False for what a text about mojibake shows; a private character is no example of anything."""
    return flag == PRIVATE_USE or not is_an_example(text, match.start(), match.end())


def flags_of_repairs(applied: Sequence[AppliedRepair], text: str = "") -> set[str]:
    """What the repairs that worked say of the document; `text` is what they made of it.

    >>> torn = AppliedRepair("utf8_as_gbk", "page", (Change(0, "", "行政事业性收"),))
    >>> flags_of_repairs([torn], "行政事业性收璐?"), flags_of_repairs([torn], "行政事业性收费")
    ({'char_loss_suspected'}, set())
    """
    found = {_OF_REPAIRS[one.name] for one in applied if one.name in _OF_REPAIRS}
    guessed = any(change.guess for one in applied for change in one.changes)
    if guessed or any(one.name in _OF_GBK and _is_torn(text, one.changes) for one in applied):
        found.add(CHAR_LOSS_SUSPECTED)
    return found


def _is_torn(text: str, changes: Sequence[Change]) -> bool:
    """True when half a character stands right behind or before what was mended."""
    halves = _halves() if text else frozenset()
    for change in changes:
        start = text.find(change.after) if len(change.after) > 1 else -1
        end = start + len(change.after)
        if start >= 0 and (text[end : end + 1] in halves or text[max(0, start - 1) : start] in halves):
            return True
    return False


@cache
def _halves() -> frozenset[str]:
    """Rare characters whose GBK bytes are the first two of a Chinese character in UTF-8."""
    pairs = (bytes([first, second]) for first in range(0xE4, 0xEA) for second in range(0x80, 0xC0))
    return frozenset(pair.decode("gb18030", "ignore") for pair in pairs) - common_600() - {""}


def in_order(flags: set[str]) -> tuple[str, ...]:
    """Flags in the order of the list, so that equal documents have equal flags."""
    return tuple(flag for flag in FLAGS if flag in flags)
