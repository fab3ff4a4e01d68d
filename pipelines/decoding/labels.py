"""What people write after `charset=`, and the codec that really reads such pages."""

from __future__ import annotations

import codecs
import re

_SUPERSETS: dict[str, str] = {
    **dict.fromkeys(
        "gb2312 gb_2312 gb_2312-80 gb2312-80 gbk x-gbk gbk2312 gb18030 gb_18030 cp936 ms936 windows-936 936 chinese"
        " zh_cn zh-cn csgb2312 csiso58gb231280 iso-ir-58 euc-cn euccn x-euc-cn".split(),
        "gb18030",
    ),
    **dict.fromkeys(
        "big5 big-5 big5-hkscs big5hkscs cn-big5 csbig5 x-x-big5 cp950 windows-950 ms950 zh_tw zh-tw big5-eten".split(),
        "big5hkscs",
    ),
    **dict.fromkeys(
        "utf-8 utf8 utf_8 unicode-1-1-utf-8 x-unicode20utf8 unicode11utf8 utf-8-sig".split(), "utf-8"
    ),
    **dict.fromkeys(
        "iso-8859-1 iso8859-1 latin1 latin-1 l1 ascii us-ascii windows-1252 cp1252".split(), "cp1252"
    ),
    **dict.fromkeys("euc-tw euctw euc_tw x-euc-tw cns11643".split(), "euc_tw"),
    **dict.fromkeys("hz hz-gb-2312 hzgb2312".split(), "hz"),
    **dict.fromkeys("utf-16 utf-16le utf16 utf16le ucs-2".split(), "utf-16le"),
    **dict.fromkeys("utf-16be utf16be unicodefffe".split(), "utf-16be"),
    **dict.fromkeys("shift_jis shift-jis sjis x-sjis ms_kanji windows-31j cp932".split(), "cp932"),
    **dict.fromkeys("euc-kr ks_c_5601-1987 ksc5601 korean windows-949 cp949".split(), "cp949"),
}
"""Labels of a subset name the superset: that is what browsers do and what the pages need."""

_NOT_FOR_PAGES = frozenset(
    "utf-7 utf_7 idna punycode unicode_escape raw_unicode_escape unicode undefined mbcs oem".split()
)


def codec_of(label: str | None) -> str | None:
    """The codec to read a page of this label with; None for no label or a label nobody knows.

    >>> codec_of(" GB_2312-80 "), codec_of("x-x-big5"), codec_of("windows-1251"), codec_of("klingon")
    ('gb18030', 'big5hkscs', 'cp1251', None)
    """
    name = (label or "").strip().strip("\"';, ").lower()
    known = _SUPERSETS.get(name)
    if known or not name or name in _NOT_FOR_PAGES:
        return known
    if re.match(r"gb\D{0,2}\d|gbk", name):
        return "gb18030"
    try:
        found = codecs.lookup(name)
        "".encode(found.name)  # refuses the codecs that are no text encodings
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(found.name, found.name)
