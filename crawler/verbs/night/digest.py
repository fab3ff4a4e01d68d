"""What is sent of a run: a few plain lines, the change of state first."""

from __future__ import annotations

from crawler.verbs.night.words import minute, plural, span
from pipelines.archive.run_report import RunReport


def subject(report: RunReport) -> str:
    """One line: how the run ended, what it brought, how many alarms stand."""
    new, changed = (sum(getattr(p, name) for p in report.portals) for name in ("new", "changed"))
    opened = sum(one.opened_run == report.run for one in report.alarms)
    alarms = (
        f", {plural(len(report.alarms), 'alarm')}{f' ({opened} new)' if opened else ''}"
        if report.alarms
        else ""
    )
    return f"gongkai run {report.run} {report.status}: {new} new, {changed} changed{alarms}"


def digest(report: RunReport) -> str:
    """The lines under it: alarms opened, closed, standing; then a line for each portal."""
    lines = [f"Run {report.run}, {minute(report.started_at)}, {span(report.seconds)}: {report.status}.", ""]
    for heading, alarms in (
        ("New alarms", [one for one in report.alarms if one.opened_run == report.run]),
        ("Alarms that stand", [one for one in report.alarms if one.opened_run != report.run]),
        ("Closed", list(report.closed)),
    ):
        if alarms:
            lines += [
                f"{heading}:",
                *(f"  {one.site or 'archive'}: {one.name}: {one.sentence}" for one in alarms),
                "",
            ]
    for p in report.portals:
        met = ", ".join(f"{name} {count}" for name, count in sorted(p.outcomes.items()))
        lines.append(f"{p.title} ({p.site}): {p.new} new, {p.changed} changed, {p.same} as before; {met}")
    return "\n".join(lines) + "\n"


def worth_a_word(report: RunReport) -> bool:
    """Whether the state changed: an alarm opened or closed, or the run did not end as it should."""
    opened = any(one.opened_run == report.run for one in report.alarms)
    return opened or bool(report.closed) or report.status not in ("complete", "limited")
