"""The rows of the two tables: which categories of the benchmark stand together, and what is asked of them."""

from __future__ import annotations

from bench.text.scores import Group, Score


def _exact(score: Score) -> float:
    return score.exact


def _error(score: Score) -> float:
    return score.error


def _flagged(score: Score) -> float:
    return score.flagged


def _altered(score: Score) -> float:
    return 1 - score.exact


DECODING = (
    Group("all items, exact", "", _exact),
    Group("all items, character error", "", _error),
    Group("bare text", "^A ", _exact),
    Group("declared rightly or not at all", "^B (right|missing|odd|label|meta after)", _exact),
    Group("declared wrongly", "^B .*wrong", _exact),
    Group("bad bytes", "^C .*(0xFF|NUL|[?])", _exact),
    Group("lost bytes", "^C .*lost", _exact),
    Group("cut inside a character", "^C .*cut", _exact),
    Group("mostly ASCII", "^D ", _exact),
    Group("two encodings in a page", "^E ", _exact),
    Group("4 and 8 characters", "^F short [48] ", _exact),
    Group("16 and 32 characters", "^F short (16|32) ", _exact),
    Group("real pages", "^G ", _exact),
    Group("other languages", "^H ", _exact),
)
REPAIR = (
    Group("reversible, exact", "^rev ", _exact),
    Group("reversible, character error", "^rev ", _error),
    Group("UTF-8 read as GBK or Big5", r"^rev \| utf8 as (gb|big5)", _exact),
    Group("UTF-8 read as a western set", r"^rev \| utf8 as (latin|cp)", _exact),
    Group("GBK or Big5 read as a western set", r"^rev \| (gbk|big5) as (latin|cp|utf8)", _exact),
    Group("GBK and Big5 confused", r"^rev \| (gbk as big5|big5 as gbk)", _exact),
    Group("misread twice", r"^rev \| double", _exact),
    Group("a part of a page, or several", r"^rev \| (part|two)", _exact),
    Group("escapes", r"^rev \| escapes", _exact),
    Group("look-alikes, private use", r"^rev \| lookalike", _exact),
    Group("invisible characters", r"^rev \| invisible", _exact),
    Group("padding", r"^rev \| padding", _exact),
    Group("full width", r"^rev \| width", _exact),
    Group("pinyin in brackets", r"^rev \| pinyin", _exact),
    Group("real strings", r"^rev \| real", _exact),
    Group("irreversible, flagged", "^irr ", _flagged),
    Group("irreversible, character error", "^irr ", _error),
    Group("clean, altered", "^clean ", _altered),
    Group("clean, flagged", "^clean ", _flagged),
)
