"""Object and array literals of scripts, read as JSON: keys without quotes, single quotes, a comma too many."""

from __future__ import annotations

import json
import re
from typing import Any

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | "(?P<double>(?:[^"\\]|\\.)*)"
  | '(?P<single>(?:[^'\\]|\\.)*)'
  | (?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
  | (?P<word>[A-Za-z_$][\w$]*)
  | (?P<mark>[{}\[\],:])
)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|(u[0-9A-Fa-f]{4}|[\"\\/bfnrt])|(.))|(\")", re.DOTALL)
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null"}


def read_literal(text: str, start: int) -> Any:
    """The value that begins at a bracket of a script. Raises ValueError for what is no plain literal.

    >>> read_literal("var c = {SID:'2', TREE:[{id: 7, name: '年报',},]};", 8)
    {'SID': '2', 'TREE': [{'id': 7, 'name': '年报'}]}
    """
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except RecursionError:
        raise ValueError("the literal is nested too deep") from None
    except ValueError:
        return _loads(_as_json(text, start))


def _loads(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise ValueError("the literal is nested too deep") from None


def _as_json(text: str, start: int) -> str:
    out: list[str] = []
    depth, at = 0, start
    while token := _TOKEN.match(text, at):
        at = token.end()
        mark = token["mark"]
        if token["comment"] is not None:
            continue
        if mark in ("}", "]") and out and out[-1] == ",":
            out.pop()
        out.append(mark or _value(token))
        depth += (mark in ("{", "[")) - (mark in ("}", "]"))
        if depth <= 0:
            return "".join(out)
    raise ValueError(f"no literal ends after character {at}")


def _value(token: re.Match[str]) -> str:
    if (number := token["number"]) is not None:
        return number
    if (word := token["word"]) is not None:
        return _WORDS.get(word, f'"{word}"')
    return f'"{_ESCAPE.sub(_escaped, token["double"] if token["double"] is not None else token["single"])}"'


def _escaped(escape: re.Match[str]) -> str:
    """An escape of JavaScript as JSON writes it."""
    byte, kept, other, quote = escape.groups()
    if byte:
        return f"\\u00{byte}"
    if kept:
        return f"\\{kept}"
    return '\\"' if quote else other
