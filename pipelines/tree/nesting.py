"""How deep a page would nest, estimated before it is parsed and in time linear in its size.

An HTML5 parser looks up its stack of open elements again and again, so that its work grows with the square of the depth,
of the attributes of one tag and of the options of a list; and formatting that is never closed is opened anew in every
paragraph, which makes millions of nodes out of a small page. `nesting_of` keeps the stack as a parser does (implied end
tags, scopes, tables, the list of active formatting elements) with every look-up done by number instead of by walk.
Source: HTML Living Standard, 13.2.6 "Tree construction".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.tree.content_model import RAW_TEXT
from pipelines.tree.open_elements import OpenElements

_TOKEN = re.compile(
    r"<!--(?P<comment>)|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<rest>(?>[^>\"'=]+|=\s*\"[^\"]*\"|=\s*'[^']*'|[=\"'])*+)>?"
)
_ATTRIBUTE = re.compile(r"[^\s=/\"'>]+(?>\s*=\s*(?>\"[^\"]*\"|'[^']*'|[^\s\"']+))?")


class Nesting(NamedTuple):
    """What a parser would meet in a page."""

    depth: int = 0
    """Open elements inside one another at most."""
    burden: int = 0
    """The depths of all elements together: what it takes to look up the ancestors of each."""
    reopened: int = 0
    """Formatting elements opened anew because they were never closed."""
    attributes: int = 0
    """Attributes of the tag that has most, where a tag is long enough for many."""
    options: int = 0


def nesting_of(html: str, many: int = 1000, enough: int = 1_000_000) -> Nesting:
    """The nesting of a page. Tags shorter than two characters for each of `many` attributes are not counted through;
    counting ends where `enough` elements were opened anew.

    >>> nesting_of("<div><p>a<p>b<li><b>c</div>").depth
    5
    >>> nesting_of("<p><i class=a>x<p><i class=b>y<p>z").reopened
    3
    """
    stack, attributes, options, at, end = OpenElements(), 0, 0, 0, len(html)
    while at < end and stack.reopened < enough:
        token = _TOKEN.search(html, at)
        if stack.waiting and (token is None or token.start() > at):
            stack.reopen()
        if token is None:
            break
        at = token.end()
        if token["comment"] is not None:
            close = html.find("-->", at)
            at = close + 3 if close >= 0 else end
            continue
        name = token["name"].lower()
        if token["end"]:
            stack.close(name)
            continue
        rest = token["rest"]
        if len(rest) > 2 * many:
            attributes = max(attributes, sum(1 for _ in _ATTRIBUTE.finditer(rest)))
        options += name == "option"
        if name in RAW_TEXT and not stack.foreign:
            at = _end_of_raw_text(html, name, at)
        else:
            stack.open(name, rest)
    return Nesting(stack.deepest + 2, stack.burden, stack.reopened, attributes, options)


def _end_of_raw_text(html: str, name: str, at: int) -> int:
    close = re.compile(f"</{name}", re.I).search(html, at)
    return close.start() if close else len(html)
