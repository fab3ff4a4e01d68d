"""`gongkai chrome`: what a rule for page furniture would take, and which rules a site could use. Nothing is changed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.markup import escape

from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.console import console, watched
from crawler.verbs.profiles import Profiles
from pipelines.archive.explain import Held, count_documents, held_documents
from pipelines.archive.reader import ArchiveReader
from pipelines.chrome.rule import Place
from pipelines.chrome.suggest import Line, Proposal, Repeats, body_lines
from pipelines.chrome.trial import Trial, trial_of
from pipelines.document import Unreadable
from pipelines.figures.format import formats
from pipelines.hanzi.fold import fold
from pipelines.reading.labelled import Labelled, labelled
from pipelines.reading.profile import Profile
from pipelines.reading.read_all import capture_within
from pipelines.reading.source import Source, source_of
from pipelines.reading.taken import Stretch, Taken, taken

STRETCHES_SHOWN = 5
"""Stretches of one document that are printed; the totals count all."""
DOCUMENTS_SHOWN = 50
"""Affected documents that are printed."""
LINES_SHOWN = 30
PAGES_ELSEWHERE = 20
"""Pages of every other site that a site's repeated words are compared with."""
_WIDTH = 70


def try_rule(archive: Path, written: str, where: Place, site: str | None, limit: int | None) -> int:
    """Print what a rule would take from each document. Raises UsageError for a rule or a site that is none."""
    try:
        trial = trial_of(written, where)
    except ValueError as fault:
        raise UsageError(str(fault)) from fault
    out, totals = console(), _Totals()
    with ArchiveReader.read(archive) as reader:
        counts = _counts(archive, site)
        wanted = _sample(held_documents(archive, site), counts, limit)
        for held, source, profile in _sources(reader, watched(wanted, "trying"), totals):
            found = taken(source, profile, trial)
            totals.add(found)
            if (found.stretches or found.moved) and totals.affected <= DOCUMENTS_SHOWN:
                out.print(f"[bold]{escape(held.url)}[/bold]", soft_wrap=True)
                for line in _document_lines(found):
                    out.print(escape(line), soft_wrap=True)
    for line in totals.lines(trial, sum(counts.values())):
        out.print(escape(line), soft_wrap=True)
    return exits.OK


def suggest(archive: Path, site: str, limit: int) -> int:
    """Print rules that a site file could have, as TOML. Raises UsageError for a site that the archive has not."""
    repeats, elsewhere, totals = Repeats(), set[str](), _Totals()
    with ArchiveReader.read(archive) as reader:
        counts = _counts(archive, None)
        if site not in counts:
            raise UsageError(_no_site(archive, site, counts))
        wanted = _sample(held_documents(archive, site), {site: counts[site]}, limit)
        portal = ""
        for held, found in _pages(reader, watched(wanted, f"reading {site}"), totals):
            repeats.look(found.labels.page, _states(found))
            portal = held.portal
        others = (held for held in held_documents(archive) if held.site != site)
        rest = {name: number for name, number in counts.items() if name != site}
        compared = _sample(others, rest, PAGES_ELSEWHERE, each=True)
        for _, found in _pages(reader, watched(compared, "comparing"), totals):
            elsewhere.update(body_lines(found.labels.page, _states(found)))
    known = _statutory_words() | {fold(portal)}
    proposals = repeats.proposals(elsewhere, known)
    lines = repeats.lines(proposals, elsewhere, known)
    sys.stdout.writelines(f"{line}\n" for line in _toml(site, repeats.pages, counts, proposals, lines))
    return exits.OK


class _Totals:
    """What a pass over the archive came to."""

    def __init__(self) -> None:
        self.looked = self.unreadable = self.affected = self.with_body = self.moved = 0
        self.stretches: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()

    def add(self, found: Taken) -> None:
        self.looked += 1
        self.affected += bool(found.stretches or found.moved)
        self.with_body += any(map(_is_substance, found.stretches))
        self.moved += found.moved
        for one in found.stretches:
            self.stretches[one.label] += 1
            self.characters[one.label] += sum(map(len, one.text.split()))

    def lines(self, trial: Trial, held: int) -> Iterator[str]:
        rule = trial.rule
        yield ""
        yield f"rule {rule.name}: {rule.selector or rule.words or 'a test of its own'}, where: {rule.where}"
        unread = f", {self.unreadable} could not be read" if self.unreadable else ""
        yield f"{self.looked} of {held} documents looked at{unread}; {self.affected} affected"
        for label, number in self.stretches.most_common():
            yield f"  {label}: {number} stretches, {self.characters[label]} characters"
        if self.moved:
            yield f"  and {self.moved} lines that the rule does not name get another label as a consequence"
        if self.with_body:
            yield f"! {self.with_body} documents would lose words that are theirs today"
        elif self.stretches:
            yield "no document would lose any of its words"
        yield "nothing was changed"


