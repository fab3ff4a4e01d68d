"""Flags: kinds of damage a document shows. A closed list; damage that cannot be undone is only ever flagged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.evidence import AppliedRepair
from pipelines.repairs.signs import any_of, is_everyday

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
"""Characters that only the page's own font could show."""

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


_SIGNS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (KUNTAO, "锟", re.compile("锟斤拷|斤拷锟")),
    (UNINITIALISED_MEMORY, "烫屯", re.compile("烫{3}|屯{3}")),
    (QUESTION_MARKS, "?", re.compile("\\?{6}|(?:\\?{3,}[,.:; ，。]*){4}")),
    (REPLACEMENT_CHARACTERS, "\ufffd", re.compile("\ufffd")),
    (GBK_DESYNC, "?!？！", re.compile("[?!？！]{2,}/?(?:strong|p|span)>|[?](?<=[\u4e00-\u9fff].)[a-z\u00e0-\u01dc]{1,6}\\)")),
    (GBK_DESYNC, "^", re.compile("\\^\\([qx]")),
    (GBK_DESYNC, "\u3105-\u3129", re.compile("[\u4e00-\u9fff。][\u3105-\u3129]+[\u4e00-\u9fff]")),
    (PRIVATE_USE, "\ue000-\uf8ff", re.compile("[\ue000-\uf8ff]")),
    (CHAR_LOSS_SUSPECTED, "〔", re.compile("〔(?:19|20)\\d{3,}[号)）\\s]")),
    (CHAR_LOSS_SUSPECTED, "于", re.compile("于\\d{4}日前")),
    (CHAR_LOSS_SUSPECTED, "\u00e3-\u00e9ï", re.compile("(?:[\u00e3-\u00e9ï][\u00a0-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{0,2}){4}")),
)  # fmt: skip
"""The flag, the class of characters one of which must occur, and the sign."""
_CLASSES = [re.compile(f"[{re.escape(marks) if len(marks) == 1 else marks}]") for _, marks, _ in _SIGNS]
_EVERYDAY = [sign for sign, marks in zip(_SIGNS, _CLASSES, strict=True) if is_everyday(marks)]
_ODD_MARKS = any_of(marks for marks in _CLASSES if not is_everyday(marks))

_OF_REPAIRS = {
    "mirror_traditional": ORIGIN_SUSPECT,
    "bracket_pinyin": ORIGIN_SUSPECT,
    "pipe_runs": TABLES_LOST,
    "lost_brackets": CHAR_LOSS_SUSPECTED,
    "lost_date_words": CHAR_LOSS_SUSPECTED,
}
"""Repairs whose mere work says something of the whole document."""


def flags_of_text(text: str) -> set[str]:
    """The kinds of damage a text shows that no repair undoes.

    >>> sorted(flags_of_text("锟斤拷锟斤拷 \\ufffd"))
    ['kuntao', 'replacement_characters']
    >>> flags_of_text("“锟斤拷”是常见的乱码")
    set()
    """
    found = set()
    for flag, marks, sign in _SIGNS if _ODD_MARKS.search(text) else _EVERYDAY:
        if "-" not in marks and not any(mark in text for mark in marks):
            continue
        for match in sign.finditer(text):
            if flag == PRIVATE_USE or not is_an_example(text, match.start(), match.end()):
                found.add(flag)
                break
    if text.count("?") > 0.4 * len(text) and len(text) > 5:
        found.add(QUESTION_MARKS)
    return found


def flags_of_repairs(applied: Sequence[AppliedRepair]) -> set[str]:
    """What the repairs that worked say of the document."""
    found = {_OF_REPAIRS[one.name] for one in applied if one.name in _OF_REPAIRS}
    if any(change.guess for one in applied for change in one.changes):
        found.add(CHAR_LOSS_SUSPECTED)
    return found


def in_order(flags: set[str]) -> tuple[str, ...]:
    """Flags in the order of the list, so that equal documents have equal flags."""
    return tuple(flag for flag in FLAGS if flag in flags)
