"""Pinyin in brackets behind characters: `衛(wèi)生` for `衛生`.

Mirror kits that copy real portals under other names disguise the copy: they convert it to traditional characters and
print the reading behind some of them, with tone marks (`務(wù)`), without (`公(gong)`), or several times over. The readings are
right, so a single one can be told from a genuine gloss only by how needless it is. Two gates weigh that: `document_gate`
by number and density, `sentence_gate` for texts of a few readings by what an author would never gloss.

>>> find("涪(fú)陵区")
[]
>>> [edit.start for edit in find("社會服務(wù)機構應(yīng)當提交報告")]
[4, 11]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pipelines.evidence import Edit
from pipelines.hanzi.common import HAN, common_600
from pipelines.hanzi.model import bigrams
from pipelines.hanzi.pinyin import plain_letters, readings, toneless, usual_readings
from pipelines.hanzi.script import simplified_char, to_simplified
from pipelines.repairs.pieces import apply

LETTERS = "a-z\u00e0-\u01dcăĕĭŏŭńňǹ\u0261\u1e3f\u0300-\u030c"
MARKS = re.compile(r"[(\uff08]")
# Some kits leave a blank behind the reading: (lu\u00f2 ).
_SHOWN = re.compile(f"[(（](?<=[\u3400-\u9fff].)[{LETTERS}]{{1,6}} ?[)）]")


class _Sign:
    """Stands in the table where other rows have a pattern; two rows and a flag ask it of the same text."""

    def search(self, text: str, /) -> bool:
        """True when Latin letters stand in brackets behind a Han."""
        return _is_shown(text)


SIGN = _Sign()
_TOKEN = re.compile(f"([\u3400-\u4dbf\u4e00-\u9fff])((?:[(（][{LETTERS}]{{1,6}} ?[)）])+)", re.I)
_READING = re.compile(f"[{LETTERS}]+", re.I)
_TONED = re.compile("[^\\x00-\\x7f]")

FEWEST = 10
FEWEST_KINDS = 4
LEAST_MATCHING = 0.95
DENSITY = (0.02, 0.5)
LEAST_COMMON = 0.5
LEAST_ODD = 0.2
"""Of the readings in a document, the toned ones on traditional characters and those printed several times: a kit's hand."""
ORDINARY = 3000
"""So many commonest characters need no gloss; surnames and places that do are rarer."""

_STOPS = "、，。；：！？,;:!?「」『』“”‘’\"'《》〈〉\\s"
_BEFORE = re.compile(f"(?:^|[{_STOPS}])$")
_AFTER = re.compile(f"[{_STOPS}]|$")
_QUOTES = ("「」", "『』", "“”", "‘’", '""', "''")
_LESSON = re.compile(
    "拼音|讀音|读音|注音|正音|音讀|發音|发音|同音|多音|破音|音序|聲調|声调|讀作|读作|念作|唸|讀成|读成|念成|"
    "生字|生詞|生词|字典|詞典|词典|部首|乱码|亂碼|筆畫|笔画|笔顺|筆順|漢語|汉语|華語|华语|國語|注釋|注释|"
    '第[一二三四五六七八九十\\d]+[課课]|[課课]文|[朗誦诵]讀|怎[麼么樣样]?[讀读念寫写]|[讀读念唸寫写音字詞词][「『“‘"]'
)


@lru_cache(maxsize=2)
def _is_shown(text: str) -> bool:
    return _SHOWN.search(text) is not None


class Gloss(NamedTuple):
    """A character and the brackets behind it, as a place in the text."""

    char: str
    start: int
    end: int
    matches: bool
    reading: str = ""
    times: int = 1
    """How often the reading is printed in a row."""


def glosses(text: str) -> list[Gloss]:
    """Every character with Latin letters in brackets behind it, and whether they are its reading.

    Nothing where the letters are plain, few, and not repeated: `面积(m)`, `(a)`, `世界卫生组织(who)`.
    """
    tokens = [token for token in _TOKEN.finditer(text) if not token[2].isupper()]
    if len(tokens) < FEWEST and not any(_TONED.search(one[2][1:-1]) or ")(" in one[2] for one in tokens):
        return []
    return [_gloss(token) for token in tokens]


def _gloss(token: re.Match[str]) -> Gloss:
    said = [plain_letters(one) for one in _READING.findall(token[2])]
    matches = len(set(said)) == 1 and said[0] in readings(token[1])
    return Gloss(token[1], token.start(2), token.end(2), matches, said[0], len(said))


def is_list(text: str, found: Sequence[Gloss]) -> bool:
    """True for words to learn or characters under discussion: glosses quoted by themselves or mostly outside phrases."""
    matching = [one for one in found if one.matches]
    if any(_quoted(text, one) for one in matching):
        return True
    return 2 * sum(_stands_alone(text, one) for one in matching) > len(matching)


