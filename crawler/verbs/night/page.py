"""The report of a run as one self-contained HTML page: no script, nothing loaded, page text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from crawler.verbs.ledger.markup import NONE, Markup, begin, element, join, text
from crawler.verbs.night.charts import legend, outcome_bar, runs_chart
from crawler.verbs.night.heat import heat_map
from crawler.verbs.night.style import POLICY, STYLE
from crawler.verbs.night.words import bytes_, minute, plural, span, words
from pipelines.archive.absence import Absence
from pipelines.archive.run_report import AlarmRow, Item, PortalNight, RunReport

STATUS = {
    "complete": "complete",
    "limited": "limited to some pages; it says nothing about the rest",
    "interrupted": "interrupted; the same command goes on where it stopped",
    "running": "not ended yet",
    "failed": "failed",
}


def page(report: RunReport) -> str:
    """The whole page."""
    head = join(
        (
            begin("meta", {"charset": "utf-8"}),
            begin("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}),
            begin("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            begin("meta", {"name": "referrer", "content": "no-referrer"}),
            element("title", NONE, text(f"Run {report.run}, {report.started_at[:10]} · gongkai")),
            element("style", NONE, Markup(STYLE)),
        )
    )
    body = join((_header(report), element("main", NONE, *_sections(report)), _footer(report)))
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def chinese(name: str) -> Markup:
    """Words of a portal."""
    return element("span", {"lang": "zh"}, text(name))


def _header(r: RunReport) -> Markup:
    ended = f" to {minute(r.ended_at)}" if r.ended_at else ""
    again = f", continued {plural(r.continued, 'time')}" if r.continued else ""
    facts = f"{minute(r.started_at)}{ended} ({span(r.seconds)}){again} · {r.command} · {r.software}"
    tiles = [
        _tile(len(r.portals), "portals"),
        _tile(r.requests, "requests"),
        _tile(sum(p.new for p in r.portals), "new"),
        _tile(sum(p.changed for p in r.portals), "changed"),
        _tile(sum(p.same for p in r.portals), "seen as before"),
        _tile(len(r.absent), "absent"),
        _tile(sum(p.unreadable for p in r.portals), "unreadable", bad=True),
        _tile(len(r.alarms), "alarms", bad=True),
        element(
            "li",
            NONE,
            element("b", NONE, text(bytes_(sum(p.wire_bytes for p in r.portals)))),
            text("received"),
        ),
    ]
    return element(
        "header",
        NONE,
        element("h1", NONE, text(f"Run {r.run}: {STATUS.get(r.status, r.status)}")),
        element("p", {"class": "soft"}, text(facts)),
        element("ul", {"class": "tiles"}, *tiles),
    )


def _tile(number: int, name: str, bad: bool = False) -> Markup:
    return element(
        "li",
        {"class": "bad" if bad and number else None},
        element("b", NONE, text(f"{number:,}")),
        text(name),
    )


def _sections(r: RunReport) -> Iterable[Markup]:
    yield _section("Alarms", _alarms(r))
    yield _section("Portals", _portals(r.portals))
    if len(r.beside) > 1:
        met = sum((Counter(run.outcomes) for run in r.beside), Counter[str]())
        chart = element("div", {"class": "card scroll"}, runs_chart(r.beside), legend(met))
        yield _section(f"Requests of the last {len(r.beside)} runs", chart)
    yield _section("Held of what the lists name, by year", heat_map(r.portals))
    for heading, items, count in (
        ("New", r.new, sum(p.new for p in r.portals)),
        ("Changed", r.changed, sum(p.changed for p in r.portals)),
        ("Unreadable", r.unreadable, sum(p.unreadable for p in r.portals)),
    ):
        if items:
            yield _section(f"{heading}: {count}", _items(items, count))
    if r.absent:
        yield _section(f"Absent: {len(r.absent)}", _absent(r.absent))


def _section(heading: str, *content: Markup) -> Markup:
    return element("section", NONE, element("h2", NONE, text(heading)), *content)


def _alarms(r: RunReport) -> Markup:
    lines = [_alarm(one, r, "" if one.opened_run == r.run else "old") for one in r.alarms]
    lines += [_alarm(one, r, "closed") for one in r.closed]
    if not r.alarms:
        calm = element("p", NONE, text("None stands."))
        return join((calm, element("ul", {"class": "alarms"}, *lines))) if lines else calm
    return element("ul", {"class": "alarms"}, *lines)


def _alarm(one: AlarmRow, r: RunReport, kind: str) -> Markup:
    state = {
        "": "opened by this run",
        "old": f"stands since {minute(one.opened_at)}",
        "closed": f"closed by this run, stood since {minute(one.opened_at)}",
    }[kind]
    title = next((p.title for p in r.portals if p.site == one.site), one.site or "archive")
    return element(
        "li",
        {"class": kind or None},
        element("b", NONE, chinese(title), text(f" · {one.name}")),
        element("span", {"class": "tag"}, text(state)),
        begin("br"),
        words(one.sentence),
    )


def _portals(portals: Sequence[PortalNight]) -> Markup:
    if not portals:
        return element("p", NONE, text("No portal was asked."))
    most = max(p.requests for p in portals)
    met = sum((Counter(p.outcomes) for p in portals), Counter[str]())
    names = ("portal", "requests by outcome", "requests", "new", "changed", "same", "unreadable", "held", "received", "time")  # fmt: skip
    head = [element("th", {"scope": "col", "class": "n" if place > 1 else None}, text(name)) for place, name in enumerate(names)]  # fmt: skip
    table = element(
        "table",
        {"class": "portals"},
        element("thead", NONE, element("tr", NONE, *head)),
        element("tbody", NONE, *(_portal(p, most) for p in portals)),
    )
    return join((element("div", {"class": "wide"}, table), legend(met)))


def _portal(p: PortalNight, most: int) -> Markup:
    numbers = (
        ("requests", f"{p.requests:,}"), ("new", f"{p.new:,}"), ("changed", f"{p.changed:,}"), ("same", f"{p.same:,}"),
        ("unreadable", f"{p.unreadable:,}"), ("held", f"{p.held:,} of {p.named:,}"), ("received", bytes_(p.wire_bytes)),
        ("time", span(p.seconds)),
    )  # fmt: skip
    cells = [_number(name, shown) for name, shown in numbers]
    return element(
        "tr",
        NONE,
        element("th", {"scope": "row"}, chinese(p.title), element("small", NONE, text(p.site))),
        element("td", {"class": "chart"}, outcome_bar(p.outcomes, most)),
        *cells,
    )


def _number(name: str, shown: str) -> Markup:
    look = "n zero" if shown == "0" else "n bad" if name == "unreadable" else "n"
    return element("td", {"class": look, "data-name": name}, text(shown))


def _items(items: Sequence[Item], count: int) -> Markup:
    lines = [_item(one.site, one.url, one.title, one.note) for one in items]
    if count > len(items):
        lines.append(element("li", {"class": "soft"}, text(f"… and {count - len(items):,} more")))
    return element("ul", {"class": "items card"}, *lines)


def _absent(absent: Sequence[Absence]) -> Markup:
    lines = [_item(one.site, one.url, one.title, one.sentence) for one in absent[:30]]
    if len(absent) > 30:
        lines.append(element("li", {"class": "soft"}, text(f"… and {len(absent) - 30} more")))
    return element("ul", {"class": "items card"}, *lines)


def _item(site: str, url: str, title: str, note: str) -> Markup:
    """A document with its address, as text: a link out of a report would tell the portal who reads it."""
    return element(
        "li", NONE, chinese(title or url), element("small", NONE, words(f"{note} · " if note else ""), text(f"{url} · {site}"))
    )  # fmt: skip


def _footer(r: RunReport) -> Markup:
    return element(
        "footer",
        NONE,
        text(
            f"Instants are UTC; a day is a UTC day. What is absent was looked for and not met, which is not to say that "
            f"it was deleted. The same facts for machines: {r.run}.json. More: gongkai gaps, gongkai status, gongkai alarms."
        ),
    )
