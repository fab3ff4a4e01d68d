"""The table of alarms on one portal: what opens each, what closes it, and how it finds its sentence.

A rule gives a sentence (the alarm stands), '' (it closes), or None: nothing to judge by tonight, so that an open alarm
stays as it is. Thresholds are set for few false alarms: a share needs numbers behind it, and every portal is held
against itself alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from pipelines.archive.alarm_facts import Facts, Night
from pipelines.archive.rebuild import read_document
from pipelines.comparison.compare import compare

FEWEST, SHARE, RISE = 5, 0.10, 3.0
"""A share has risen when it is made of so many addresses, is at least so large, and so many times what is usual."""
QUIET_DAYS, QUIET_DATES, QUIET_TIMES = 14, 6, 1.5
"""Silence is at least so many days (holidays are shorter), needs so many dates behind it, and is so many times the
longest pause the portal has made before."""
LEAST_LISTED, DROP = 10, 0.5
"""Lists that named so many documents and now name less than this part of them have lost some."""
NEW_PAGES, KNOWN_PAGES, KNOWN_MARKER, KNOWN_SHARE = 5, 30, 0.05, 0.3
"""A layout is judged by so many new pages against so many known; a marker is known that found so large a part of
those; and the layout has changed when fewer than this part of the new pages have a known one."""
FIELD_PAGES, FIELD_USUAL, FIELD_NOW = 10, 0.9, 0.5
"""A field is missed when so many new pages of one kind have it in less than half, while nine in ten had it."""
NEVER_AFTER = 3
"""Complete runs in which a portal was asked and never once answered."""


@dataclass(frozen=True)
class Rule:
    """A row: its name, what opens and what closes it in words, and how it finds its sentence."""

    name: str
    opens: str
    closes: str
    find: Callable[[Facts], str | None]


def _silence(facts: Facts) -> str | None:
    """Judged by the dates the portal prints: when we met its documents says how we crawl, not how it publishes.

    A portal that was quiet before it was first asked has not fallen silent: its days count from then.
    """
    dates = facts.dates
    if len(dates) < QUIET_DATES or facts.watched_since is None or not _answered(facts.tonight):
        return None
    pauses = [(later - earlier).days for earlier, later in pairwise(dates)]
    allowed = max(QUIET_DAYS, QUIET_TIMES * max(pauses))
    today = date.fromisoformat(facts.now[:10])
    if (today - max(dates[-1], facts.watched_since)).days <= allowed:
        return ""
    return (
        f"nothing is dated later than {dates[-1]}, {(today - dates[-1]).days} days ago; the longest pause between "
        f"the {len(dates)} dates before was {max(pauses)} days"
    )


def _drop(facts: Facts) -> str | None:
    if facts.listed is None:
        return None
    listed, usual = facts.listed
    if usual < LEAST_LISTED or listed >= DROP * usual:
        return ""
    return f"its lists name {listed} documents; the same pages named {usual:.0f} as a rule"


def _empty_lists(facts: Facts) -> str | None:
    if facts.named_tonight is None:
        return None
    return "" if facts.named_tonight else "its lists were read and name no document at all"


def _never(facts: Facts) -> str | None:
    if facts.successes:
        return ""
    runs = facts.runs + 1
    return f"was asked in {runs} runs and never gave one good answer" if runs >= NEVER_AFTER else None


def _blocked(facts: Facts) -> str | None:
    return _risen(facts, "blocked", ("blocked", "throttled"), "were blocked or throttled")


def _unreachable(facts: Facts) -> str | None:
    return _risen(facts, "unreachable", ("unreachable", "truncated"), "gave no whole answer")


def _vanished(facts: Facts) -> str | None:
    return _risen(facts, "vanished", ("gone", "soft_404"), "were absent")


def _risen(facts: Facts, alarm: str, names: Iterable[str], words: str) -> str | None:
    """Whether the share of some outcomes has risen; a portal all of whose lists met one is never fine."""
    chosen = tuple(names)
    tonight = facts.tonight
    if not tonight.asked:
        return None
    if tonight.lists_asked and _count(tonight.lists_outcomes, chosen) == tonight.lists_asked:
        return f"no list page could be read ({tonight.lists_asked} asked): they {words}"
    met = _count(tonight.outcomes, chosen)
    usual = [_count(night.outcomes, chosen) / night.asked for night in facts.before(alarm) if night.asked]
    return _more(met, tonight.asked, usual, f"of {tonight.asked} addresses {met} {words}")


def _unreadable(facts: Facts) -> str | None:
    tonight = facts.tonight
    if not tonight.read:
        return None
    usual = [night.unreadable / night.read for night in facts.before("unreadable") if night.read]
    words = f"of {tonight.read} kept pages {tonight.unreadable} could not be read"
    return _more(tonight.unreadable, tonight.read, usual, words)


def _more(met: int, of: int, usual: Sequence[float], words: str) -> str:
    share, rule = met / of, median(usual) if usual else 0.0
    if met < FEWEST or share < SHARE or share < RISE * rule:
        return ""
    return f"{words} ({share:.0%}; as a rule {rule:.0%})" if usual else f"{words} ({share:.0%})"


def _certificate(facts: Facts) -> str | None:
    if facts.tls:
        url, error = facts.tls[0]
        return f"{len(facts.tls)} connections failed for TLS, the first to {url}: {error}"
    return "" if _answered(facts.tonight) else None


def _layout(facts: Facts) -> str | None:
    """Whether the newest pages give their text at places where this portal's pages had it."""
    new, known = facts.newest, facts.earlier
    if len(new) < NEW_PAGES or len(known) < KNOWN_PAGES:
        return None
    for what, of_new, of_known in (
        ("text", [page.marker for page in new], [page.marker for page in known]),
        ("reader", [page.believed for page in new], [page.believed for page in known]),
    ):
        counts = Counter(of_known)
        usual = {name for name, n in counts.items() if n >= KNOWN_MARKER * len(known)}
        kept = sum(name in usual for name in of_new)
        if kept < KNOWN_SHARE * len(new):
            now = Counter(name for name in of_new if name not in usual).most_common(1)[0][0]
            return (
                f"the {what} of {len(new) - kept} of the {len(new)} newest pages is {now or 'nowhere known'}, "
                f"where earlier pages had {counts.most_common(1)[0][0] or 'none'}"
            )
    return ""