def _document_lines(found: Taken) -> Iterator[str]:
    order = sorted(found.stretches, key=lambda one: not _is_substance(one))
    for one in order[:STRETCHES_SHOWN]:
        yield f"  {'!' if _is_substance(one) else ' '} {one.label}: {_short(one.text)}  ({one.path})"
    if len(order) > STRETCHES_SHOWN:
        yield f"    … and {len(order) - STRETCHES_SHOWN} more"
    if found.moved:
        yield f"    {found.moved} other lines get another label"


def _is_substance(stretch: Stretch) -> bool:
    return stretch.label.split(":")[0] in ("body", "table", "attachment", "field")


def _counts(archive: Path, site: str | None) -> dict[str, int]:
    counts = count_documents(archive)
    if site is not None and site not in counts:
        raise UsageError(_no_site(archive, site, counts))
    return counts if site is None else {site: counts[site]}


def _no_site(archive: Path, site: str, counts: dict[str, int]) -> str:
    return (
        f"{site}: the archive in {archive} holds no site of this name; it holds {', '.join(counts) or 'none'}"
    )


def _sample(
    documents: Iterable[Held], counts: dict[str, int], limit: int | None, *, each: bool = False
) -> Iterator[Held]:
    """Documents at even distances, at most `limit` in all, or of each site; all where there is no limit."""
    total, seen = sum(counts.values()), Counter[str]()
    for held in documents:
        key = held.site if each else ""
        place = seen[key]
        seen[key] += 1
        among = counts[held.site] if each else total
        if limit is None or among <= limit or place * limit // among != (place - 1) * limit // among:
            yield held


def _sources(
    reader: ArchiveReader, documents: Iterable[Held], totals: _Totals
) -> Iterator[tuple[Held, Source, Profile]]:
    """Each document's capture, decoded and parsed again; those that cannot be read are counted."""
    profiles = Profiles()
    for held in documents:
        profile = profiles.of(held)
        try:
            source = source_of(capture_within(reader.capture(held.capture), held.url), profile)
        except Unreadable:
            totals.unreadable += 1
            continue
        yield held, source, profile


def _pages(
    reader: ArchiveReader, documents: Iterable[Held], totals: _Totals
) -> Iterator[tuple[Held, Labelled]]:
    """Web pages, labelled; attached files have no furniture of a site."""
    for held, source, profile in _sources(reader, documents, totals):
        if source.form == "page":
            yield held, labelled(source, profile)


def _states(found: Labelled) -> list[str]:
    """The label of each line; a line that is cut has the first of its pieces that is neither body nor without a rule."""
    states = []
    for index in range(len(found.labels.page.lines)):
        names = [f"{one.label}:{one.rule}" if one.rule else one.label for one in found.labels.pieces(index)]
        states.append(next((name for name in names if name not in ("body", "chrome:outside_body")), names[0]))
    return states


def _statutory_words() -> set[str]:
    """Labels of the statutory tables, which stand in every report."""
    return {fold(word) for form in formats() for table in form.tables.values() for word in table.labels}


def _toml(
    site: str, pages: int, counts: dict[str, int], proposals: list[Proposal], lines: list[Line]
) -> Iterator[str]:
    yield f"# {site}: {pages} pages of {counts[site]} documents looked at. Proposals only: nothing was changed."
    if len(counts) < 2:
        yield "# The archive holds no other site: phrases that all reports share cannot be told apart. Look twice."
    if not proposals:
        yield "# No element repeats that is not furniture by a rule already."
    else:
        yield "[reading.chrome]"
    for name, one in _named(proposals):
        yield f"# {one.pages} of {pages} pages ({one.pages / pages:.0%}), {_today(one.body)}: {_short(one.example)}"
        yield f'{name} = "{one.selector}"'
    if lines:
        yield "# Lines that repeat and that no element names; for a rule of words see `gongkai chrome try words:…`:"
    for line in lines[:LINES_SHOWN]:
        yield f"#   {line.pages} of {pages} pages, {_today(line.body)}: {_short(line.example)}"
    if len(lines) > LINES_SHOWN:
        yield f"#   … and {len(lines) - LINES_SHOWN} more"


def _today(body: bool) -> str:
    return "BODY today" if body else "outside the article, no rule yet"


def _named(proposals: list[Proposal]) -> Iterator[tuple[str, Proposal]]:
    """Each proposal under a name that no other has."""
    used: Counter[str] = Counter()
    for one in proposals:
        used[one.name] += 1
        yield one.name if used[one.name] == 1 else f"{one.name}_{used[one.name]}", one


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _WIDTH else one_line[: _WIDTH - 1] + "…"
