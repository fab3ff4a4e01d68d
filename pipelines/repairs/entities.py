"""HTML entities that were escaped twice and stand in the text as `&nbsp;`, `&amp;ldquo;`, `&#8226;`.

An editor escapes the ampersand of what was already escaped; or a JSON answer carries HTML inside a string. Undone at
most twice, by a list of names that give white space and punctuation, and by number; never where `<` and a letter would
come to stand together, since a repair may not make a tag.

>>> [edit.text for edit in find("&amp;ldquo;公开&rdquo; &lt;b>")] == ["“", "”"]
True
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

MARKS = re.compile("&")
SIGN = re.compile(r"&(?:amp;)?(?:#|[a-zA-Z])")

_NAMED = {
    "nbsp": "\N{NO-BREAK SPACE}", "ensp": "\N{EN SPACE}", "emsp": "\N{EM SPACE}", "thinsp": "\N{THIN SPACE}",
    "ldquo": "“", "rdquo": "”", "lsquo": "\u2018", "rsquo": "\u2019", "middot": "·", "bull": "\u2022",
    "mdash": "—", "ndash": "\u2013", "hellip": "…", "times": "×", "divide": "÷", "quot": '"',
    "apos": "'", "deg": "\u00b0", "plusmn": "\u00b1", "permil": "\u2030", "copy": "\u00a9", "reg": "\u00ae", "trade": "\u2122",
    "yen": "\u00a5", "sect": "\u00a7", "laquo": "\u00ab", "raquo": "\u00bb", "lt": "<", "gt": ">", "amp": "&",
}  # fmt: skip
_ENTITY = re.compile(
    rf"&(?:amp;)?(?:#(\d{{2,7}})|#[xX]([0-9a-fA-F]{{2,6}})|({'|'.join(_NAMED)}));|&(nbsp)(?![a-zA-Z0-9=])"
)
_FURTHER = re.compile(r"#|[a-zA-Z]+;|nbsp|&")
"""After an ampersand: what would make an entity of it, a third time."""
_ABOUT = re.compile("HTML|转义|轉義|实体|表示", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.|[?&]\w+=)\S*$", re.I)


def find(text: str) -> list[Edit]:
    """Every entity that stands for a character, unless the text explains entities or an address holds it."""
    edits = []
    for entity in _ENTITY.finditer(text):
        char = _character(entity)
        before = text[max(0, entity.start() - 60) : entity.start()]
        if char is None or _ABOUT.search(before) or _ABOUT.search(text, entity.end(), entity.end() + 20):
            continue
        if (char == "<" and not _harmless(text[entity.end() : entity.end() + 1])) or _ADDRESS.search(before):
            continue
        if char == "&" and _FURTHER.match(text, entity.end()):
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


def _harmless(following: str) -> bool:
    """True when a `<` before this character can open no tag."""
    return not (following.isascii() and (following.isalpha() or following in "/!?&"))