def _fields(facts: Facts) -> str | None:
    """Fields that the newest pages lack, kind by kind: news never had the figures of a report."""
    judged, lost = False, []
    for kind in sorted({page.kind for page in facts.newest}):
        new = [page.fields for page in facts.newest if page.kind == kind]
        known = [page.fields for page in facts.earlier if page.kind == kind]
        if len(new) < FIELD_PAGES or len(known) < KNOWN_PAGES:
            continue
        judged = True
        for name in sorted(set().union(*known)):
            now, usual = _having(new, name), _having(known, name)
            if usual >= FIELD_USUAL and now < FIELD_NOW:
                lost.append(f"{name} of {kind} {now:.0%} (before {usual:.0%})")
    if lost:
        return f"fields found on the newest pages: {', '.join(lost)}"
    return "" if judged else None


def _having(pages: Sequence[frozenset[str]], name: str) -> float:
    return sum(name in page for page in pages) / len(pages)


def _figure_changed(facts: Facts) -> str:
    silent = [one for one in facts.changed if not one.noticed]
    if not silent:
        return ""
    told = []
    for one in silent[:3]:
        readings = (read_document(facts.connection, version) for version in (one.before, one.after))
        changes = compare(*readings).figures
        names = [
            f"{name} {before.raw if before else '—'} → {after.raw if after else '—'}" for name, before, after in changes[:2]
        ]  # fmt: skip
        more = f" and {len(changes) - 2} more" if len(changes) > 2 else ""
        told.append(f"{one.title} {one.url}: {', '.join(names)}{more}")
    rest = f"; and {len(silent) - 3} more documents" if len(silent) > 3 else ""
    return f"figures changed and the page says nothing of it: {'; '.join(told)}{rest}"


def _answered(night: Night) -> bool:
    return bool(_count(night.outcomes, ("ok", "unchanged")))


def _count(outcomes: Counter[str], names: Iterable[str]) -> int:
    return sum(outcomes[name] for name in names)


RULES = (
    Rule("never_succeeded", "asked in three complete runs, and never one good answer", "the first good answer", _never),
    Rule("blocked", "blocked or throttled: 5 addresses, a tenth of all, and three times the usual; or every list page",
         "a run below that", _blocked),
    Rule("unreachable", "the same, for answers that did not come or not whole", "a run below that", _unreachable),
    Rule("vanished", "the same, for addresses with nothing at them", "a run below that", _vanished),
    Rule("certificate", "a connection that failed for TLS", "a run with good answers and none that failed so",
         _certificate),
    Rule("empty_lists", "lists that were read and name nothing", "a list that names a document", _empty_lists),
    Rule("drop", "list pages that name less than half of what the same pages named as a rule (10 at least)",
         "they name more again, or the lower number has become the rule", _drop),
    Rule("silence", "no date later than 14 days ago, nor than 1.5 times the longest pause in three years (6 dates)",
         "a later date", _silence),
    Rule("unreadable", "kept pages that could not be read: 5, a tenth of all, and three times the usual",
         "a run below that", _unreadable),
    Rule("layout", "fewer than 3 in 10 of the newest pages (5 at least) have their text where earlier pages (30) had it",
         "they have, or the new place has become usual (1 in 20 of the earlier pages)", _layout),
    Rule("fields", "a field of 9 in 10 earlier pages of a kind is in less than half of the newest 10",
         "it is found again, or its lack has become usual", _fields),
    Rule("figure_changed", "a figure differs from that of the reading before, and neither title, date nor words say so",
         "a week after the change, or when the figure is as before", _figure_changed),
)  # fmt: skip
