"""What a site's file may say to the reader: the part of a portal's declaration that concerns reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """Hints for one portal. Everything has a general answer; a hint is only for where that answer is wrong."""

    body: str | None = None
    """CSS selector of the element that holds the article; several matches are all taken."""
    chrome: tuple[tuple[str, str], ...] = ()
    """The site's own chrome rules: name and CSS selector. They go before the general table."""
    encoding: str | None = None
    """The encoding this site is known to use, one more witness for the court."""
    fields: tuple[tuple[str, str], ...] = ()
    """Field values known beforehand (list title, list date): name and value, for the field readers."""


PLAIN = Profile()
"""No hints: the general reader."""
