"""HTML entities that were escaped twice and stand in the text as `&nbsp;`, `&amp;ldquo;`, `&#8226;`.

An editor escapes the ampersand of what was already escaped; or a JSON answer carries HTML inside a string. Undone at
most twice, by a list of names that give white space and signs, and by number; never where `<` and a letter would
come to stand together, since a repair may not make a tag. Names that are words of programs (`&sum;`, `&int;`) are not
in the list. An entity that is spoken of, quoted or part of program text is meant.

>>> [edit.text for edit in find("&amp;ldquo;公开&rdquo; &lt;b>")] == ["“", "”"]
True
>>> find("&nbsp; 在 HTML 中表示空格"), find("把“&lt;”写成实体")
([], [])
"""

from __future__ import annotations

import re
from html.entities import name2codepoint

from pipelines.evidence import Edit

MARKS = re.compile("&")
SIGN = re.compile(r"&(?:amp;)?(?:#|[a-zA-Z])")

_NAMES = (
    "nbsp ensp emsp thinsp ldquo rdquo lsquo rsquo bdquo sbquo middot bull mdash ndash hellip times divide quot deg plusmn minus "
    "permil copy reg trade yen cent pound euro sect para laquo raquo lsaquo rsaquo lt gt amp frac12 frac14 frac34 sup1 sup2 sup3 "
    "micro le ge ne asymp equiv infin radic larr uarr rarr darr harr dagger Dagger prime Prime ordm ordf iexcl iquest acute uml "
    "eacute egrave agrave uuml ouml auml alpha beta gamma delta mu omega Omega Delta zwnj zwj lrm rlm shy"
).split()
_NAMED = {name: chr(name2codepoint[name]) for name in _NAMES} | {"apos": "'"}
_ENTITY = re.compile(
    rf"&(?:amp;)?(?:#(\d{{2,7}})|#[xX]([0-9a-fA-F]{{2,6}})|({'|'.join(_NAMED)}));|&(nbsp)(?![a-zA-Z0-9=])"
)
_FURTHER = re.compile(r"#|[a-zA-Z]+;|nbsp|&")
"""After an ampersand: what would make an entity of it, a third time."""
_ADDRESS = re.compile(r"(?:https?://|www\.|[?&]\w+=)[!-~]*$", re.I)
_CODE = re.compile(
    r"[\"'`]\s*[+;,)\]]|=\s*[\"'`]|</?[a-z]+[ >/]|\w\(.*\);|[{}]\s*$|=>|\b(?:if|while|for) ?\(", re.I
)
_ADDRESS_OF = re.compile(r"[=*]\s*$")
"""What stands before `&name;` in C, where it is the address of a variable."""
_LINE_OF_CODE = 200
"""A line of program text is short; a longer one is prose whatever it holds."""

_ON_ENTITIES = re.compile(
    r"转义|轉義|转码|实体|實體|字符引用|源代码|源码|标记语言|(?:HTML|XML)\s*(?:代码|标签|标记|中|里|编码|字符)|\bentit|\bescap",
    re.I,
)
"""Words of a text that explains entities."""
_ON_PAGES = re.compile(r"HTML|XML|JSON|网页|网站|浏览器|代码|browser|markup", re.I)
"""Words of any text about pages: then the neighbours of the entity decide."""
_EXPLAINED = re.compile(
    r"\s*[”\"'’」`）)]?\s*[,，]?\s*(?:在.{0,12}中)?\s*(?:来)?(?:表示|代表|显示|代替|替代|是|为|即|指|=|→|(?:is|are|means?|stands?|for|shows?)\b)",
    re.I,
)
_INSTRUCTED = re.compile(
    r"(?:写作|写成|写为|输入|键入|替换为|替换成|换成|改为|改成|代替|使用|用|\b(?:as|with|write|use|type|insert|enter|by))\s*[“\"'‘「`（(]?$",
    re.I,
)
_NAMED_SIGN = re.compile(
    r"\s*[|:：\-—(（]?\s*(?:不换行|不断行|半角|全角)?(?:空格|小于|大于|引号|双引号|单引号|左引号|右引号|和号|与号|版权|注册商标|商标|省略号|破折号|乘号|除号)"
)
_QUOTES = {("“", "”"), ('"', '"'), ("'", "'"), ("\u2018", "\u2019"), ("「", "」"), ("`", "`"), ("『", "』")}
_CROWD = 8
"""So many numbered Chinese characters are no explanation, whatever words stand near them."""


def find(text: str) -> list[Edit]:
    """Every entity that stands for a character and is meant as that character."""
    entities = list(_ENTITY.finditer(text))
    crowd = sum(_is_chinese(entity) for entity in entities) >= _CROWD
    edits = []
    for entity in entities:
        char = _character(entity)
        if char is None or _would_open_a_tag(char, text, entity.end()):
            continue
        if char == "&" and _FURTHER.match(text, entity.end()):
            continue
        if not (crowd and _is_chinese(entity)) and _is_meant(text, entity):
            continue
        edits.append(Edit(entity.start(), entity.end(), char, "escaped twice"))
    return edits


def _character(entity: re.Match[str]) -> str | None:
    decimal, hexadecimal, name, bare = entity.groups()
    if name or bare:
        return _NAMED[name or bare]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    return chr(code)


def _is_chinese(entity: re.Match[str]) -> bool:
    """True for a number that stands for Han or their punctuation."""
    return not (entity[3] or entity[4]) and (_character(entity) or "") >= "\u2e80"


def _is_meant(text: str, entity: re.Match[str]) -> bool:
    """True when the entity itself is what the text wants to show."""
    start, end = entity.span()
    before = text[max(0, start - 60) : start]
    after = text[end : end + 30]
    if _ADDRESS.search(before) or _ADDRESS_OF.search(before) or _in_code(text, start, end):
        return True
    if (before[-1:], after[:1]) in _QUOTES:
        return True
    if _ON_ENTITIES.search(before) or _ON_ENTITIES.search(after) or _NAMED_SIGN.match(after):
        return True
    if _ON_PAGES.search(before) or _ON_PAGES.search(after):
        return bool(_EXPLAINED.match(after) or _INSTRUCTED.search(before))
    return False


def _in_code(text: str, start: int, end: int) -> bool:
    """True when the line of the entity looks like program text."""
    earliest, latest = max(0, start - _LINE_OF_CODE - 1), end + _LINE_OF_CODE + 1
    line_end, before = text.find("\n", end, latest), text.rfind("\n", earliest, start)
    first = before + 1 if before >= 0 else earliest
    line = text[first : line_end if line_end >= 0 else latest]
    return len(line) <= _LINE_OF_CODE and bool(_CODE.search(_ENTITY.sub(" ", line)))


def _would_open_a_tag(char: str, text: str, end: int) -> bool:
    """True for a `<` before a character with which it makes a tag."""
    following = text[end : end + 1]
    return char == "<" and following.isascii() and (following.isalpha() or following in ("/", "!", "?", "&"))
