"""Pages that no parser ends with in bounded time: they are refused before they are parsed, with the number that says why.

Counting costs more than parsing, so that it is done only where a few counts of characters do not rule such a page out.
Measured on the parser in use: each of these bounds costs a few seconds, and twice as much four times as many.
"""

from __future__ import annotations

from pipelines.tree.nesting import Nesting, nesting_of

DEEPEST = 10_100
"""Elements inside one another: 10,000, and what stands around them. Browsers stop at 512, and real pages stay below 300."""
HEAVIEST = 100_000_000
"""Depths of all elements together: 10,000 elements inside one another have half of it."""
MOST_REOPENED = 300_000
"""Formatting elements that were never closed, and are opened anew in every paragraph."""
MOST_ATTRIBUTES = 20_000
"""Of one tag."""
MOST_OPTIONS = 20_000
"""Choices in the lists of a page."""


def refusal(html: str) -> str:
    """Why a page is not parsed, as a sentence; '' for a page that can be.

    >>> refusal("<div>" * 20_000)
    'the page nests 20002 elements inside one another; at most 10100 are read.'
    >>> refusal("<div>" * 20_000 + "</div>" * 20_000 + "<p>" * 20_000) == refusal("<div>" * 20_000)
    True
    >>> refusal("<p>政府信息公开</p>" * 20_000)
    ''
    """
    if not _is_suspect(html):
        return ""
    found = nesting_of(html, MOST_ATTRIBUTES, MOST_REOPENED + 1)
    return _sentence(found)


def _sentence(found: Nesting) -> str:
    if found.depth > DEEPEST:
        return f"the page nests {found.depth} elements inside one another; at most {DEEPEST} are read."
    if found.reopened > MOST_REOPENED:
        return (
            f"the page never closes its formatting, which would be repeated more than {MOST_REOPENED} times."
        )
    if found.burden > HEAVIEST:
        return f"the page nests {found.depth} elements inside one another and has too many that deep."
    if found.attributes > MOST_ATTRIBUTES:
        return f"a tag of the page has {found.attributes} attributes; at most {MOST_ATTRIBUTES} are read."
    if found.options > MOST_OPTIONS:
        return f"the page has {found.options} choices in its lists; at most {MOST_OPTIONS} are read."
    return ""


def _is_suspect(html: str) -> bool:
    """False for a page that cannot reach any of the bounds: nearly all, at the price of two counts."""
    marks = html.count("<")
    if marks >= DEEPEST:
        return True
    ends = html.count("</")
    unclosed = max(0, marks - 2 * ends)
    if marks * unclosed > 6 * MOST_REOPENED:
        return True
    return len(html) > 2 * MOST_ATTRIBUTES and _has_long_tag(html)


def _has_long_tag(html: str) -> bool:
    """A stretch between angle brackets, or many equals signs, where so many attributes have room."""
    if html.count("=") > MOST_ATTRIBUTES:
        return True
    room, start = 2 * MOST_ATTRIBUTES, html.find("<")
    while 0 <= start < len(html) - room:
        end = html.rfind(">", start, start + room + 1)
        if end < 0:
            return True
        start = html.find("<", end)
    return False