def document_gate(text: str, found: Sequence[Gloss]) -> bool:
    """True when there are many, nearly all right, dense but not everywhere, on ordinary characters, by a kit's hand.

    Genuine glosses are few and on rare characters; a reader for schools has one on every character.
    """
    matching = [one for one in found if one.matches]
    if len(matching) < FEWEST or len(matching) / len(found) < LEAST_MATCHING or is_list(text, found):
        return False
    if len({one.char for one in matching}) < FEWEST_KINDS:
        return False
    if not DENSITY[0] <= len(matching) / max(1, len(HAN.findall(text))) <= DENSITY[1]:
        return False
    ordinary = sum(simplified_char(one.char) in common_600() for one in matching)
    odd = sum(one.times > 1 or (_is_traditional(one.char) and _is_usual(one)) for one in matching)
    return ordinary / len(matching) >= LEAST_COMMON and odd / len(matching) >= LEAST_ODD


def sentence_gate(text: str, found: Sequence[Gloss]) -> bool:
    """True when hardly any of the few glosses could be an author's.

    All must be right, a traditional character that has one must never stand without, and the text must not speak of
    reading. Then two thirds must be `needless`; where kits annotate any character, a third, and nearly all the others plain.
    """
    matching = [one for one in found if one.matches]
    if not matching or len(matching) < len(found) or is_list(text, found):
        return False
    if _LESSON.search(apply(text, removals(found))):
        return False
    if _has_one_syllable(matching) or not _consistent(text, matching):
        return False
    needless = sum(_needless(one) for one in matching)
    plain = sum(simplified_char(one.char) in _ordinary() and _is_usual(one) for one in matching)
    if 3 * needless >= 2 * len(matching):
        return True
    return len(matching) >= 4 and 3 * needless >= len(matching) and 10 * plain >= 9 * len(matching)


def find(text: str) -> list[Edit]:
    """The brackets to take away; none when both gates stay shut.

    Where the document gate opens, `mirror_traditional` has left the annotated characters in traditional form, because they
    are what the gate goes by. Here they get the form of the rest.
    """
    found = glosses(text)
    if document_gate(text, found):
        return _removed_and_simplified(text, [one for one in found if one.matches])
    return removals(found) if sentence_gate(text, found) else []


def removals(found: Sequence[Gloss]) -> list[Edit]:
    """Edits that take away the brackets with right readings and nothing else, whatever the gates say."""
    return [Edit(one.start, one.end, "", "reading in brackets") for one in found if one.matches]


def _removed_and_simplified(text: str, matching: Sequence[Gloss]) -> list[Edit]:
    bare = apply(text, removals(matching))
    simplified, gone, edits = to_simplified(bare), 0, []
    for one in matching:
        place = one.start - 1 - gone
        char = simplified[place] if len(simplified) == len(bare) else one.char
        edits.append(Edit(one.start - 1, one.end, char, "reading in brackets"))
        gone += one.end - one.start
    return edits


def _needless(one: Gloss) -> bool:
    """No author glosses this: the usual reading of an ordinary character in traditional form, or one printed twice."""
    if simplified_char(one.char) not in _ordinary():
        return False
    return one.times > 1 or (_is_traditional(one.char) and _is_usual(one))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(bigrams().commonest(ORDINARY))


def _is_usual(one: Gloss) -> bool:
    """With its tone mark, where the reading has one: plain letters may be an English word or a unit."""
    return one.reading in usual_readings(one.char)


def _is_traditional(char: str) -> bool:
    return simplified_char(char) != char


def _consistent(text: str, matching: Sequence[Gloss]) -> bool:
    """Kits annotate every occurrence of a traditional character; authors the first, or the one they speak of."""
    annotated = [one.char for one in matching if _is_traditional(one.char)]
    return all(text.count(char) == annotated.count(char) for char in set(annotated))


def _has_one_syllable(matching: Sequence[Gloss]) -> bool:
    """買(mǎi) and 賣(mài) contrast tones; 哈(ha)(ha) laughs."""
    syllables = {toneless(one.reading) for one in matching}
    chars = {one.char for one in matching}
    return len(syllables) == 1 and (len(chars) > 1 or matching[0].times > 1)


def _stands_alone(text: str, one: Gloss) -> bool:
    """True for a gloss that is not inside a phrase: an item of a list, a headword."""
    before = text[max(0, one.start - 2) : one.start - 1]
    return bool(_BEFORE.search(before) and _AFTER.match(text, one.end))


def _quoted(text: str, one: Gloss) -> bool:
    """True for a character that is quoted by itself, with its gloss."""
    around = text[max(0, one.start - 2) : one.start - 1] + text[one.end : one.end + 1]
    return around in _QUOTES
