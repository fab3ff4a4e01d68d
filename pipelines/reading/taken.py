"""What a chrome rule on trial takes from one page: the page labelled without the rule and with it, and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipelines.chrome.trial import Trial
from pipelines.reading.labelled import labelled
from pipelines.reading.pieces import Labels, Piece
from pipelines.reading.profile import Profile
from pipelines.reading.source import Source
from pipelines.tree.page import Page, tidy
from pipelines.tree.paths import css_path


class Stretch(NamedTuple):
    """Words that the rule takes: the label they have without it, and where they stand."""

    text: str
    label: str
    """`body`, `field:title`, `chrome:outside_body` …"""
    path: str


@dataclass(frozen=True)
class Taken:
    """All that a rule changes on one page."""

    stretches: tuple[Stretch, ...]
    moved: int
    """Lines that get another label than before although the rule does not name them: the article ends elsewhere, say."""


NOTHING = Taken((), 0)


def taken(source: Source, profile: Profile, trial: Trial) -> Taken:
    """Compare the labels of a page under both tables of a trial."""
    page = source.page
    if not _names_anything(page, trial):
        return NOTHING
    before = labelled(source, profile, trial.without).labels
    after = labelled(source, profile, trial.with_it).labels
    stretches: list[Stretch] = []
    moved = 0
    for index, line in enumerate(page.lines):
        mine = [one for one in after.pieces(index) if (one.label, one.rule) == ("chrome", trial.name)]
        if not mine:
            moved += before.pieces(index) != after.pieces(index)
        for piece in mine:
            words = tidy(line.text[piece.start : piece.end])
            if words:
                stretches.append(
                    Stretch(words, _label(before, index, piece), css_path(page.tree, line.owner))
                )
    return Taken(tuple(stretches), moved)


def _names_anything(page: Page, trial: Trial) -> bool:
    """Whether the rule finds anything at all: most rules find nothing on most pages, which is soon seen."""
    if trial.rule.selector:
        return bool(page.tree.select(trial.rule.selector))
    return any(trial.rule in rules for rules in trial.with_it.lines(page).values())


def _label(labels: Labels, index: int, piece: Piece) -> str:
    """What most of these characters are without the rule."""
    lying = max(labels.pieces(index), key=lambda one: min(one.end, piece.end) - max(one.start, piece.start))
    return f"{lying.label}:{lying.rule}" if lying.rule else lying.label
