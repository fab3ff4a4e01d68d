"""What a chrome rule is: one row that names a piece of page furniture and says how to find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Place = Literal["anywhere", "head", "tail", "edge", "end"]
"""Where a whole-line rule may act inside the article.

anywhere: the line says by itself what it is. head: before the first line of prose. tail: after the last prose,
signature or date, or in the last 15 % of the lines. edge: head or tail. end: nothing but furniture follows.
Outside the article every rule may act.
"""

Group = Literal[
    "file",
    "qr",
    "share",
    "font_size",
    "print_close",
    "counter",
    "breadcrumb",
    "prev_next",
    "related",
    "attachment_heading",
    "editor",
    "meta_bar",
    "site_header",
    "footer",
    "accessibility",
    "widget",
    "form",
    "code",
]


@dataclass(frozen=True)
class ChromeRule:
    """One row of the chrome table. Exactly one of `selector`, `words` and `find` is set.

    A rule only finds; the labeller labels, and refuses where the found text is prose (see `prose`).
    """

    name: str
    group: Group
    why: str
    selector: str = ""
    """CSS: the elements that are furniture, with all their text."""
    words: str = ""
    """A regular expression that a folded line (see `hanzi.fold`) must match from end to end."""
    find: Callable[[str], bool] | None = None
    """For what no expression says well: True when a folded line is furniture."""
    where: Place = "anywhere"
    keeps: str = ""
    """What looks alike and must stay, for the person who widens the rule."""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.selector, self.words, self.find))) != 1:
            raise ValueError(f"chrome rule {self.name!r} needs exactly one of selector, words and find")
